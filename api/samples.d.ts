/**
* The five terms of a candidate. Each is 0..1 where 1 is best, except `bufferSafety`, which has no lower
* bound: a plan that stalls must be able to lose against any quality. (`smoothness` goes below 0 only for plans
* that jump over most of the ladder and back.)
*/
interface Terms {
  readonly quality: number;
  readonly sustainability: number;
  readonly bufferSafety: number;
  readonly smoothness: number;
  readonly deviceFit: number;
}
/** Weights of the five terms; the mission's defaults. Any non-negative numbers with a positive sum. */
interface Weights {
  /** Picture quality along the plan; default 0.30. */
  readonly quality: number;
  /** Chance that the link sustains the rendition; default 0.25. */
  readonly sustainability: number;
  /** Risk of rebuffering; default 0.25. */
  readonly bufferSafety: number;
  /** Fewer and smaller switches; default 0.10. */
  readonly smoothness: number;
  /** Match with screen and decoder; default 0.10. */
  readonly deviceFit: number;
}
/** Stage 2's product: what the engine believes about the link. */
/** A throughput distribution, by three of its quantiles. */
interface ThroughputRange {
  /** 5 % quantile, bits per second. */
  readonly lowBitsPerSecond: number;
  /** Median, bits per second. */
  readonly medianBitsPerSecond: number;
  /** 95 % quantile, bits per second. */
  readonly highBitsPerSecond: number;
}
/** Forecast at one moment: for the next segment and for the rest of the window. */
interface Forecast {
  readonly atSeconds: number;
  /** Length of the window, seconds; default 30. */
  readonly windowSeconds: number;
  readonly next: ThroughputRange;
  readonly window: ThroughputRange;
  /** Expected time from request to first byte, seconds. */
  readonly rttSeconds: number;
  /** Spread of the log forecast error: mean absolute error that the session has shown, pulled to a prior, wider after a silence; unitless. */
  readonly logErrorDeviation: number;
  /** The same for the mean rate over the rest of the window: links that scatter around a steady mean have less of it. */
  readonly windowLogErrorDeviation: number;
  /** Samples that the forecast rests on. */
  readonly sampleCount: number;
}
/** Why a rendition was not a candidate. `not-considered`: a rescue looks at lower renditions only. */
type Exclusion = "not-allowed" | "beyond-screen" | "not-smooth" | "save-data" | "too-big-a-step" | "not-considered";
/** One rendition as the engine saw it. */
interface CandidateReport {
  readonly index: number;
  readonly id: string;
  /** Present when the rendition could not be chosen. Terms are 0 where it was ruled out before scoring. */
  readonly excluded?: Exclusion;
  readonly terms: Terms;
  /** Sum of weight x term. */
  readonly total: number;
  /** Chance that the next segment in this rendition stalls playback, 0..1. */
  readonly stallRisk: number;
}
type Action = "start" | "stay" | "up" | "down" | "rescue";
/** What decided, as a stable code; `Decision.reason` says the same in words with figures. */
type ReasonCode = "only-choice" | "no-measurement-yet" | "best-score" | "switch-not-worth-it" | "stall-risk" | "limit-lowered" | "recovering" | "rescue-slow-segment";
/** One decision. Plain data: can be logged, sent, replayed. */
interface Decision {
  readonly atSeconds: number;
  readonly index: number;
  readonly previousIndex: number;
  readonly action: Action;
  readonly reasonCode: ReasonCode;
  /** One sentence for people, with the figures that decided. */
  readonly reason: string;
  /** Every rendition of the ladder, in ladder order. */
  readonly candidates: readonly CandidateReport[];
  readonly forecast: Forecast;
  /** Chance of a stall in the next segment that this choice accepts, 0..1. */
  readonly stallRisk: number;
  readonly bufferSeconds: number;
  /** Change of the buffer over the last seconds, seconds of media per second; 0 = steady. */
  readonly bufferTrend: number;
}
/** Stage 1: what a finished (or partly finished) download teaches, and what it does not. */
/** One transfer as the player measured it. */
interface DownloadSample {
  /** When the last byte came, seconds on the situation's clock. */
  readonly atSeconds: number;
  /** Bits received. */
  readonly sizeBits: number;
  /** From first to last byte, seconds. */
  readonly transferSeconds: number;
  /** From request to first byte, seconds. */
  readonly ttfbSeconds: number;
  /** Host that served it. */
  readonly host?: string | undefined;
  /** Served from a cache, a peer or a service worker's store: true, false, or unknown. */
  readonly fromCache?: boolean | undefined;
  /** Of a transfer that is still going on, or was given up. */
  readonly partial?: boolean | undefined;
  /** Main (video) segment, audio, or anything else. Only main samples teach segment sizes. */
  readonly kind: "main" | "audio" | "other";
  /**
  * Rendition and duration, where it is a whole main segment: teaches the size ratio. `nominalBits` is the
  * rendition's `rateBitsPerSecond` x duration, whatever that rate includes.
  */
  readonly segment?: {
    readonly renditionIndex: number;
    readonly durationSeconds: number;
    readonly nominalBits: number;
  } | undefined;
}
/** Why a sample was not used. */
type RejectionReason = "not-finite" | "negative" | "empty" | "too-short" | "implausibly-fast" | "from-cache" | "beside-main" | "clock-went-back";
/** Verdict on one sample: used, or refused with the reason that is counted and reported. */
type SampleVerdict = {
  readonly accepted: true;
  readonly rateBitsPerSecond: number;
} | {
  readonly accepted: false;
  readonly reason: RejectionReason;
};
export { Action, CandidateReport, Decision, DownloadSample, Exclusion, Forecast, ReasonCode, RejectionReason, SampleVerdict, Terms, ThroughputRange, Weights };
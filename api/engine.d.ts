/** `quality`: more picture, more risk. `safe`: the reverse. `data-saver`: a good picture for fewer bytes. */
type Preset = "balanced" | "quality" | "safe" | "data-saver";
declare const PRESETS: readonly Preset[];
/**
* The inner scales of the terms: what turns seconds, bits and steps into losses. The weights say how much a term
* counts, the scales say what it means. Units: loss of the term (0..1 per segment of the plan) unless noted.
* Options `scales.*`, each 0..1000. First values from a prototype; fitted for J, its worst tenth, avoidable stalls and switches on five
* development sets with the simulator of this repository (about 1,500 evaluations of some 200 sessions, with what is
* `evenkeel-bench tune` now); then those of the buffer, of stalls and of switches set anew by paired differences on those sets and the
* seven built-in families (about 120 variants of 400 to 700 sessions each), and all rounded to two digits.
*/
interface Scales {
  /** Length of the plan, seconds of media; longer when the buffer is, so that draining it is seen. */
  readonly horizonSeconds: number;
  readonly horizonPerBuffer: number;
  readonly maxHorizonSeconds: number;
  /** Plans believe medians a little less than reported, in deviations of the forecast error. */
  readonly caution: number;
  /** Spread of the scenarios per deviation. */
  readonly spread: number;
  /** Share of the uncertainty of segment sizes that adds to the next segment's spread. */
  readonly sizeSpread: number;
  /** Share of the buffer that counts as throughput in `sustainability`. */
  readonly bufferCredit: number;
  /** Loss of buffer safety per stall, and per second of it in units of a 4 s segment. */
  readonly stall: number;
  readonly stallPerSegment: number;
  /**
  * A stall in the very next segment weighs more than later ones, which can still be avoided, as the reachable buffer shrinks below
  * this, seconds, to this power, up to this factor.
  */
  readonly referenceBufferSeconds: number;
  readonly nextStallGrowth: number;
  readonly maxNextStallGrowth: number;
  /**
  * Loss for ending the plan with a low buffer: `lowBuffer * fading(end / lowBufferSeconds)`; the scale grows with the reachable
  * buffer, to this power.
  */
  readonly lowBuffer: number;
  readonly lowBufferSeconds: number;
  readonly lowBufferGrowth: number;
  /** Delay of the start, per second in units of a 4 s segment. */
  readonly startDelay: number;
  /** Loss of smoothness per switch, per unit of quality, and per squared unit (big steps hurt more). */
  readonly switchCount: number;
  readonly switchSize: number;
  readonly switchSizeSquared: number;
  /** Extra gain in total that a climb back needs for each fall, and how fast falls are forgotten, seconds. */
  readonly climbAfterFall: number;
  readonly fallHalfLifeSeconds: number;
  /** Share of the best continuation; the rest is simply staying. */
  readonly bestShare: number;
}
/**
* What a player tells the engine: its ladder, its buffer, its screen, its limits.
* Every field is plain data; an adapter builds it in `translate.ts`.
*/
/** One step of the ladder. Order in the ladder carries no meaning: index order need not be bitrate order. */
interface Rendition {
  /** Stable name inside one ladder, used in events and explanations. */
  readonly id: string;
  /** Declared average rate (video and the audio that comes with it), bits per second; > 0. */
  readonly rateBitsPerSecond: number;
  /** Declared peak rate, bits per second; equal to the average where only one is known. */
  readonly peakRateBitsPerSecond: number;
  /** Coded width, pixels; 0 = unknown. */
  readonly widthPixels: number;
  /** Coded height, pixels; 0 = unknown. */
  readonly heightPixels: number;
  /** Frames per second; 0 = unknown. */
  readonly frameRate: number;
  /** Author's relative quality (HLS `SCORE`); used as utility only when every rendition has one. */
  readonly qualityScore?: number | undefined;
  /**
  * True while the player itself permits this rendition: caps, restrictions, codec family, HDCP, errors.
  * A hard limit: the engine never picks a rendition that is not allowed.
  */
  readonly allowed: boolean;
  /** Decode capability as far as the platform told: false = known not to be smooth. */
  readonly smooth: boolean;
  /** False = known not to be power efficient; true where unknown. */
  readonly powerEfficient: boolean;
  /**
  * Size of the next segment in this rendition, bits, where the container or playlist tells it
  * (sidx, byte ranges, EXT-X-BITRATE).
  */
  readonly nextSegmentBits?: number | undefined;
  /** Video codec as RFC 6381 names it (`avc1.64001f`, `av01.0.08M.08`): newer codecs look the same with fewer bits. */
  readonly videoCodec?: string | undefined;
  /** Time to get this rendition's playlist first, if it must be fetched before the segment, seconds; default 0. */
  readonly playlistDelaySeconds?: number | undefined;
}
/** What the screen and the machine can use. */
interface DeviceState {
  /** Width of the video element in device pixels (CSS pixels x device pixel ratio); 0 = unknown. */
  readonly viewportWidthPixels: number;
  /** Height of the video element in device pixels; 0 = unknown. */
  readonly viewportHeightPixels: number;
  /** Share of frames dropped lately, 0..1. */
  readonly droppedFrameShare: number;
  /** The visitor asked for less data (`navigator.connection.saveData`). */
  readonly saveData: boolean;
  /** Running on a battery that is low (`navigator.getBattery`, where it is readable). */
  readonly lowBattery?: boolean | undefined;
}
/** What is on the screen: the same bits look better on a drawing than on a football field. */
type ContentType = "general" | "animation" | "sport" | "documentary";
/** Everything that one decision depends on besides the engine's own memory. */
interface Situation {
  /** Now, seconds on any monotonic clock shared with the samples. */
  readonly atSeconds: number;
  readonly renditions: readonly Rendition[];
  /** Rendition of the last main segment loaded or being loaded; -1 before the first. */
  readonly currentIndex: number;
  /** Media buffered ahead of the playhead, seconds (the smaller of audio and video). */
  readonly bufferSeconds: number;
  /** Where the player stops filling the buffer, seconds; > 0. */
  readonly maxBufferSeconds: number;
  /** Playback rate, absolute; 0 while paused counts as 1. */
  readonly playbackRate: number;
  /** Duration of the next segment, seconds; > 0. */
  readonly segmentSeconds: number;
  /** Media left to load until the end, seconds; Infinity when live or unknown. */
  readonly remainingSeconds: number;
  /** True from the first frame on; false during start-up and while a seek fills an empty buffer. */
  readonly playing: boolean;
  readonly device: DeviceState;
  /** Present for live streams. */
  readonly live?: LiveState | undefined;
  /** Throughput that the platform guesses before anything was measured, bits per second (Network Information, a remembered session). */
  readonly priorRateBitsPerSecond?: number | undefined;
  /** Host that serves the next segment; throughput memory is kept per host. */
  readonly host?: string | undefined;
  /** From the stream's metadata or the page; default `general`. */
  readonly contentType?: ContentType | undefined;
}
/** Where a live stream stands. */
interface LiveState {
  /** Distance of the playhead from the live edge, seconds. */
  readonly latencySeconds: number;
  /** The latency that the player aims at, seconds. */
  readonly targetLatencySeconds: number;
  /** Fastest playback by which the player catches up with its target; 1 or undefined = it does not. */
  readonly maxPlaybackRate?: number | undefined;
}
/** A main segment on its way, for the rescue decision. */
interface InFlightSegment {
  readonly renditionIndex: number;
  /** Since the request was sent, seconds. */
  readonly elapsedSeconds: number;
  /** From request to first byte, seconds; undefined while no byte has come. */
  readonly ttfbSeconds?: number | undefined;
  readonly loadedBits: number;
  /** Whole size, bits; undefined where the server sent no length. */
  readonly totalBits?: number | undefined;
  /** Rescues already made for this segment. */
  readonly rescues: number;
}
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
/** How throughput is forecast. */
interface PredictionOptions {
  /** Window of the forecast, seconds, 5..120; default 30. */
  readonly windowSeconds: number;
  /** Half-life of the fast mean, wall-clock seconds, 0.2..60; default 2.8. */
  readonly fastHalfLifeSeconds: number;
  /** Half-life of the slow mean, wall-clock seconds, 1..600; default 60. */
  readonly slowHalfLifeSeconds: number;
  /** Rate assumed before anything was measured or guessed, bits per second, > 0; default 1,000,000. */
  readonly initialRateBitsPerSecond: number;
  /** Time to first byte assumed before anything was measured, seconds, 0..10; default 0.1. */
  readonly initialRttSeconds: number;
  /**
  * Share of the fast mean, in log space, in the forecast of the next segment, 0..1; default 0.6. No bias: a constant
  * rate in gives the same rate out, and CMCD, content steering and people get the truth. Caution is the plan's.
  */
  readonly fastShare: number;
  /** Further ahead that share falls by half per this long, as links return to their mean, seconds, 1..1000; default 110. */
  readonly returnHalfLifeSeconds: number;
  /** Weight of a sample: (transfer time + offset, seconds) ^ exponent, 0..2; default 0.53. */
  readonly weightExponent: number;
  /** On a recovered link low segments come in no time, and must still outvote the collapse: seconds, 0..10; default 0.75. */
  readonly weightOffsetSeconds: number;
  /** Mean absolute log error expected of a network not known yet, 0.01..2; default 0.07. */
  readonly priorError: number;
  /** How many segments that expectation counts for, 0.1..100; default 12. */
  readonly priorErrorWeight: number;
  /** Errors fade by half in this many segments, 0.5..100; default 4.5. */
  readonly errorHalfLifeSegments: number;
  /** The same for the mean rate over the rest of the window, 0.01..2; default 0.05. */
  readonly priorWindowError: number;
  /** How strongly the share of the fast mean follows which mean has erred less in this session, 0..20; default 1.1. */
  readonly shareGain: number;
}
/** When a change of rendition is worth it. */
interface SwitchingOptions {
  /** Least gain for a switch, in total score over a plan of four segments, 0..1; default 0.011. */
  readonly hysteresis: number;
  /** Share of what staying has given away since the last switch that counts towards the next, 0..1; default 1. */
  readonly forgoneShare: number;
  /** Rungs that one decision may climb once playback runs, whole, 1..100; default 1 ... */
  readonly maxStepUp: number;
  /** ... unless the goal gains this much more than that step, 0..1; default 0.011: a leap must be worth a switch by itself. */
  readonly leapGain: number;
  /** No climb for this long after a rescue, seconds, 0..120; default 1. */
  readonly recoverySeconds: number;
}
/** Which renditions suit this screen and this machine. */
interface LimitOptions {
  /** Skip renditions beyond the one that fills the element; default false: they only lose device fit, as players' own defaults do not cap. */
  readonly capToViewport: boolean;
  /** With save-data, the tallest rendition considered, pixels, >= 0; 0 = ignore save-data; default 480. */
  readonly saveDataMaxHeight: number;
  /** Share of dropped frames from which heavier renditions lose device fit, 0..1; default 0.1. */
  readonly droppedFrameShare: number;
}
/** When a segment on its way is given up. */
interface RescueOptions {
  /** Give up slow segments at all; default true. */
  readonly enabled: boolean;
  /** Rescues per segment, whole, 0..10; default 2. */
  readonly maxPerSegment: number;
  /** Not before this much of the request, seconds, 0..10; default 0.2. */
  readonly minElapsedSeconds: number;
  /** A transfer that needs less than this share of the buffer is in no danger, 0..10; default 0.16. */
  readonly dangerShare: number;
  /** Wait while the buffer pays for this many downloads of the lowest rendition, 0..20; default 1.5 ... */
  readonly fallbackFactor: number;
  /** ... and this much more, seconds, 0..20; default 0.44. */
  readonly fallbackMarginSeconds: number;
  /** A transfer that would outlast the buffer is given this long to recover, seconds, 0..60; default 8. */
  readonly hopelessSeconds: number;
  /** A restart must come within this share of the buffer at the transfer's own pace, 0..10; default 0.5. The lowest always may. */
  readonly restartShare: number;
  /** A transfer speaks for itself as much as the forecast does once it has run this long, seconds, 0..10; default 3.3. */
  readonly trustSeconds: number;
}
/** What is shown, and what its bytes cost. */
interface ContentOptions {
  /** Kind of content; `general` (default) leaves it to the stream's own metadata. */
  readonly type: ContentType;
  /**
  * Price of bytes: quality (0..1 over the ladder) that a megabit per second must add to be worth loading, 0..1; default 0. At 0.04 and
  * a ladder of 0.24 to 8 Mbit/s the best rung without any other term is about 5 Mbit/s; the price doubles, that rung halves.
  */
  readonly pricePerMegabit: number;
}
/** The whole configuration, complete. */
interface AbrConfig {
  readonly weights: Weights;
  readonly prediction: PredictionOptions;
  readonly switching: SwitchingOptions;
  readonly limits: LimitOptions;
  readonly content: ContentOptions;
  readonly rescue: RescueOptions;
  readonly scales: Scales;
}
/** What a caller may pass: a character, and any part of the configuration, which then counts instead of the character's. */
type AbrOptions = { readonly [Group in keyof AbrConfig]?: Partial<AbrConfig[Group]> } & {
  /** Default `balanced`. */readonly preset?: Preset; /** From picture (0) to safety (1); default: where the preset stands (`balanced` 0.5). */
  readonly preference?: number;
};
/**
* Checks `options` and fills in every default.
*
* @param otherNames further names on the same object that the caller reads itself.
* @throws TypeError naming the path, the rule and the value received, e.g.
* "weights.quality must be a number from 0 to 100, got \"high\" (string)".
*/
declare function resolveOptions(options?: AbrOptions, otherNames?: readonly string[]): AbrConfig;
/** The configuration without any option. Frozen. */
declare const DEFAULT_CONFIG: AbrConfig;
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
/** One decision. Plain data: can be logged, sent, replayed. `candidates` and `reason` are worked out when they are first read. */
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
  /** The server sent it as the encoder made it (low-latency chunks, parts): its rate is the source's, at most the link's. */
  readonly sourceLimited?: boolean | undefined;
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
type RejectionReason = "not-finite" | "negative" | "empty" | "too-short" | "implausibly-fast" | "from-cache" | "source-limited" | "beside-main" | "clock-went-back";
/** Verdict on one sample: used, or refused with the reason that is counted and reported. */
type SampleVerdict = {
  readonly accepted: true;
  readonly rateBitsPerSecond: number;
} | {
  readonly accepted: false;
  readonly reason: RejectionReason;
};
/** What was believed after one segment, to be judged later. Natural logs of bits per second. */
interface Belief {
  readonly fast: number;
  readonly slow: number;
  readonly next: number;
  readonly window: number;
}
interface Checkpoint {
  readonly atSeconds: number;
  readonly logWindow: number;
  readonly bits: number;
  readonly busySeconds: number;
}
/** Fading sums of absolute log errors. */
interface ErrorMemory {
  readonly next: number;
  readonly nextWeight: number;
  readonly fast: number;
  readonly slow: number;
  readonly meansWeight: number;
  readonly window: number;
  readonly windowWeight: number;
  /** Bits received and the time that they took, since the start. */
  readonly bits: number;
  readonly busySeconds: number;
  readonly checkpoints: readonly Checkpoint[];
  readonly believed: Belief | undefined;
}
/** A mean whose terms lose half their weight every half-life. */
interface FadingMean {
  readonly weightedSum: number;
  readonly weight: number;
}
/** What is known of one host. */
interface HostPrediction {
  readonly fast: FadingMean;
  readonly slow: FadingMean;
  readonly updatedAtSeconds: number;
  readonly sampleCount: number;
  /** Mean time to first byte and the weight behind it. */
  readonly rttSeconds: number;
  readonly rttWeight: number;
  readonly errors: ErrorMemory;
}
/** Known hosts, newest last; the last one used speaks for hosts not met yet. */
interface PredictionState {
  readonly hosts: ReadonlyMap<string, HostPrediction>;
  readonly lastHost: string | undefined;
}
/**
* What is remembered of the network. One memory may serve several engines: Shaka builds a throw-away manager that
* picks the first variant, hls.js builds child players; all share what was learnt.
*/
interface NetworkMemory {
  prediction: PredictionState;
  /** What earlier visits say of this network: believed before anything is measured, rather than `priorRateBitsPerSecond`. */
  remembered?: RememberedRate;
}
/** A rate, and how sure it is. */
interface RememberedRate {
  /** Median, bits per second, > 0. */
  readonly rateBitsPerSecond: number;
  /** Standard deviation of the log of what will be found against it, > 0; 0.7 = a factor of two either way. */
  readonly logDeviation: number;
}
/** An empty memory. */
declare const createNetworkMemory: () => NetworkMemory;
/** A decision engine for one player instance. */
interface AbrEngine {
  /** Learn from a transfer. */
  addSample(sample: DownloadSample): SampleVerdict;
  /**
  * Choose a rendition for the next segment.
  *
  * @throws RangeError when no rendition is allowed.
  */
  decide(situation: Situation): Decision;
  /** Give up the segment on its way? A decision with action `rescue`, or undefined to let it finish. */
  considerRescue(situation: Situation, inFlight: InFlightSegment): Decision | undefined;
  /** What the engine believes about the link now. */
  forecast(atSeconds: number, host?: string): Forecast;
  /** New content: forget what was learnt about the ladder, keep what was learnt about the network. */
  resetLadder(): void;
}
/** Makes an engine; replaceable in the adapters' options. */
type CreateEngine = (config: AbrConfig, memory: NetworkMemory) => AbrEngine;
/** Makes our engine. */
declare function createAbrEngine(config: AbrConfig, memory: NetworkMemory): AbrEngine;
export { AbrConfig, AbrEngine, AbrOptions, Action, CandidateReport, ContentType, CreateEngine, DEFAULT_CONFIG, Decision, DeviceState, DownloadSample, Exclusion, Forecast, InFlightSegment, LiveState, NetworkMemory, PRESETS, Preset, ReasonCode, RejectionReason, RememberedRate, Rendition, SampleVerdict, Situation, Terms, ThroughputRange, Weights, createAbrEngine, createNetworkMemory, resolveOptions };
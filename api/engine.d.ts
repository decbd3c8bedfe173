import { Decision, DownloadSample, Forecast, SampleVerdict, Weights } from "./samples.js";
import { InFlightSegment, Situation } from "./situation.js";

/**
* The inner scales of the terms: what turns seconds, bits and steps into losses. The weights say how much a term
* counts, the scales say what it means. Units: loss of the term (0..1 per segment of the plan) unless noted.
* Options `scales.*`, each 0..1000. First values from reference/engine.md section 6, refitted for J, its worst tenth,
* avoidable stalls and switches on five development sets with the simulator of this repository (about 1,500 evaluations of some 200 sessions).
*/
interface Scales {
  /** Length of the plan, seconds of media; longer when the buffer is, so that draining it is seen. */
  readonly horizonSeconds: number;
  readonly horizonPerBuffer: number;
  readonly maxHorizonSeconds: number;
  /** Plans believe medians a little less than reported, in deviations of the forecast error. */
  readonly caution: number;
  /** Spread of the scenarios per deviation; it grows as the reachable buffer shrinks, which corrects less. */
  readonly spread: number;
  readonly spreadGrowth: number;
  /** Share of the uncertainty of segment sizes that adds to the next segment's spread. */
  readonly sizeSpread: number;
  /** Share of the buffer that counts as throughput in `sustainability`. */
  readonly bufferCredit: number;
  /** Loss of buffer safety per stall, and per second of it in units of a 4 s segment. */
  readonly stall: number;
  readonly stallPerSegment: number;
  /** Weight of a stall in the very next segment against later ones: later ones can still be avoided. */
  readonly nextStall: number;
  /** ... growing as the reachable buffer shrinks below this, seconds, to this power, up to this factor. */
  readonly referenceBufferSeconds: number;
  readonly nextStallGrowth: number;
  readonly maxNextStallGrowth: number;
  /** Loss for ending the plan with a low buffer: `lowBuffer * exp(-end / lowBufferSeconds)`. */
  readonly lowBuffer: number;
  readonly lowBufferSeconds: number;
  readonly lowBufferGrowth: number;
  readonly lowBufferGrowthBeyond: number;
  /** Delay of the start, per second in units of a 4 s segment. */
  readonly startDelay: number;
  /** Loss of smoothness per switch, per unit of quality, and per squared unit (big steps hurt more). */
  readonly switchCount: number;
  readonly switchSize: number;
  readonly switchSizeSquared: number;
  /** Extra gain in total that a climb needs right after a fall, and how fast that is forgotten, seconds. */
  readonly climbAfterFall: number;
  readonly fallHalfLifeSeconds: number;
  /** Share of the best continuation; the rest is simply staying. */
  readonly bestShare: number;
  /** Part of a stall that giving the segment up in time can save, and when that would happen. */
  readonly rescueShare: number;
  readonly rescueBufferShare: number;
  readonly rescueDelaySeconds: number;
}
/** How throughput is forecast. */
interface PredictionOptions {
  /** Window of the forecast, seconds, 5..120; default 30. */
  readonly windowSeconds: number;
  /** Half-life of the fast mean, wall-clock seconds, 0.2..60; default 2.85. */
  readonly fastHalfLifeSeconds: number;
  /** Half-life of the slow mean, wall-clock seconds, 1..600; default 61.5. */
  readonly slowHalfLifeSeconds: number;
  /** Rate assumed before anything was measured or guessed, bits per second, > 0; default 1,000,000. */
  readonly initialRateBitsPerSecond: number;
  /** Time to first byte assumed before anything was measured, seconds, 0..10; default 0.1. */
  readonly initialRttSeconds: number;
  /**
  * Share of the fast mean, in log space, in the forecast of the next segment, 0..1; default 0.602. No bias: a constant
  * rate in gives the same rate out, and CMCD, content steering and people get the truth. Caution is the plan's.
  */
  readonly fastShare: number;
  /** Further ahead that share falls by half per this long, as links return to their mean, seconds, 1..1000; default 109. */
  readonly returnHalfLifeSeconds: number;
  /** Weight of a sample: (transfer time + offset, seconds) ^ exponent, 0..2; default 0.528. */
  readonly weightExponent: number;
  /** On a recovered link low segments come in no time, and must still outvote the collapse: seconds, 0..10; default 0.756. */
  readonly weightOffsetSeconds: number;
  /** Mean absolute log error expected of a network not known yet, 0.01..2; default 0.0704. */
  readonly priorError: number;
  /** How many segments that expectation counts for, 0.1..100; default 8.9. */
  readonly priorErrorWeight: number;
  /** Errors fade by half in this many segments, 0.5..100; default 4.47. */
  readonly errorHalfLifeSegments: number;
  /** The same for the mean rate over the rest of the window, 0.01..2; default 0.0525. */
  readonly priorWindowError: number;
  /** How strongly the share of the fast mean follows which mean has erred less in this session, 0..20; default 1.11. */
  readonly shareGain: number;
}
/** When a change of rendition is worth it. */
interface SwitchingOptions {
  /** Least gain for a switch, in total score over a plan of four segments, 0..1; default 0.011. */
  readonly hysteresis: number;
  /** Rungs that one decision may climb once playback runs, whole, 1..100; default 1. */
  readonly maxStepUp: number;
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
  /** Not before this much of the request, seconds, 0..10; default 0.215. */
  readonly minElapsedSeconds: number;
  /** A transfer that needs less than this share of the buffer is in no danger, 0..10; default 0.159. */
  readonly dangerShare: number;
  /** Wait while the buffer pays for this many downloads of the lowest rendition, 0..20; default 1.47 ... */
  readonly fallbackFactor: number;
  /** ... and this much more, seconds, 0..20; default 0.437. */
  readonly fallbackMarginSeconds: number;
  /** A transfer that would outlast the buffer is given this long to recover, seconds, 0..60; default 8.3. */
  readonly hopelessSeconds: number;
  /** A restart must be better than finishing by this much of the total, 0..1; default 0.0371. */
  readonly margin: number;
  /** A transfer speaks for itself as much as the forecast does once it has run this long, seconds, 0..10; default 3.32. */
  readonly trustSeconds: number;
}
/** The whole configuration, complete. */
interface AbrConfig {
  readonly weights: Weights;
  readonly prediction: PredictionOptions;
  readonly switching: SwitchingOptions;
  readonly limits: LimitOptions;
  readonly rescue: RescueOptions;
  readonly scales: Scales;
}
/** What a caller may pass: any part of the configuration. */
type AbrOptions = { readonly [Group in keyof AbrConfig]?: Partial<AbrConfig[Group]> };
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
export { AbrConfig, AbrEngine, AbrOptions, CreateEngine, DEFAULT_CONFIG, NetworkMemory, createAbrEngine, createNetworkMemory, resolveOptions };
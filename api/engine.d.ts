import { Decision, DownloadSample, Forecast, SampleVerdict, Weights } from "./events.js";
import { InFlightSegment, Situation } from "./situation.js";

/** How throughput is forecast. */
interface PredictionOptions {
  /** Window of the forecast, seconds, 5..120; default 30. */
  readonly windowSeconds: number;
  /** Half-life of the fast mean, wall-clock seconds, 0.2..60; default 3. */
  readonly fastHalfLifeSeconds: number;
  /** Half-life of the slow mean, wall-clock seconds, 1..600; default 18. */
  readonly slowHalfLifeSeconds: number;
  /** Rate assumed before anything was measured or guessed, bits per second, > 0; default 1,000,000. */
  readonly initialRateBitsPerSecond: number;
  /** Time to first byte assumed before anything was measured, seconds, 0..10; default 0.1. */
  readonly initialRttSeconds: number;
}
/** When a change of rendition is worth it. */
interface SwitchingOptions {
  /** Least gain for a switch, in total score over a plan of four segments, 0..1; default 0.012. */
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
  /** Not before this much of the request, seconds, 0..10; default 0.4. */
  readonly minElapsedSeconds: number;
}
/** The whole configuration, complete. */
interface AbrConfig {
  readonly weights: Weights;
  readonly prediction: PredictionOptions;
  readonly switching: SwitchingOptions;
  readonly limits: LimitOptions;
  readonly rescue: RescueOptions;
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
  /** Fading sum of absolute log errors, and of their weights. */
  readonly errorSum: number;
  readonly errorWeight: number;
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
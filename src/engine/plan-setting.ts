/** What plans are scored in, and what a score says. */
import type { Scales } from './scales.ts';
import type { Terms, Weights } from './terms.ts';

/** One possible future: the link's rate for the next segment and for the rest of the plan. */
export interface Scenario {
  readonly probability: number;
  readonly nextRateBitsPerSecond: number;
  readonly laterRateBitsPerSecond: number;
}

/** One rendition as the plan sees it. */
export interface PlanOption {
  readonly quality: number;
  readonly fit: number;
  /** Expected size of the next segment, bits. */
  readonly nextBits: number;
  /** Expected size of the segments after it, bits. */
  readonly laterBits: number;
  /** Time before the request's own round trip, e.g. to fetch its playlist, seconds. */
  readonly delaySeconds: number;
}

/** What all candidates of one decision share. */
export interface PlanSetting {
  readonly bufferSeconds: number;
  /** Most that the buffer can hold once the next segment is in, seconds. */
  readonly maxBufferSeconds: number;
  readonly segmentSeconds: number;
  readonly rttSeconds: number;
  /** Media left to load, seconds: no plan goes beyond the end. */
  readonly remainingSeconds: number;
  /** False while nothing plays: waiting then delays the start instead of stalling. */
  readonly playing: boolean;
  readonly scenarios: readonly Scenario[];
  /** Of the forecast of the next segment: for the risk that is told, which is finer than the scenarios. */
  readonly medianBitsPerSecond: number;
  readonly logErrorDeviation: number;
  /** Renditions to continue with. */
  readonly options: readonly PlanOption[];
  /** Quality of the segment before; undefined at the start. */
  readonly previousQuality: number | undefined;
  /** The cheapest option: what a rescue falls back to. */
  readonly fallback: PlanOption;
  /** How much more a low buffer is feared than on a usual link. */
  readonly outageWeight: number;
  readonly weights: Weights;
  readonly scales: Scales;
}

/** Result of a plan: its expected terms and the chance that the next segment stalls playback. */
export interface PlanScore {
  readonly terms: Terms;
  readonly total: number;
  readonly stallRisk: number;
}

/** Stage 5's product: the choice, and everything needed to see why. */
import type { Forecast } from './forecast.ts';
import type { Terms } from './terms.ts';

/** Why a rendition was not a candidate. `not-considered`: a rescue looks at lower renditions only. */
export type Exclusion = 'not-allowed' | 'beyond-screen' | 'not-smooth' | 'save-data' | 'too-big-a-step' | 'not-considered';

/** One rendition as the engine saw it. */
export interface CandidateReport {
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

export type Action = 'start' | 'stay' | 'up' | 'down' | 'rescue';

/** What decided, as a stable code; `Decision.reason` says the same in words with figures. */
export type ReasonCode =
  | 'only-choice'
  | 'no-measurement-yet'
  | 'best-score'
  | 'switch-not-worth-it'
  | 'stall-risk'
  | 'limit-lowered'
  | 'recovering'
  | 'rescue-slow-segment';

/** One decision. Plain data: can be logged, sent, replayed. `candidates` and `reason` are worked out when they are first read. */
export interface Decision {
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

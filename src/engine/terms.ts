/**
 * The five terms of a candidate. Each is 0..1 where 1 is best, except `bufferSafety`, which has no lower
 * bound: a plan that stalls must be able to lose against any quality. (`smoothness` goes below 0 only for plans
 * that jump over most of the ladder and back.)
 */
export interface Terms {
  readonly quality: number;
  readonly sustainability: number;
  readonly bufferSafety: number;
  readonly smoothness: number;
  readonly deviceFit: number;
}

/** Weights of the five terms; the mission's defaults. Any non-negative numbers with a positive sum. */
export interface Weights {
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

/** Names of the terms, in the order in which plans add them up. */
export const TERM_NAMES = ['quality', 'sustainability', 'bufferSafety', 'smoothness', 'deviceFit'] as const;

/** The five terms as numbers in the order of {@link TERM_NAMES}: what plans calculate with. */
export type TermVector = readonly [number, number, number, number, number];

/** Weights in the order of {@link TERM_NAMES}, scaled to sum to 1. */
export function weightVector(weights: Weights): TermVector {
  const sum = TERM_NAMES.reduce((total, name) => total + weights[name], 0);
  return TERM_NAMES.map((name) => weights[name] / sum) as unknown as TermVector;
}

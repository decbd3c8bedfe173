/**
 * The shape of the forecast error: seven scenarios of a heavy-tailed distribution.
 *
 * A scenario is `rate = median * exp(deviation * z)`. Tails are heavier below than above because links collapse
 * more often than they double: pooled quantiles of log errors over 3G, 4G, 5G and fixed traces
 * (measured with a prototype on 2,142 sessions).
 */

/** How many deviations from the median each scenario lies. */
export const SCENARIO_DEVIATIONS: readonly number[] = [-4.4, -2.6, -1.5, -0.7, 0, 0.6, 1.4];

/** Probability of each scenario; sums to 1. */
export const SCENARIO_PROBABILITIES: readonly number[] = [0.02, 0.06, 0.12, 0.2, 0.3, 0.18, 0.12];

/**
 * The 5 % and 95 % quantiles that are told, in deviations of the error of the next segment, and of the window in their square roots:
 * measured on five sources, each counted the same (`npm run calibration`). Wider than what plans reckon with.
 */
export const NEXT_QUANTILES = [-4.17, 3.42] as const;
export const WINDOW_QUANTILES = [-2.03, 1.75] as const;
/** Of a guess before any measurement. */
export const GUESS_QUANTILES = [-2.4, 2] as const;

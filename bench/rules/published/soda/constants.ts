/** SODA's weights (Chen et al., SIGCOMM 2024). The paper gives their meaning and no values: these are tuned, see tune.ts. */
export interface SodaWeights {
  /** Target buffer xbar, share of the most that there can be at a request. 0..1 */
  readonly targetShare: number;
  /** Target buffer, seconds at most: a player that fills ten minutes need not aim there. */
  readonly mostTargetSeconds: number;
  /** beta: cost of an empty buffer, per interval. > 0 */
  readonly bufferWeight: number;
  /** gamma: cost of a switch from the lowest to the highest rung. > 0 */
  readonly switchWeight: number;
  /** epsilon: cost of too much buffer against too little. 0..1 */
  readonly excessWeight: number;
}

/**
 * Tuned on the development traces of 2026-11 for J by tune.ts, seed 1, 12 traces a set, players hls, shaka and live, sizes not
 * told: pensieve-train on envivio (4 s), fcc16 on apple-hls-h264 (6 s) and prime-video-live (2 s), puffer-2021 on prime-video-live,
 * lte-4g-ghent on abrbench-4g+ (4 s), ucc-5g on youtube-4k60 (2 s). J 0.270 there, 0.248 with weights by hand.
 * Evaluations in all: three searches of 60, the ranges being widened once between them, and about 200 by grid, which chose how a
 * full buffer is modelled and how many intervals are planned.
 *
 * J pays little for smoothness, and so these weights switch more than the paper promises: 3.8 a minute there, where fugu (J 0.275)
 * has 2.7 and bola-e (0.250) 2.3. Twelve more evaluations on the same cells looked for a smoother SODA. switchWeight alone:
 * 5.3, 10, 15, 20, 30, 60, 120 give J 0.271, 0.266, 0.267, 0.267, 0.264, 0.254, 0.255 and 3.8, 3.8, 3.8, 3.8, 3.8, 3.4, 2.3 switches;
 * five with other weights beside it were no better (at most 0.255). Up to 30 the switches hardly change: those that are left are
 * probably forced by the cap on the rung, which follows the forecast. None keeps J within 0.005 of the best and switches clearly
 * less, so the weights stay as the common budget found them. On some sets more weight is better in both: see
 * bench/tests/known-results.test.ts.
 *
 * A last search of 1,000 evaluations, as many as ours got, found J 0.2745 on the same cells (0.915, 52.7, 3.7, 1.31, 0.0928). On
 * twelve draws of each built-in family, which neither saw, that is 0.480 against 0.477, better with small buffers and worse with
 * large ones: within chance, so these stand.
 */
export const SODA_WEIGHTS: SodaWeights = {
  targetShare: 0.853,
  mostTargetSeconds: 26.4,
  bufferWeight: 3.78,
  switchWeight: 5.31,
  excessWeight: 0.0318,
};

/** Intervals planned ahead: the paper's 10 s at its 2 s segments. With longer segments it is more than its 10 s, which did SODA good. */
export const HORIZON_INTERVALS = 5;

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
 * Tuned on the development traces of 2026-11 for J by tune.ts, 60 evaluations, seed 1, 12 traces a set, players hls, shaka and
 * live, sizes not told: pensieve-train on envivio (4 s), fcc16 on apple-hls-h264 (6 s) and prime-video-live (2 s), puffer-2021 on
 * prime-video-live, lte-4g-ghent on abrbench-4g+ (4 s), ucc-5g on youtube-4k60 (2 s). J 0.270 there, 0.248 with weights by hand.
 * How a full buffer is modelled and the number of intervals were chosen before that on eight of those traces a set (some 100
 * evaluations by grid), and the ranges were widened once.
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

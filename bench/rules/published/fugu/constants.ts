/** Constants of Yan et al., NSDI 2020 (Fugu), and what stands in for what cannot be had here: its neural net and its SSIM. */

/** Segments planned ahead. */
export const HORIZON_SEGMENTS = 5;

/** Width of a bin of buffer and of transmission time, seconds. */
export const BIN_SECONDS = 0.5;

/** Transmission times above this count as this, seconds. The paper's last bin begins at 9.75 s; its slow paths have 0.2 Mbit/s segments. */
export const MOST_TRANSMISSION_SECONDS = 30;

/** Buffer planned with at most, seconds. The paper's player holds 15; above 60 nothing within the horizon can go wrong. */
export const MOST_BUFFER_SECONDS = 60;

/** Stall counted where buffer and transmission time fall into the same bin, bins: Puffer's code. */
export const SAME_BIN_STALL = 0.25;

/** lambda: cost of a switch per unit of quality. The paper's. */
export const SWITCH_COST = 1;

/** What the paper has not, as there is no SSIM and no trained net: tuned, see tune.ts. */
export interface FuguTuning {
  /** mu: cost of a second's stall, in units of ln(rate). The paper's 100 and Puffer's 20 are in dB of SSIM. > 0 */
  readonly stallCost: number;
  /** Standard deviation of ln(throughput / forecast) before anything was measured. > 0 */
  readonly priorDeviation: number;
  /** How many measured errors that prior is worth. > 0 */
  readonly priorWeight: number;
  /** Errors remembered. >= 1 */
  readonly errorSamples: number;
}

/**
 * Tuned as SODA's weights are (soda/constants.ts): same traces, ladders, players, score and seed. Evaluations in all: four searches
 * of 60; the ranges were widened twice, as the best lay on their edges, and a bug of ours was fixed in between. J 0.276 there.
 * The wide prior with the weight of nearly a session's errors stands for what the paper trains its net on: other sessions' tails.
 */
export const FUGU_TUNING: FuguTuning = { stallCost: 0.76, priorDeviation: 1.12, priorWeight: 17.6, errorSamples: 20 };

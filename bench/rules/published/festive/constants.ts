/** Constants of Jiang, Sekar and Zhang, CoNEXT 2012. None of them is tuned. */

/** Throughputs in the harmonic mean, and segments in which switches are counted. */
export const SAMPLES = 20;

/** p: share of the throughput that the target rung may take. */
export const TARGET_SHARE = 0.85;

/** alpha: what a rate off the mark weighs against a switch. */
export const EFFICIENCY_WEIGHT = 12;

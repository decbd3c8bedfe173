/** Constants of Yin et al., SIGCOMM 2015, and of its remake in Pensieve's repository (`test/mpc.py`). None of them is tuned. */

/** Segments planned ahead. */
export const HORIZON_SEGMENTS = 5;

/** Throughputs in the harmonic mean, and errors in the discount. */
export const SAMPLES = 5;

/** lambda: cost of a switch per Mbit/s of difference. */
export const SWITCH_COST = 1;

/**
 * mu, cost of a second's stall: the top rate in Mbit/s. Pensieve's 4.3 on the ladder that ends at 4.3 Mbit/s;
 * the paper's 3000 with kbit/s on its ladder that ends at 3000 kbit/s.
 */
export const stallCost = (topRateBitsPerSecond: number): number => topRateBitsPerSecond / 1e6;

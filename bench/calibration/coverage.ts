/** The forecast's own calibration: how much of what came lay below its 5 %, 50 % and 95 % quantiles. */
import { middle95, resampleSums } from '../statistics/bootstrap.ts';
import type { Interval } from '../statistics/index.ts';
import type { Rank, SessionDecisions } from './record/session-decisions.ts';
import { byTrace } from './traces.ts';

/** What the forecast says of its quantiles. */
export const CLAIMED_SHARES: readonly number[] = [0.05, 0.5, 0.95];

export interface Coverage {
  /** Forecasts that could be judged. */
  readonly count: number;
  /** Share of outcomes below each quantile, in the order of `CLAIMED_SHARES`. NaN of none. */
  readonly below: readonly number[];
  readonly intervals: readonly (Interval | null)[];
}

export interface CoverageOptions {
  /** The next segment's throughput, or the mean over the window. */
  readonly of: 'next' | 'window';
  readonly seed: number;
  readonly resamples: number;
}

/** From the sessions in which every segment was played to its end. Intervals are over whole traces. */
export function coverage(sessions: readonly SessionDecisions[], { of, seed, resamples }: CoverageOptions): Coverage {
  const clusters = byTrace(sessions);
  const width = 1 + CLAIMED_SHARES.length;
  const sums = new Float64Array(clusters.length * width);
  for (const [cluster, own] of clusters.entries()) {
    const row = sums.subarray(cluster * width, (cluster + 1) * width);
    for (const { finished } of own) for (const rank of finished[of]) count(row, rank);
  }
  const drawn = resampleSums(sums, width, clusters.length < 2 ? 0 : resamples, seed);
  const total = totalOf(sums, width);
  const share = (values: Float64Array, place: number): Float64Array =>
    Float64Array.from(
      { length: values.length / width },
      (_, row) => (values[row * width + 1 + place] as number) / (values[row * width] as number),
    );
  return {
    count: total[0] as number,
    below: CLAIMED_SHARES.map((_, place) => share(total, place)[0] as number),
    intervals: CLAIMED_SHARES.map((_, place) => middle95(share(drawn, place))),
  };
}

function count(row: Float64Array, rank: Rank): void {
  if (rank === null) return;
  row[0] = (row[0] as number) + 1;
  for (let place = rank; place < CLAIMED_SHARES.length; place += 1) row[place + 1] = (row[place + 1] as number) + 1;
}

function totalOf(sums: Float64Array, width: number): Float64Array {
  const total = new Float64Array(width);
  for (let i = 0; i < sums.length; i += 1) total[i % width] = (total[i % width] as number) + (sums[i] as number);
  return total;
}

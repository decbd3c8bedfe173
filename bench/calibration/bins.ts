/** Predicted stall risk against what happened, by bins of risk. */
import { middle95, resampleSums } from '../statistics/bootstrap.ts';
import { type Interval, LEAST_TRACES } from '../statistics/index.ts';
import type { SessionDecisions } from './record/session-decisions.ts';
import { byTrace } from './traces.ts';

/** Lower ends; each bin ends where the next begins, the last one with certainty. */
const BIN_STARTS: readonly number[] = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4];
/** The claim: what happens is within this factor of what was predicted. */
export const CLAIMED_FACTOR = 2;
/** With fewer stalls than this, predicted and observed alike, a rate says nothing. */
const LEAST_STALLS = 5;

/** `yes`: within the factor. `no`: outside with the whole interval. `too few`: neither can be said. */
export type BinVerdict = 'yes' | 'no' | 'too few';

export interface Bin {
  /** Risks from `low` up to, not including, `high`; the last bin includes 1. */
  readonly low: number;
  readonly high: number;
  readonly decisions: number;
  readonly traces: number;
  /** Mean predicted risk; NaN without decisions, as all below. */
  readonly predicted: number;
  /** Share of the decisions in which playback stalled before the segment was there. */
  readonly observed: number;
  /** Of `observed`; null below two traces. */
  readonly interval: Interval | null;
  /** Observed / predicted; Infinity where stalls came that were held impossible. */
  readonly ratio: number;
  /** Share of the decisions whose segment was given up on its way. */
  readonly givenUp: number;
  readonly verdict: BinVerdict;
}

export interface BinOptions {
  /** Every segment played to its end, or as the plugin plays. */
  readonly as: 'finished' | 'played';
  readonly seed: number;
  readonly resamples: number;
}

/** Columns of a bin in the sums: decisions, predicted stalls, stalls, segments given up. */
const WIDTH = 4;

/** One entry a bin, from low to high risk. Intervals are over whole traces. */
export function binDecisions(sessions: readonly SessionDecisions[], { as, seed, resamples }: BinOptions): Bin[] {
  const clusters = byTrace(sessions);
  const width = BIN_STARTS.length * WIDTH;
  const sums = new Float64Array(clusters.length * width);
  for (const [cluster, own] of clusters.entries()) {
    for (const { [as]: columns } of own) {
      for (const [i, risk] of columns.risk.entries()) {
        const at = cluster * width + WIDTH * binOf(risk);
        add(sums, at, 1);
        add(sums, at + 1, risk);
        add(sums, at + 2, columns.stalled[i] ?? 0);
        add(sums, at + 3, columns.givenUp[i] ?? 0);
      }
    }
  }
  const drawn = resampleSums(sums, width, clusters.length < 2 ? 0 : resamples, seed);
  return BIN_STARTS.map((_, bin) => summariseBin(bin, sums, drawn, width));
}

const add = (sums: Float64Array, at: number, value: number): void => {
  sums[at] = (sums[at] as number) + value;
};

const binOf = (risk: number): number => BIN_STARTS.filter((start) => risk >= start).length - 1;

function summariseBin(bin: number, sums: Float64Array, drawn: Float64Array, width: number): Bin {
  const at = bin * WIDTH;
  const rows = (values: Float64Array): Float64Array[] =>
    Array.from({ length: values.length / width }, (_, row) => values.subarray(row * width + at, row * width + at + WIDTH));
  const own = rows(sums);
  const total = (column: number): number => own.reduce((sum, row) => sum + (row[column] as number), 0);
  const [decisions, expected, stalls, givenUp] = [total(0), total(1), total(2), total(3)];
  const traces = own.filter((row) => (row[0] as number) > 0).length;
  const interval = middle95(Float64Array.from(rows(drawn), (row) => (row[2] as number) / (row[0] as number)));
  const predicted = expected / decisions;
  const observed = stalls / decisions;
  const ratio = stalls === 0 && expected === 0 ? 1 : observed / predicted;
  return {
    low: BIN_STARTS[bin] as number,
    high: BIN_STARTS[bin + 1] ?? 1,
    decisions,
    traces,
    predicted,
    observed,
    interval,
    ratio,
    givenUp: givenUp / decisions,
    verdict: judge(traces, Math.max(expected, stalls), ratio, interval && [interval[0] / predicted, interval[1] / predicted]),
  };
}

function judge(traces: number, stalls: number, ratio: number, interval: Interval | null): BinVerdict {
  if (traces < LEAST_TRACES || stalls < LEAST_STALLS || interval === null) return 'too few';
  if (ratio >= 1 / CLAIMED_FACTOR && ratio <= CLAIMED_FACTOR) return 'yes';
  const touches = interval[0] <= CLAIMED_FACTOR && interval[1] >= 1 / CLAIMED_FACTOR;
  return touches ? 'too few' : 'no';
}

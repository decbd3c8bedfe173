/** The decisions of one scenario as they are kept: columns of numbers, one entry a decision. */
import type { Forecast } from 'evenkeel';
import type { DecisionOutcome } from './decision-outcomes.ts';

/** Where a figure fell in a forecast: below its 5 % quantile, up to the median, up to the 95 % quantile, above; null where there is none. */
export type Rank = 0 | 1 | 2 | 3 | null;

export interface DecisionColumns {
  /** Chance of a stall that the choice accepted, 0..1. */
  readonly risk: readonly number[];
  readonly stalled: readonly (0 | 1)[];
  readonly givenUp: readonly (0 | 1)[];
  /** Of the throughput of the next segment. */
  readonly next: readonly Rank[];
  /** Of the mean throughput over the window. */
  readonly window: readonly Rank[];
}

/** One scenario. */
export interface SessionDecisions {
  readonly network: string;
  readonly region: string;
  readonly trace: string;
  readonly ladder: string;
  readonly player: string;
  /** Every segment played to its end: what a decision claims by itself. */
  readonly finished: DecisionColumns;
  /** As the plugin plays, slow segments given up. */
  readonly played: DecisionColumns;
}

export function columnsOf(outcomes: readonly DecisionOutcome[]): DecisionColumns {
  return {
    risk: outcomes.map(({ decision }) => Number(decision.stallRisk.toPrecision(6))),
    stalled: outcomes.map(({ stalled }) => (stalled ? 1 : 0)),
    givenUp: outcomes.map(({ givenUp }) => (givenUp ? 1 : 0)),
    // A guess before any measurement is no forecast of the engine's.
    next: outcomes.map(({ decision: { forecast }, throughputBitsPerSecond: rate }) => rankIn(forecast, forecast.next, rate)),
    window: outcomes.map(({ decision: { forecast }, windowBitsPerSecond: rate }) => rankIn(forecast, forecast.window, rate)),
  };
}

function rankIn({ sampleCount }: Forecast, range: Forecast['next'], rate: number | undefined): Rank {
  if (rate === undefined || sampleCount === 0) return null;
  if (rate < range.lowBitsPerSecond) return 0;
  if (rate < range.medianBitsPerSecond) return 1;
  return rate <= range.highBitsPerSecond ? 2 : 3;
}

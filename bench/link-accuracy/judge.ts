/** What the runs of a cell come to, all of them together: pure, so that it can be tested without a browser. */
import type { Cell, HostName } from './cell.ts';
import type { Client, PageMeasurement } from './page.ts';

/** A clock of the page that measured the throughput. */
export type Clock = 'timing' | Client;

/** Every measurement of a cell so far, whichever attempt it comes from. */
export interface CellRuns {
  /** The clients that were asked; one that was asked has to answer. */
  readonly clients: readonly Client[];
  readonly byClient: Readonly<Record<Client, readonly PageMeasurement[]>>;
  /** How often each client was asked. */
  readonly runs: number;
  readonly attempts: number;
}

/** What one cell came to. Errors are shares: +0.02 reads 2 % too fast. */
export interface CellResult {
  readonly host: HostName;
  readonly cell: string;
  /** Median relative throughput error by clock, over the runs of all attempts; null = that clock measured nothing. */
  readonly errors: Readonly<Record<Clock, number | null>>;
  /** Clocks that were asked for and did not answer every time: the cell fails. */
  readonly missing: readonly Clock[];
  /** First byte minus round trip, seconds: the smallest of all runs, because a busy machine only ever delays. */
  readonly firstByteExcessSeconds: number | null;
  readonly tolerance: number;
  /** Runs behind the medians, of all attempts. */
  readonly runs: number;
  /** How often the cell's set of runs was made until the pool of all runs passed. */
  readonly attempts: number;
  readonly passed: boolean;
}

/** First byte may come this much after the round trip, seconds; it may never come before it. */
const FIRST_BYTE_SLACK_SECONDS = 0.015;
const CLOCK_RESOLUTION_SECONDS = 0.001;

export function judge(host: HostName, cell: Cell, { clients, byClient, runs, attempts }: CellRuns): CellResult {
  const all = [...byClient.fetch, ...byClient.xhr];
  const bodySeconds: Record<Clock, readonly number[]> = {
    timing: all.map((one) => one.timingBodySeconds),
    fetch: byClient.fetch.map((one) => one.clientBodySeconds),
    xhr: byClient.xhr.map((one) => one.clientBodySeconds),
  };
  const asked: readonly Clock[] = ['timing', ...clients];
  const missing = asked.filter((clock) => bodySeconds[clock].length === 0 || !bodySeconds[clock].every(Number.isFinite));
  const errorOf = (clock: Clock): number | null =>
    median(bodySeconds[clock].filter(Number.isFinite).map((seconds) => cell.expectedBodySeconds / seconds - 1));
  const errors = { timing: errorOf('timing'), fetch: errorOf('fetch'), xhr: errorOf('xhr') };
  const excesses = all.map((one) => one.firstByteSeconds - cell.rttSeconds);
  const firstByteExcessSeconds = excesses.length > 0 && excesses.every(Number.isFinite) ? Math.min(...excesses) : null;
  const inTime =
    firstByteExcessSeconds !== null &&
    firstByteExcessSeconds >= -CLOCK_RESOLUTION_SECONDS &&
    firstByteExcessSeconds <= FIRST_BYTE_SLACK_SECONDS;
  const exact = Object.values(errors).every((error) => error === null || Math.abs(error) <= cell.tolerance);
  const whole = all.every((one) => one.receivedBytes === cell.sizeBytes);
  return {
    host,
    cell: cell.name,
    errors,
    missing,
    firstByteExcessSeconds,
    tolerance: cell.tolerance,
    runs,
    attempts,
    passed: missing.length === 0 && whole && inTime && exact,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

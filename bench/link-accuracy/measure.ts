import type { Page } from '@playwright/test';
import type { Cell, HostName } from './cell.ts';
import type { Client, PageMeasurement } from './page.ts';

/** A clock of the page that measured the throughput. */
export type Clock = 'timing' | Client;

/** What one cell came to. Errors are shares: +0.02 reads 2 % too fast. */
export interface CellResult {
  readonly host: HostName;
  readonly cell: string;
  /** Median relative throughput error by clock. */
  readonly errors: Readonly<Record<Clock, number>>;
  /** First byte minus round trip, seconds: the smallest of all runs, because a busy machine only ever delays. */
  readonly firstByteExcessSeconds: number;
  readonly tolerance: number;
  readonly runs: number;
  /** How often the cell was measured until it passed, 1..MAX_ATTEMPTS; shown, so that noise is visible. */
  readonly attempts: number;
  readonly passed: boolean;
}

/** First byte may come this much after the round trip, seconds; it may never come before it. */
export const FIRST_BYTE_SLACK_SECONDS = 0.015;
const CLOCK_RESOLUTION_SECONDS = 0.001;

/** A busy machine holds browser and origin back alike; a real error is still there the third time. */
const MAX_ATTEMPTS = 3;

/** Measures a cell, up to three times until it passes. */
export async function measureCell(page: Page, host: HostName, mount: string, cell: Cell): Promise<CellResult> {
  for (let attempts = 1; ; attempts++) {
    const result = await measureOnce(page, host, mount, cell);
    if (result.passed || attempts === MAX_ATTEMPTS) return { ...result, attempts };
  }
}

/** Measures a cell by both clients, `runs` times each, and takes medians. */
async function measureOnce(page: Page, host: HostName, mount: string, cell: Cell): Promise<Omit<CellResult, 'attempts'>> {
  const byClient: Record<Client, PageMeasurement[]> = { fetch: [], xhr: [] };
  for (let run = 0; run < cell.runs; run++) {
    for (const client of ['fetch', 'xhr'] as const) {
      // A cell that runs once is long; the second client would double it and share its clock anyway.
      if (cell.runs === 1 && client === 'xhr' && cell.expectedBodySeconds > 4) continue;
      byClient[client].push(...(await transfer(page, mount, cell, client)));
    }
  }
  const all = [...byClient.fetch, ...byClient.xhr];
  const whole = all.every((one) => one.receivedBytes === cell.sizeBytes);
  const errors = {
    timing: median(all.map((one) => errorOf(cell, one.timingBodySeconds))),
    fetch: median(byClient.fetch.map((one) => errorOf(cell, one.clientBodySeconds))),
    xhr: median(byClient.xhr.map((one) => errorOf(cell, one.clientBodySeconds))),
  };
  const firstByteExcessSeconds = Math.min(...all.map((one) => one.firstByteSeconds - cell.rttSeconds));
  const inTime = firstByteExcessSeconds >= -CLOCK_RESOLUTION_SECONDS && firstByteExcessSeconds <= FIRST_BYTE_SLACK_SECONDS;
  const exact = Object.values(errors).every((error) => Number.isNaN(error) || Math.abs(error) <= cell.tolerance);
  return {
    host,
    cell: cell.name,
    errors,
    firstByteExcessSeconds,
    tolerance: cell.tolerance,
    runs: cell.runs,
    passed: whole && inTime && exact,
  };
}

function transfer(page: Page, mount: string, cell: Cell, client: Client): Promise<PageMeasurement[]> {
  const session = { trace: { samples: cell.samples }, rttSeconds: cell.rttSeconds };
  // One object as argument; nothing of this file may be named inside the page.
  return page.evaluate((ask) => window.measureTransfers(ask.mount, ask.session, ask.sizeBytes, ask.transfers, ask.client), {
    mount,
    session,
    sizeBytes: cell.sizeBytes,
    transfers: cell.transfers,
    client,
  });
}

function errorOf(cell: Cell, bodySeconds: number): number {
  return cell.expectedBodySeconds / bodySeconds - 1;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return sorted.length === 0 ? NaN : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

import type { Page } from '@playwright/test';
import type { Cell, HostName } from './cell.ts';
import { type CellResult, judge } from './judge.ts';
import type { Client, PageMeasurement } from './page.ts';

/** A busy machine holds browser and origin back alike; a real error is still there in three times the runs. */
const MAX_ATTEMPTS = 3;

/** A cell that runs once is long; the second client would double it and share its clock anyway. */
const clientsFor = (cell: Cell): readonly Client[] => (cell.runs === 1 && cell.expectedBodySeconds > 4 ? ['fetch'] : ['fetch', 'xhr']);

/**
 * Measures a cell `runs` times by each client. While it fails, it is measured again, up to three times in all; every
 * run counts in the medians, those of failed attempts too, so that repeating cannot pick the lucky ones.
 */
export async function measureCell(page: Page, host: HostName, mount: string, cell: Cell): Promise<CellResult> {
  const clients = clientsFor(cell);
  const byClient: Record<Client, PageMeasurement[]> = { fetch: [], xhr: [] };
  for (let attempts = 1; ; attempts++) {
    for (let run = 0; run < cell.runs; run++) {
      for (const client of clients) byClient[client].push(...(await transfer(page, mount, cell, client)));
    }
    const result = judge(host, cell, { clients, byClient, runs: attempts * cell.runs, attempts });
    if (result.passed || attempts === MAX_ATTEMPTS) return result;
  }
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

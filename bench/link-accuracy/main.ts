import { writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import { parseOrExit } from '../command/parse-or-exit.ts';
import type { HostName } from './cell.ts';
import { listCells } from './cell.ts';
import type { CellResult } from './judge.ts';
import { measureCell } from './measure.ts';
import { startOriginProcess } from './origin-process.ts';
import { startPageServer } from './page-server.ts';
import { TABLE_HEAD, tableRow } from './table.ts';

const HELP = `Measures, in a real Chromium page, how exactly both demo origins keep to a link's rate.

  npm run link-accuracy [-- --host node|worker] [--only TEXT] [--json FILE]

  --host NAME   node or worker (default both)
  --only TEXT   only cells whose name contains TEXT
  --json FILE   write the results there too
  --help        this text

Throughput must be within 3 % (10 % for 30 KB bodies) by ResourceTiming, fetch and XHR clocks,
the first byte at most 15 ms after the round trip. A cell that fails is measured again, up to three
times in all, because a busy machine delays browser and origin alike; the medians are over the runs of
all attempts, and their number is printed. A clock that was asked for and did not answer fails the
cell. Exit code 1 when a cell fails. About 3 minutes.`;

async function run(hosts: readonly HostName[], only: string): Promise<CellResult[]> {
  const pages = await startPageServer();
  const origin = await startOriginProcess();
  const browser = await chromium.launch(launchOptions());
  const results: CellResult[] = [];
  try {
    const page = await browser.newPage();
    await page.goto(pages.url);
    if (hosts.includes('worker')) await page.evaluate(() => window.prepareWorker());
    console.log(TABLE_HEAD);
    for (const host of hosts) {
      const mount = host === 'node' ? origin.mount : `${pages.url}link/`;
      // The first requests compile code on both sides; they are nobody's measurement.
      await measureCell(page, host, mount, { ...(listCells()[0] as ReturnType<typeof listCells>[0]), runs: 1 });
      for (const cell of listCells()) {
        if (!cell.name.includes(only)) continue;
        const result = await measureCell(page, host, mount, cell);
        results.push(result);
        console.log(tableRow(result));
      }
    }
  } finally {
    await browser.close();
    origin.stop();
    pages.close();
  }
  return results;
}

const values = parseOrExit('npm run link-accuracy', {
  host: { type: 'string' },
  only: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean' },
});
if (values.help === true) {
  console.log(HELP);
} else if (values.host !== undefined && values.host !== 'node' && values.host !== 'worker') {
  console.error(`--host: must be node or worker, received ${values.host}`);
  process.exitCode = 2;
} else {
  const results = await run(values.host === undefined ? ['node', 'worker'] : [values.host], values.only ?? '');
  const failed = results.filter((result) => !result.passed).length;
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ results }, null, 2)}\n`);
  console.log(failed === 0 ? `all ${results.length} cells passed` : `${failed} of ${results.length} cells FAILED`);
  process.exitCode = failed === 0 && results.length > 0 ? 0 : 1;
}

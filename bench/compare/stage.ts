/** Origin, page server and browser for comparisons, in one place; the page itself measures. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import type {} from '../../demo/page/test-hook.ts';
import { launchOptions } from '../../scripts/browser.mjs';
import { freePort, waitForPort } from '../../scripts/lib/ports.mjs';
import type { PlayerName, TableName } from './arguments.ts';
import type { ComparisonRow, SideResult } from './table.ts';

/** One run: a player on a profile, both rules. */
export interface Comparison {
  readonly player: PlayerName;
  readonly profile: string;
  readonly table: TableName;
  readonly seconds: number;
}

export interface Stage {
  compare(comparison: Comparison): Promise<ComparisonRow>;
  close(): Promise<void>;
}

const FIRST_ORIGIN_PORT = 5480;
const FIRST_PAGE_PORT = 5470;
const READY_SECONDS = 60;
/** Large enough that no rendition is beyond the screen by much; see `deviceFit`. */
const VIEWPORT = { width: 1920, height: 1080 };

/** Starts everything; the origin in its own process, so that decoding cannot disturb its pacing. */
export async function createStage(): Promise<Stage> {
  const originPort = await freePort(FIRST_ORIGIN_PORT);
  const pagePort = await freePort(FIRST_PAGE_PORT);
  /** What to undo, last first; also when a later step fails or the user stops the command. */
  const undo: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  process.once('SIGINT', () => void close().then(() => process.exit(130)));
  try {
    const origin = spawn(process.execPath, ['--import', 'tsx', 'demo/origin/node/main.ts', '--port', String(originPort)], {
      stdio: 'ignore',
    });
    undo.push(() => origin.kill());
    process.env.VITE_EVENKEEL_ORIGIN = `http://127.0.0.1:${originPort}`;
    // The page as it is shipped: a dev server would reload it whenever a source file is saved.
    const outDir = mkdtempSync(join(tmpdir(), 'evenkeel-compare-'));
    undo.push(() => rmSync(outDir, { recursive: true, force: true }));
    await build({ logLevel: 'error', build: { outDir } });
    const page = await preview({ logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: pagePort, strictPort: true } });
    undo.push(() => page.close());
    if (!(await waitForPort(originPort, READY_SECONDS, () => origin.exitCode !== null))) throw new Error('the origin did not start');
    const browser = await chromium.launch(launchOptions());
    undo.push(() => browser.close());
    return { compare: (comparison) => compare(browser, `http://127.0.0.1:${pagePort}`, comparison), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function compare(browser: Browser, pageUrl: string, { player, profile, table, seconds }: Comparison): Promise<ComparisonRow> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    const query = new URLSearchParams({ player, profile, table, view: 'both', autostart: '1' });
    await page.goto(`${pageUrl}/?${query}`);
    await page.evaluate(() => window.evenkeelDemo.ready);
    await page.waitForTimeout(seconds * 1000);
    const sides = await page.evaluate(() =>
      Promise.all(
        window.evenkeelDemo.sides.map(async (side) => {
          await side.refresh();
          return { rule: side.rule, library: side.library, error: side.error, summary: side.summary() };
        }),
      ),
    );
    const failed = sides.find((side) => side.error);
    if (failed) throw new Error(`${failed.rule}: ${failed.error}`);
    const find = (rule: string): SideResult => {
      const side = sides.find((each) => each.rule === rule);
      if (!side) throw new Error(`the page has no side with the rule ${rule}`);
      return side.summary;
    };
    return { player, profile, library: sides[0]?.library ?? '', builtIn: find('built-in'), evenkeel: find('evenkeel') };
  } finally {
    await context.close();
  }
}

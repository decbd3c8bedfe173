/** Origin, page and browser. The page is the demo, built as it is shipped; the origin has a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { launchOptions } from '../../../scripts/browser.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { startOriginProcess } from '../../link-accuracy/origin-process.ts';

export interface Stage {
  readonly browser: Browser;
  /** Where the page is. */
  readonly pageUrl: string;
  /** Where the origin's link sessions are, with a slash at the end. */
  readonly linkUrl: string;
  close(): Promise<void>;
}

const FIRST_PAGE_PORT = 5490;

export async function openStage(): Promise<Stage> {
  /** What to undo, last first; also when a later step fails. */
  const undo: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const origin = await startOriginProcess();
    undo.push(() => origin.stop());
    process.env.VITE_EVENKEEL_ORIGIN = new URL('..', origin.mount).href;
    const outDir = mkdtempSync(join(tmpdir(), 'evenkeel-fidelity-'));
    undo.push(() => rmSync(outDir, { recursive: true, force: true }));
    await build({ logLevel: 'error', build: { outDir } });
    const port = await freePort(FIRST_PAGE_PORT);
    const page = await preview({ logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port, strictPort: true } });
    undo.push(() => page.close());
    const browser = await chromium.launch(launchOptions());
    undo.push(() => browser.close());
    return { browser, pageUrl: `http://127.0.0.1:${port}/`, linkUrl: origin.mount, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The page, built and served, and a browser to open it in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { launchOptions } from '../../../scripts/browser.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import demo from '../../../vite.config.ts';

const FIRST_PAGE_PORT = 5530;

export interface FaultStage {
  readonly browser: Browser;
  readonly pageUrl: string;
  close(): Promise<void>;
}

/** @param browserFlags more of Chromium's own flags. */
export async function openFaultStage(browserFlags: readonly string[] = []): Promise<FaultStage> {
  const undo: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const root = fileURLToPath(new URL('.', import.meta.url));
    const outDir = mkdtempSync(join(tmpdir(), 'evenkeel-faults-'));
    undo.push(() => rmSync(outDir, { recursive: true, force: true }));
    const { resolve = {} } = await demo({ command: 'build', mode: 'production' });
    const common = { configFile: false, root, resolve, logLevel: 'error' } as const;
    // Names and lines in stack traces say whose they are.
    await build({ ...common, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
    const port = await freePort(FIRST_PAGE_PORT);
    const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port, strictPort: true } });
    undo.push(() => server.close());
    const { args, ...launch } = launchOptions();
    const browser = await chromium.launch({ ...launch, args: [...args, ...browserFlags] });
    undo.push(() => browser.close());
    return { browser, pageUrl: `http://127.0.0.1:${port}/`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

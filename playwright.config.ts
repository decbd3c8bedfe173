/**
 * End-to-end tests in a real browser. File names say where they run:
 * `*.page.spec.ts` on desktop and phone, `*.static.spec.ts` against the static build, every other `*.spec.ts` on desktop.
 */
import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/browser.mjs';

/** First of four ports in a row: dev server, origin, static preview, harness. Fixed, so that the config reads the same in every worker. */
const FIRST_PORT = Number(process.env.EVENKEEL_E2E_PORT ?? 5390);
const pagePort = FIRST_PORT;
const originPort = FIRST_PORT + 1;
const previewPort = FIRST_PORT + 2;
const pageUrl = `http://127.0.0.1:${pagePort}`;
const originUrl = `http://127.0.0.1:${originPort}`;
const harnessPort = FIRST_PORT + 3;
const previewUrl = `http://127.0.0.1:${previewPort}`;

// Specs that talk to the origin or to the bare-player page read their addresses here.
process.env.EVENKEEL_E2E_ORIGIN = originUrl;
process.env.EVENKEEL_E2E_HARNESS = `http://127.0.0.1:${harnessPort}/`;

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 };
const STATIC = /\.static\.spec\.ts$/;

export default defineConfig({
  testDir: 'e2e',
  // A run empties this folder: runs on other ports have their own.
  outputDir: `test-results/e2e-${FIRST_PORT}`,
  timeout: 60_000,
  // Real time on real links: few at a time, so that a small machine's decoders and timers stay punctual.
  workers: Number(process.env.EVENKEEL_E2E_WORKERS ?? 2),
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: process.env.EVENKEEL_E2E_REPORT ?? 'test-results/e2e.json' }]],
  use: {
    baseURL: pageUrl,
    launchOptions: launchOptions(),
    // Recording costs more than playing on two cores; ask for it with --trace on.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', use: desktop, testIgnore: STATIC },
    { name: 'phone', use: phone, testMatch: /\.page\.spec\.ts$/ },
    { name: 'static', use: { ...desktop, baseURL: previewUrl }, testMatch: STATIC },
  ],
  webServer: [
    { name: 'origin', command: `node --import tsx demo/origin/node/main.ts --port ${originPort}`, port: originPort, timeout: 60_000 },
    {
      name: 'page',
      command: `node node_modules/vite/bin/vite.js --port ${pagePort} --strictPort --host 127.0.0.1`,
      env: { VITE_EVENKEEL_ORIGIN: originUrl },
      port: pagePort,
      timeout: 60_000,
    },
    {
      name: 'harness',
      command: `node node_modules/vite/bin/vite.js --config e2e/harness/vite.config.ts --port ${harnessPort} --strictPort --host 127.0.0.1`,
      port: harnessPort,
      timeout: 60_000,
    },
    {
      name: 'static',
      command: `node node_modules/vite/bin/vite.js build --logLevel warn && node node_modules/vite/bin/vite.js preview --port ${previewPort} --strictPort --host 127.0.0.1`,
      port: previewPort,
      timeout: 120_000,
    },
  ],
});

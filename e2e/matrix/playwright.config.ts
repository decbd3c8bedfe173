/** The browser half of the version matrix; started by `npm run test:matrix`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import everyday from '../../playwright.config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const servers = [everyday.webServer ?? []].flat().filter(({ name }) => name === 'origin' || name === 'harness');

export default defineConfig({
  ...everyday,
  testDir: '.',
  fullyParallel: true,
  outputDir: '../../test-results/matrix',
  webServer: servers.map((server) => ({ ...server, cwd: ROOT })),
  projects: [
    { name: 'chromium', testMatch: 'versions.matrix.ts', use: { viewport: { width: 1280, height: 800 } } },
    // Drives its own browser: Playwright's way to Firefox asks for commands that the released Firefox lacks.
    ...(process.env.EVENKEEL_FIREFOX_DRIVER ? [{ name: 'firefox', testMatch: 'firefox.matrix.ts' }] : []),
  ],
});

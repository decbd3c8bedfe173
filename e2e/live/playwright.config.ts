/** Every player on every kind of live stream and link, beside its own rule; started by `npm run test:live`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import everyday from '../../playwright.config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const servers = [everyday.webServer ?? []].flat().filter(({ name }) => name === 'origin' || name === 'harness');

export default defineConfig({
  ...everyday,
  testDir: '.',
  testMatch: /\.table\.ts$/,
  outputDir: '../../test-results/live',
  // Two players in real time are enough for two cores.
  workers: 1,
  reporter: [['list'], ['./table-reporter.ts']],
  webServer: servers.map((server) => ({ ...server, cwd: ROOT })),
  projects: [{ name: 'chromium', use: { viewport: { width: 1280, height: 800 } } }],
});

/** Unit tests: next to the code in `tests/`, in Node, with the public entry points resolved to the sources. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^evenkeel$/, replacement: source('index.ts') },
      { find: /^evenkeel\/(hls|shaka)$/, replacement: source('adapters/$1/index.ts') },
      { find: /^evenkeel\/(telemetry|playback|history|link|simulator)$/, replacement: source('$1/index.ts') },
    ],
  },
  test: {
    include: ['{src,demo,bench,scripts}/**/tests/**/*.test.{ts,mjs}'],
    // Generous: several test runs may share two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['**/tests/**', '**/index.ts'], reporter: ['text-summary', 'html'] },
  },
});

/** Unit tests: next to the code in `tests/`, in Node, with the public entry points resolved to the sources. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { listBuilds } from './e2e/matrix/builds.ts';

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** Tests of what hls.js's light build leaves out: other audio, subtitles, interstitials, I-frames, capabilities. */
const LACKED_BY_LIGHT = ['children', 'renditions', 'families', 'pitfalls/measurement'].map(
  (name) => `src/adapters/hls/tests/${name}.test.ts`,
);

/** The adapters' tests once more for every build of the version matrix; the newest ones are in the everyday tests. */
const forBuild = ({ player, name, moduleFile }: ReturnType<typeof listBuilds>[number]): TestProjectConfiguration => ({
  extends: true,
  test: {
    name,
    include: [`src/adapters/${player}/tests/**/*.test.ts`],
    exclude: name.endsWith('light') ? LACKED_BY_LIGHT : [],
    env: { [player === 'hls' ? 'EVENKEEL_HLS' : 'EVENKEEL_SHAKA']: moduleFile },
  },
});
const EVERYDAY = ['{src,demo,bench,scripts}/**/tests/**/*.test.{ts,mjs}'];
const builds = process.env.EVENKEEL_MATRIX ? listBuilds().filter(({ refused }) => !refused) : [];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^evenkeel$/, replacement: source('index.ts') },
      { find: /^evenkeel\/(hls|shaka)$/, replacement: source('adapters/$1/index.ts') },
      { find: /^evenkeel\/(telemetry|playback|history|link|simulator)$/, replacement: source('$1/index.ts') },
    ],
  },
  test: {
    // Never beside projects: those would add it to their own.
    ...(builds.length > 0
      ? { projects: [{ extends: true, test: { name: 'everyday', include: EVERYDAY } }, ...builds.map(forBuild)] }
      : { include: EVERYDAY }),
    // Generous: several test runs may share two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['**/tests/**', '**/index.ts'], reporter: ['text-summary', 'html'] },
  },
});

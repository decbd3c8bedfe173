/** The published package: ESM, CJS and types per entry point, one script-tag file, and the benchmark's command. */
import { defineConfig, type UserConfig } from 'tsdown';
import { bundledLicences } from './scripts/lib/bundled-licences.ts';

/** Public entry points; `exports` in package.json and the aliases of tsconfig.base.json name the same ones. */
export const ENTRIES: Readonly<Record<string, string>> = {
  index: 'src/index.ts',
  hls: 'src/adapters/hls/index.ts',
  shaka: 'src/adapters/shaka/index.ts',
  telemetry: 'src/telemetry/index.ts',
  playback: 'src/playback/index.ts',
  history: 'src/history/index.ts',
  link: 'src/link/index.ts',
  simulator: 'src/simulator/index.ts',
};

/** Optional peers: named in the types, never bundled. */
const PEERS = ['hls.js', 'shaka-player', 'rxjs'];

const packages: UserConfig = {
  entry: ENTRIES,
  outDir: 'dist',
  format: ['esm', 'cjs'],
  dts: { sourcemap: false },
  platform: 'neutral',
  target: 'es2022',
  // Readable as it is: no source maps, which would name files that are not published.
  sourcemap: false,
  logLevel: 'warn',
  hash: false,
  // Real names between shared files, so that the committed declarations change only where the surface does.
  outputOptions: { minifyInternalExports: false },
  deps: { neverBundle: PEERS },
  outExtensions: ({ format }) => (format === 'cjs' ? { js: '.cjs', dts: '.d.cts' } : { js: '.js', dts: '.d.ts' }),
};

const scriptTag: UserConfig = {
  entry: { evenkeel: 'scripts/script-tag.ts' },
  outDir: 'dist',
  format: 'iife',
  globalName: 'Evenkeel',
  dts: false,
  platform: 'browser',
  target: 'es2022',
  minify: true,
  logLevel: 'warn',
  sourcemap: true,
  clean: false,
  outputOptions: { entryFileNames: 'evenkeel.global.js' },
};

/** `npx evenkeel-bench`. Players are the user's own; the simulator and the engine are those of the package beside it. */
const command: UserConfig = {
  entry: {
    main: 'bench/main.ts',
    // The pool names it by its place beside itself,
    worker: 'bench/run/worker.ts',
    // and tinypool the shell around it.
    'entry/worker': 'node_modules/tinypool/dist/entry/worker.js',
  },
  outDir: 'dist/bench',
  format: 'esm',
  dts: false,
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: false,
  logLevel: 'warn',
  hash: false,
  clean: false,
  deps: { neverBundle: [...PEERS, 'dashjs', /^evenkeel(\/|$)/] },
  outExtensions: () => ({ js: '.js' }),
  plugins: [bundledLicences('third-party-licences.txt')],
};

export default defineConfig([packages, scriptTag, command]);

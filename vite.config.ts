/**
 * The demo page: dev server on 127.0.0.1, static build below any path.
 *
 * Where the media comes from:
 * - `VITE_EVENKEEL_ORIGIN` set: a Node origin at that address (the dev server assumes port 4780, or `EVENKEEL_ORIGIN_PORT`).
 * - unset or empty: the service worker `sw.js`, which is what the static build uses.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The public entry points of the package, served from source. Exact matches only. */
const ENTRY_POINTS: Readonly<Record<string, string>> = {
  evenkeel: 'src/index.ts',
  'evenkeel/hls': 'src/adapters/hls/index.ts',
  'evenkeel/shaka': 'src/adapters/shaka/index.ts',
  'evenkeel/telemetry': 'src/telemetry/index.ts',
  'evenkeel/playback': 'src/playback/index.ts',
  'evenkeel/history': 'src/history/index.ts',
  'evenkeel/link': 'src/link/index.ts',
  'evenkeel/simulator': 'src/simulator/index.ts',
};
const alias = Object.entries(ENTRY_POINTS).map(([name, path]) => ({ find: new RegExp(`^${name}$`), replacement: here(path) }));

const WORKER_ENTRY = here('demo/origin/worker/service-worker.ts');

/** One classic script: works in every browser that has service workers. */
async function bundleWorker(minify: boolean): Promise<string> {
  const result = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias },
    build: { write: false, minify, lib: { entry: WORKER_ENTRY, formats: ['iife'], name: 'evenkeelWorker', fileName: () => 'sw.js' } },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output?.output.find((file) => file.type === 'chunk');
  if (!chunk) throw new Error(`${WORKER_ENTRY} gave no script`);
  return chunk.code;
}

/** Emits the service worker as `sw.js` beside the page; the dev server makes it on request. */
function serviceWorker(): Plugin {
  return {
    name: 'evenkeel-service-worker',
    configureServer(server) {
      server.middlewares.use('/sw.js', (_request, response) => {
        bundleWorker(false).then(
          (code) => {
            response.setHeader('Content-Type', 'text/javascript');
            response.setHeader('Cache-Control', 'no-store');
            response.end(code);
          },
          (error: unknown) => {
            response.statusCode = 500;
            response.end(String(error));
          },
        );
      });
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: await bundleWorker(true) });
    },
  };
}

export default defineConfig(({ command }) => {
  if (command === 'serve') process.env.VITE_EVENKEEL_ORIGIN ??= `http://127.0.0.1:${process.env.EVENKEEL_ORIGIN_PORT ?? '4780'}/`;
  return {
    root: here('demo'),
    base: './',
    resolve: { alias },
    plugins: [serviceWorker()],
    server: { host: '127.0.0.1', port: Number(process.env.EVENKEEL_PAGE_PORT ?? 4770), fs: { allow: [here('.')] } },
    preview: { host: '127.0.0.1', port: 4771 },
    cacheDir: resolve(here('.'), 'node_modules/.vite-demo'),
    optimizeDeps: { include: ['hls.js', 'shaka-player', 'uplot', 'rxjs'] },
    build: { outDir: here('dist-demo'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200 },
  };
});

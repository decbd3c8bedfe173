/** Serves the harness page: one bare player, nothing of the demo. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import demo from '../../vite.config.ts';

export default defineConfig(async (env) => {
  const { resolve, optimizeDeps } = await demo(env);
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    resolve: resolve ?? {},
    optimizeDeps: optimizeDeps ?? {},
    cacheDir: fileURLToPath(new URL('../../node_modules/.vite-harness', import.meta.url)),
    // No reloads: an edit in the middle of a run must not restart a playing page.
    server: { host: '127.0.0.1', hmr: false, watch: null, fs: { allow: [fileURLToPath(new URL('../..', import.meta.url))] } },
  };
});

/** Serves the harness page: one bare player, nothing of the demo. */
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import demo from '../../vite.config.ts';

export default defineConfig(async (env) => {
  const { resolve, optimizeDeps } = await demo(env);
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    // p2p-media-loader as one file, its tracker client with it: the tracker's own packages are not installed.
    resolve: { ...resolve, conditions: ['p2pml:core-as-bundle', ...defaultClientConditions] },
    optimizeDeps: optimizeDeps ?? {},
    cacheDir: fileURLToPath(new URL('../../node_modules/.vite-harness', import.meta.url)),
    // No reloads: an edit in the middle of a run must not restart a playing page.
    server: { host: '127.0.0.1', hmr: false, watch: null, fs: { allow: [fileURLToPath(new URL('../..', import.meta.url))] } },
  };
});

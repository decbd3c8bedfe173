/**
 * Makes a fresh clone ready: Node version, packages, and where wanted a browser. Plain Node, no dependency.
 * By hand: `node scripts/bootstrap.mjs`.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './lib/browser-install.mjs';
import { elapsed, report } from './lib/console.mjs';
import { nodeVersionProblem } from './lib/node-version.mjs';
import { installPackages } from './lib/packages.mjs';

/**
 * Runs each step that is not done yet. Ends the process when Node or the packages are not to be had;
 * a missing browser is reported and left to the caller.
 *
 * @param {{ browser: boolean }} wanted whether a browser is needed
 * @returns {Promise<{ browser: string | undefined }>} path of the browser, where wanted and found
 */
export async function bootstrap({ browser }) {
  const problem = nodeVersionProblem();
  if (problem) {
    report('fail', problem);
    process.exit(1);
  }
  report('ok', `Node ${process.versions.node}`);
  if (!(await installPackages())) process.exit(1);
  return { browser: browser ? await ensureBrowser() : undefined };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const ready = await bootstrap({ browser: true });
  report(ready.browser ? 'ok' : 'fail', `bootstrap ${elapsed()}`);
  process.exit(ready.browser ? 0 : 1);
}

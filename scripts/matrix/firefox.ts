/** Finds Firefox and what drives it: WebDriver BiDi through puppeteer-core, fetched only when it is asked for. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npmCommand, ROOT, runQuietly } from '../lib/processes.mjs';

/** Eighty packages that nothing else needs: they stay out of the lock file. 24 is the last major for Node 20. */
const DRIVER = 'puppeteer-core@24.43.1';
const DRIVER_FOLDER = join(ROOT, '.cache', 'firefox-driver');
const PROGRAMS = ['firefox-esr', 'firefox', 'Firefox.app/Contents/MacOS/firefox', 'firefox.exe'];

function findFirefox(): string | undefined {
  if (process.env.EVENKEEL_FIREFOX) return process.env.EVENKEEL_FIREFOX;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/Applications', 'C:/Program Files/Mozilla Firefox'];
  return folders.flatMap((folder) => PROGRAMS.map((program) => join(folder, program))).find((file) => existsSync(file));
}

/** Environment for the browser tests. @throws Error that says what to install. */
export async function prepareFirefox(): Promise<Record<string, string>> {
  const program = findFirefox();
  if (!program) throw new Error('no Firefox found: install it (Debian: apt-get install firefox-esr) or set EVENKEEL_FIREFOX to its path');
  const entry = join(DRIVER_FOLDER, 'node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js');
  if (!existsSync(entry)) {
    const command = [
      ...npmCommand(),
      'install',
      '--prefix',
      DRIVER_FOLDER,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      DRIVER,
    ];
    if ((await runQuietly('the driver for Firefox', command)) !== 0) throw new Error(`${DRIVER} could not be installed`);
  }
  return { EVENKEEL_FIREFOX: program, EVENKEEL_FIREFOX_DRIVER: pathToFileURL(entry).href };
}

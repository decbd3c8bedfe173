/** Gets a Chromium where there is none: by apt-get as root on Debian and Ubuntu, else from Playwright. */
import { existsSync } from 'node:fs';
import { findBrowser } from '../browser.mjs';
import { report } from './console.mjs';
import { packageBin, runQuietly } from './processes.mjs';

const isRoot = () => typeof process.getuid === 'function' && process.getuid() === 0;
const APT_ENV = { DEBIAN_FRONTEND: 'noninteractive' };
const ADVICE = [
  '     No Chromium-family browser was found and none could be installed. One of these helps:',
  '       Debian, Ubuntu:   sudo apt-get update && sudo apt-get install -y chromium',
  '       elsewhere:        npx playwright install chromium',
  '       one you have:     EVENKEEL_CHROMIUM=/path/to/chrome npm test',
].join('\n');

const answersVersion = async (path) => (await runQuietly('browser check', [path, '--version', '--no-sandbox'])) === 0;

async function installWithApt() {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log("     no browser found: installing Debian's chromium with apt-get (a minute or two)");
  await runQuietly('apt-get update', ['apt-get', 'update'], APT_ENV);
  const code = await runQuietly(
    'apt-get install chromium',
    ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    APT_ENV,
  );
  const path = code === 0 ? findBrowser() : undefined;
  return path && (await answersVersion(path)) ? path : undefined;
}

async function installWithPlaywright() {
  console.log('     no browser found: npx playwright install chromium');
  const withDependencies = isRoot() && existsSync('/usr/bin/apt-get') ? ['--with-deps'] : [];
  const code = await runQuietly('playwright install', [
    ...packageBin('@playwright/test', 'playwright'),
    'install',
    ...withDependencies,
    'chromium',
  ]);
  return code === 0 ? findBrowser() : undefined;
}

/** Path of a browser, installed if need be; undefined when that failed too, after printing what to run. */
export async function ensureBrowser() {
  const begun = Date.now();
  try {
    const found = findBrowser();
    const path = found ?? (await installWithApt()) ?? (await installWithPlaywright());
    if (path) report('ok', `browser ${path}`, begun);
    else {
      report('fail', 'no browser', begun);
      console.log(ADVICE);
    }
    return path;
  } catch (error) {
    report('fail', error.message, begun);
    return undefined;
  }
}

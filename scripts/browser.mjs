/** Finds a Chromium-family browser; says how to start it under test. Plain Node, no dependency. */
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const { env, platform } = process;

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS_PROGRAMS = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];
const LINUX_PROGRAMS = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge', 'brave-browser'];
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
/** Names of the browser's program inside a folder of Playwright's cache. */
const PLAYWRIGHT_PROGRAMS = new Set([
  'chrome',
  'chrome.exe',
  'Chromium',
  'Google Chrome for Testing',
  'headless_shell',
  'chrome-headless-shell',
]);
const PLAYWRIGHT_DEPTH = 5;

function usualPlaces() {
  if (platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      MAC_APPS.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    );
  }
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean);
    return roots.flatMap((root) => WINDOWS_PROGRAMS.map((program) => join(root, program)));
  }
  return LINUX_FOLDERS.flatMap((folder) => LINUX_PROGRAMS.map((program) => join(folder, program)));
}

/** A program that can be run; Ubuntu's `chromium-browser` without snap is only a notice and does not count. */
function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    const { size } = statSync(file);
    return size > 10_000 || !/requires the chromium snap/.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

function findIn(folder, depth) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile() && PLAYWRIGHT_PROGRAMS.has(entry.name) && runnable(path)) return path;
    const found = entry.isDirectory() && depth > 1 ? findIn(path, depth - 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function playwrightCache() {
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH;
  if (platform === 'darwin') return join(homedir(), 'Library/Caches/ms-playwright');
  if (platform === 'win32') return join(env.LOCALAPPDATA || homedir(), 'ms-playwright');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ms-playwright');
}

function findInPlaywrightCache() {
  try {
    const cache = playwrightCache();
    const builds = readdirSync(cache).filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name));
    // Full browsers before headless shells, newest first.
    builds.sort((a, b) => Number(a.includes('_')) - Number(b.includes('_')) || Number(b.split('-')[1]) - Number(a.split('-')[1]));
    for (const build of builds) {
      const found = findIn(join(cache, build), PLAYWRIGHT_DEPTH);
      if (found) return found;
    }
  } catch {
    // No cache folder: Playwright never downloaded a browser here.
  }
  return undefined;
}

/**
 * Path of a browser, or undefined. Order: EVENKEEL_CHROMIUM, CHROME_PATH, the usual places of this system,
 * Playwright's cache. @throws Error when one of the two variables names no program.
 */
export function findBrowser() {
  for (const name of ['EVENKEEL_CHROMIUM', 'CHROME_PATH']) {
    const path = env[name];
    if (!path) continue;
    if (!runnable(path)) throw new Error(`${name} must name a program that can be run, got "${path}"`);
    return path;
  }
  return usualPlaces().find(runnable) ?? findInPlaywrightCache();
}

/** Options for Playwright's `launch`: the browser found, nothing in its background, playback without a click. */
export function launchOptions() {
  const executablePath = findBrowser();
  const isRoot = typeof process.getuid === 'function' && process.getuid() === 0;
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      // Chromium's sandbox refuses to run as root; for everybody else it stays on.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--autoplay-policy=no-user-gesture-required',
    ],
  };
}

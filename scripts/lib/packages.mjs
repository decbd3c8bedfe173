/** Installs the packages of package-lock.json, if they are not installed already. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './console.mjs';
import { npmCommand, ROOT, runQuietly } from './processes.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const STAMP = join(ROOT, 'node_modules', '.evenkeel-lock-hash');
/** What npm itself says it installed. */
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');

const lockHash = () => createHash('sha256').update(readFileSync(LOCK)).digest('hex');
const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** True when somebody ran `npm ci` by hand: every package of the lock is there; other platforms' packages may be missing. */
function installedMatchesLock() {
  if (!existsSync(INSTALLED)) return false;
  const installed = readPackages(INSTALLED);
  return Object.entries(readPackages(LOCK)).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version && existsSync(join(ROOT, path)) : wanted.optional === true;
  });
}

/** Brings node_modules up to package-lock.json. Resolves to true on success. */
export async function installPackages() {
  const begun = Date.now();
  const hash = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) {
    report('ok', 'packages up to date', begun);
    return true;
  }
  if (!installedMatchesLock()) {
    console.log('     installing packages with npm ci (about a minute the first time)');
    const code = await runQuietly('npm ci', [...npmCommand(), 'ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0) {
      report('fail', 'npm ci failed (see above). Is the npm registry reachable? Then run: npm ci', begun);
      return false;
    }
  }
  writeFileSync(STAMP, hash);
  report('ok', 'packages installed', begun);
  return true;
}

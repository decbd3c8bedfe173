/**
 * Smoke test of dist/: every entry point loads in plain Node as ESM and CJS, without side effects; the script tag works; the
 * command runs from what would be published.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { ROOT } from './lib/processes.mjs';
import { tryCommand } from './lib/try-command.mjs';

const read = (file) => readFileSync(join(ROOT, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const problems = [];
const check = (holds, problem) => void (holds || problems.push(problem));

function load(kind, entry, where = 'main thread') {
  const script = join(ROOT, 'scripts/lib/import-quietly.mjs');
  const run = spawnSync(process.execPath, [script, kind, entry, where], { cwd: ROOT, encoding: 'utf8' });
  if (run.status !== 0) {
    problems.push(`${entry} as ${kind} in a ${where}: ${run.stderr.trim().split('\n').slice(-6).join('\n  ')}`);
    return [];
  }
  const { exported, problems: found } = JSON.parse(run.stdout);
  problems.push(...found.map((problem) => `${entry} as ${kind} in a ${where}: importing it ${problem}`));
  return exported;
}

const filesOf = (target) => (typeof target === 'string' ? [target] : Object.values(target).flatMap(filesOf));
for (const [path, target] of Object.entries(manifest.exports)) {
  for (const file of filesOf(target)) check(existsSync(join(ROOT, file)), `exports["${path}"] names ${file}, which the build did not make`);
  if (path === './package.json') continue;
  const entry = path.replace(/^\./, manifest.name);
  const [esm, cjs] = [load('esm', entry), load('cjs', entry)];
  for (const kind of ['esm', 'cjs'])
    check(load(kind, entry, 'worker').join() === esm.join(), `${entry} as ${kind}: other exports in a worker`);
  check(esm.length > 0, `${entry} exports nothing`);
  check(esm.join() === cjs.join(), `${entry}: ESM exports ${esm}, CJS exports ${cjs}`);
  console.log(`${entry.padEnd(20)} ${esm.join(', ')}`);
}

const scriptTag = createContext({});
runInContext(read(manifest.unpkg), scriptTag);
const names = runInContext('Object.keys(Evenkeel).sort().join()', scriptTag);
check(names === 'createHlsAbr,createShakaAbr', `the script tag's Evenkeel has ${names}`);
check(Object.keys(scriptTag).join() === 'Evenkeel', `the script tag adds ${Object.keys(scriptTag)}`);
console.log(`${'script tag'.padEnd(20)} Evenkeel.{${names}}`);

tryCommand(manifest, check);
console.log(`${'evenkeel-bench'.padEnd(20)} help, run, missing players, own traces, shards and merge`);

check(!manifest.dependencies, 'the package must have no runtime dependencies');
check(manifest.unpkg === manifest.jsdelivr, 'unpkg and jsdelivr must name the same file');

for (const problem of problems) console.error(`smoke: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

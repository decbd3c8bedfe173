/**
 * The public surface as a diff: api/ holds the built declarations. `npm run api` rewrites them after a build;
 * without --write this checks that they are current.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/processes.mjs';

const BUILT = join(ROOT, 'dist');
const KEPT = join(ROOT, 'api');

const read = (folder) => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.d.ts'));
  // Bundler marks (`//#region`, file numbers) say nothing about the surface.
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8').replaceAll(/^\/\/#(?:end)?region.*\n/gm, '')]));
};

mkdirSync(KEPT, { recursive: true });
const built = read(BUILT);
const kept = read(KEPT);

if (process.argv.includes('--write')) {
  for (const name of kept.keys()) rmSync(join(KEPT, name));
  for (const [name, text] of built) writeFileSync(join(KEPT, name), text);
  console.log(`api/: ${built.size} files written; review the diff`);
} else {
  const changed = [...new Set([...built.keys(), ...kept.keys()])].filter((name) => built.get(name) !== kept.get(name));
  for (const name of changed) console.error(`api/${name} is not what the build declares`);
  if (changed.length > 0)
    console.error('The public surface changed. If that is meant: npm run build && npm run api, and commit api/ with the change.');
  else console.log(`api/: ${built.size} files are current`);
  process.exitCode = changed.length > 0 ? 1 : 0;
}

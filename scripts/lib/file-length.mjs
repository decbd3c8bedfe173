/** Lint: no TypeScript file of src/, demo/ or bench/ is longer than the limit. One concept per file keeps them short. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './processes.mjs';

const MAX_LINES = 250;
/** Tests are as long as they are, and so are tables of numbers written by a program: demo/content/fixture-index.ts by `npm run fixture`. */
const EXEMPT = /\/tests\/|\.d\.ts$|^demo\/content\/fixture-index\.ts$/;

const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'src', 'demo', 'bench'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const tooLong = list
  .split('\n')
  .filter((file) => file.endsWith('.ts') && !EXEMPT.test(file) && existsSync(join(ROOT, file)))
  .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n').length }))
  .filter(({ lines }) => lines > MAX_LINES);

for (const { file, lines } of tooLong)
  console.error(`${file}: ${lines} lines, at most ${MAX_LINES}: move one concept to a file of its own`);
process.exit(tooLong.length > 0 ? 1 : 0);

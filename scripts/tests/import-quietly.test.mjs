/** The check of imports without side effects must see each kind of side effect. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../lib/import-quietly.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'evenkeel-import-'));
mkdirSync(join(folder, 'dist'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(code, where) {
  const file = join(folder, 'dist', 'entry.mjs');
  writeFileSync(file, `${code}\nexport const answer = 42;\n`);
  const run = spawnSync(process.execPath, [SCRIPT, 'esm', file, where], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const { exported, problems } = JSON.parse(run.stdout);
  expect(exported).toEqual(['answer']);
  return problems;
}

test.each(['main thread', 'worker'])('in a %s: a quiet module is quiet, each side effect is named', (where) => {
  expect(problemsOf('const inner = 1;', where)).toEqual([]);
  for (const [code, problem] of [
    ['globalThis.left = 1;', 'adds the global left'],
    ['globalThis.navigator;', 'touches navigator'],
    ['globalThis.localStorage?.getItem("x");', 'touches localStorage'],
    ['Array.prototype.ours = 1;', 'changes a built-in prototype'],
    ['const timer = setTimeout(() => {}, 1);', 'calls setTimeout'],
    ['setInterval(() => {}, 1e6).unref();', 'calls setInterval'],
    ['new EventTarget().addEventListener("x", () => {});', 'listens to x'],
    ['process.on("warning", () => {});', 'listens to the process'],
  ])
    expect([code, problemsOf(code, where)]).toEqual([code, expect.arrayContaining([problem])]);
});

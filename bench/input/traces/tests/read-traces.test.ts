import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../command/usage-error.ts';
import { readTraceSets } from '../read-traces.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'evenkeel-traces-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const trace = (name: string, kbps = 1000): string => `${JSON.stringify({ name, unit: 'kbps', samples: [[1000, kbps]] })}\n`;
function put(file: string, text: string): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
const names = (path: string): string[] =>
  readTraceSets([path]).sets.map(({ network, traces }) => `${network}: ${traces.map(({ name }) => name)}`);

describe('reading traces', () => {
  it('walks directories, one network a directory, and leaves out what is no trace', () => {
    put('sets/bus/traces.jsonl', trace('a') + trace('b'));
    put('sets/bus/meta.json', '{"licence": "MIT"}');
    put('sets/bus/README.md', '# Buses');
    put('sets/train/one.json', trace('c'));
    put('sets/train/two.json', trace('d'));
    put('sets/train/.DS_Store', '\u0000');
    expect(names(join(root, 'sets'))).toEqual(['bus: a,b', 'train: c,d']);
  });

  it('names a network after its file, or the directory of one that says nothing', () => {
    expect(names(put('walk.json', trace('a')))).toEqual(['walk: a']);
    expect(names(put('bus/traces.jsonl', trace('a')))).toEqual(['bus: a']);
  });

  it('keeps traces of one name apart', () => {
    expect(names(put('walk.jsonl', trace('a') + trace('a') + trace('a')))).toEqual(['walk: a,a (2),a (3)']);
  });

  it.each([
    ['empty', ''],
    ['truncated', '{"name": "a", "samples": [[1000, 1'],
    ['all zero', trace('a', 0)],
    ['negative', trace('a', -1)],
    ['enormous', trace('a', 1e15)],
    ['NaN', trace('a').replace('1000,1000', '1000,NaN')],
  ])('%s: the file is named, and the others go on', (_, text) => {
    const bad = put('set/bad.json', text);
    put('set/good.json', trace('good'));
    const { sets, problems } = readTraceSets([join(root, 'set')]);
    expect(sets.map(({ traces }) => traces.map(({ name }) => name))).toEqual([['good']]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: bad, error: expect.stringContaining(bad) });
  });

  it('a path that does not exist is a usage error', () => {
    expect(() => readTraceSets([join(root, 'nowhere')])).toThrow(UsageError);
  });
});

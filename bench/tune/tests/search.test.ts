import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AbrOptions } from 'evenkeel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Evaluate } from '../evaluate.ts';
import { listParameters } from '../parameters.ts';
import { type SearchSettings, type SearchState, search, startSearch } from '../search.ts';
import { encodeState, openState, type SavedSearch, stateFileOf, writeWhole } from '../state-file.ts';

const parameters = listParameters().slice(0, 6);
const address = { 'the program': 'p', 'the sessions of the fit': 's', 'the seed': '1' };

/** Best where every scale is 1.5 times its default. */
const value = ({ scales = {} }: AbrOptions): number =>
  -parameters.reduce(
    (sum, { name, start }) => sum + Math.log(((scales as Record<string, number>)[name] as number) / (1.5 * start)) ** 2,
    0,
  );

let root: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'evenkeel-tune-'));
  file = stateFileOf(join(root, 'options.json'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const save = (state: SearchState): void => writeWhole(file, encodeState({ format: 1, address, search: state, outcome: null }));
const settings = (generations: number, changes: Partial<SearchSettings> = {}): SearchSettings => ({
  parameters,
  base: {},
  seed: 1,
  population: 8,
  evaluate: async (candidates) => candidates.map(value),
  goesOn: ({ strategy }) => strategy.generation < generations,
  save,
  ...changes,
});
/** Answers so many times, then is stopped in the middle of a generation. */
function stoppedAfter(times: number): Evaluate {
  let left = times;
  return async (candidates) => (left-- > 0 ? candidates.map(value) : undefined);
}

describe('a search', () => {
  it('finds better options, and keeps the best middle and not the luckiest try', async () => {
    const end = await search(startSearch(parameters), settings(60));
    expect(end?.best?.objective).toBeGreaterThan(-1e-3);
    expect(end?.startObjective).toBeCloseTo(-6 * Math.log(1.5) ** 2, 9);
    expect(end?.history.map(({ middle }) => middle)).toContain(end?.startObjective);
    expect(end?.evaluations).toBe(60 * 9 + 1);
  });

  it('never ends below its start', async () => {
    // Everything but the start is worse.
    const evaluate: Evaluate = async (candidates) => candidates.map((_, i) => (i === 0 ? -i : -1 - i));
    let first = true;
    const falling: Evaluate = async (candidates) => {
      const values = first ? await evaluate(candidates) : candidates.map(() => -5);
      first = false;
      return values;
    };
    const end = await search(startSearch(parameters), settings(5, { evaluate: falling }));
    expect(end?.best).toEqual({ point: parameters.map(() => 0), objective: -0 });
  });

  it('passes over options that fail', async () => {
    const evaluate: Evaluate = async (candidates) => candidates.map((each, i) => (i % 3 === 2 ? Number.NEGATIVE_INFINITY : value(each)));
    const end = await search(startSearch(parameters), settings(40, { evaluate }));
    expect(end?.best?.objective).toBeGreaterThan(-0.05);
  });

  it('leaves the same file, byte for byte, whether it was stopped and resumed or not', async () => {
    await search(startSearch(parameters), settings(7));
    const whole = readFileSync(file);
    rmSync(file);
    for (const times of [2, 3]) {
      const saved = openState(file, address, times === 3);
      expect(await search(saved?.search ?? startSearch(parameters), settings(7, { evaluate: stoppedAfter(times) }))).toBeUndefined();
    }
    const saved = openState(file, address, true);
    expect(saved?.search.strategy.generation).toBe(5);
    await search(saved?.search as SearchState, settings(7));
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  it('draws other tries with another seed', async () => {
    const ends = await Promise.all([1, 2].map((seed) => search(startSearch(parameters), settings(2, { seed }))));
    expect(ends[0]?.strategy.mean).not.toEqual(ends[1]?.strategy.mean);
  });
});

describe('the state file', () => {
  const put = (changes: Partial<SavedSearch> = {}): void =>
    writeFileSync(file, encodeState({ format: 1, address, search: startSearch(parameters), outcome: null, ...changes }));

  it('is none at first, and missed by --resume', () => {
    expect(openState(file, address, false)).toBeUndefined();
    expect(() => openState(file, address, true)).toThrow(/no .*options\.state\.json to go on from/);
  });

  it('is not overwritten unasked', () => {
    put();
    expect(() => openState(file, address, false)).toThrow(/add --resume to go on, or delete it/);
  });

  it('is refused where it is stale, with what differs', () => {
    put();
    expect(openState(file, address, true)).toBeDefined();
    expect(() => openState(file, { ...address, 'the seed': '2' }, true)).toThrow(/another search: the seed differs\. /);
    const other = { ...address, 'the seed': '2', 'the sessions of the fit': 'x' };
    expect(() => openState(file, other, false)).toThrow(/the sessions of the fit, the seed differ\. /);
    // Another program plays other sessions by that alone.
    expect(() => openState(file, { ...other, 'the program': 'q' }, true)).toThrow(/another search: the program differs\. /);
    put({ format: 2 as never });
    expect(() => openState(file, address, true)).toThrow(/form/);
  });

  it.each(['', '{', '[]', '{"format": 1}', '{"search": {}}'])('is refused where it is none: %s', (text) => {
    writeFileSync(file, text);
    expect(() => openState(file, address, true)).toThrow(/no state of a search: delete it/);
  });
});

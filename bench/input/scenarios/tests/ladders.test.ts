import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseLadders } from '../ladders.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-ladders-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const put = (name: string, value: unknown): string => {
  writeFileSync(join(directory, name), JSON.stringify(value));
  return join(directory, name);
};
const table = (kbps: number[]) => ({
  segment_duration_ms: 4000,
  bitrates_kbps: kbps,
  segment_sizes_bits: [kbps.map((each) => each * 4000)],
});

describe('ladders of a run', () => {
  it('are the built-in ones, dealt, unless told otherwise', () => {
    const { ladders, dealt, problems } = chooseLadders([]);
    expect(ladders.length).toBeGreaterThan(1);
    expect({ dealt, problems }).toEqual({ dealt: true, problems: [] });
  });

  it('may be named, or read from a file; those of one name are told apart', () => {
    const builtIn = chooseLadders([]).ladders[1];
    const file = put('mine.json', table([500, 1000]));
    const { ladders, dealt, problems } = chooseLadders([builtIn?.name ?? '', file, file]);
    expect(problems).toEqual([]);
    expect(dealt).toBe(false);
    expect(ladders[0]).toEqual(builtIn);
    expect(ladders[1]?.renditions.map(({ rateBitsPerSecond }) => rateBitsPerSecond)).toEqual([500_000, 1_000_000]);
    expect(new Set(ladders.map(({ name }) => name)).size).toBe(3);
  });

  it.each([
    ['one rung', table([500])],
    ['equal rungs', table([500, 500])],
    ['unsorted rungs', table([1000, 500])],
    ['sizes that disagree', { ...table([500, 1000]), segment_duration_ms: 50 }],
    ['nothing', {}],
  ])('with %s are a named problem, and the others go on', (what, value) => {
    const bad = put(`${what.replaceAll(' ', '-')}.json`, value);
    const { ladders, problems } = chooseLadders([bad, put('good.json', table([500, 1000]))]);
    expect(ladders).toHaveLength(1);
    expect(problems).toMatchObject([{ file: bad, error: expect.stringContaining(bad) }]);
  });

  it('a file that does not exist is a named problem', () => {
    expect(chooseLadders([join(directory, 'nowhere.json')]).problems).toMatchObject([{ error: expect.stringContaining('nowhere.json') }]);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../columns.ts';
import { decodeRow, decodeRows, encodeRow, encodeRows } from '../jsonl.ts';
import { encodeParquet } from '../parquet.ts';
import type { ResultRow } from '../row.ts';
import { makeRow } from './make.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const rows = fc.array(
  fc
    .record({
      network: fc.string(),
      trace: fc.string({ unit: 'grapheme' }),
      rule: fc.constantFrom('bba', 'evenkeel', 'hls.js'),
      seed: fc.nat(2 ** 32 - 1),
      score: number,
      optimumScore: fc.oneof(number, fc.constant(Number.NaN)),
      boundScore: fc.oneof(number, fc.constant(Number.NaN)),
      sustained: fc.boolean(),
      fractionOfOptimum: fc.oneof(number, fc.constant(null)),
      qoeVmaf: fc.option(number, { nil: undefined }),
      stallCount: fc.nat(1000),
      feasible: fc.boolean(),
    })
    .map(({ qoeVmaf, ...rest }): ResultRow => makeRow({ ...rest, ...(qoeVmaf === undefined ? {} : { qoeVmaf }) })),
  { minLength: 1, maxLength: 20 },
);

describe('rows in files', () => {
  it('come back from JSONL as they were', () => {
    fc.assert(
      fc.property(rows, (all) => {
        expect(decodeRows(encodeRows(all))).toEqual(all);
      }),
    );
  });

  it('come back from Parquet as they were, with null for what is missing', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const back = await parquetReadObjects({ file: encodeParquet(all).buffer as ArrayBuffer });
        const expected = all.map((row) => Object.fromEntries(COLUMNS.map(({ name }) => [name, orNull(row[name])])));
        expect(back).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('are the same text whatever the order of their properties', () => {
    const row = makeRow();
    const reversed = Object.fromEntries(Object.entries(row).reverse()) as unknown as ResultRow;
    expect(encodeRow(reversed)).toBe(encodeRow(row));
    expect(Object.keys(decodeRow(encodeRow(reversed)))).toEqual(COLUMNS.map(({ name }) => name).filter((name) => name in row));
  });

  it('say null where there is no optimum', () => {
    const row = makeRow({ optimumScore: Number.NaN, boundScore: Number.NaN, regret: Number.NaN, fractionOfOptimum: null });
    expect(encodeRow(row)).toContain('"optimumScore":null,"boundScore":null,"fractionOfOptimum":null,"regret":null');
  });

  it('have every column described, in order and with its type', () => {
    const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const described = [...text.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, name, type]) => `${name} ${type}`);
    expect(described).toEqual(COLUMNS.map(({ name, type, nullable }) => `${name} ${type}${nullable ? ', null' : ''}`));
  });
});

const orNull = (value: unknown): unknown => (value === undefined || Number.isNaN(value) ? null : value);

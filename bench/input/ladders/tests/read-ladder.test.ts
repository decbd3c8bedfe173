import type { Content } from 'evenkeel/simulator';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLadder } from '../read-ladder.ts';

const RATES = [300, 750, 1200];
const TABLE = {
  name: 'table',
  segment_duration_ms: 4000,
  bitrates_kbps: RATES,
  segment_sizes_bits: [RATES.map((kbps) => kbps * 3000), RATES.map((kbps) => kbps * 5000)],
};
const read = (value: unknown, fileName = 'film.json'): Content => readLadder(JSON.stringify(value), fileName);
const rates = (content: Content): number[] => content.renditions.map((rendition) => rendition.rateBitsPerSecond);

it('keeps every size of a table, whatever its shape', () => {
  const tables = fc
    .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }))
    .chain(([rungs, segments, deciseconds]) =>
      fc.record({
        deciseconds: fc.constant(deciseconds),
        shares: fc.array(fc.array(fc.integer({ min: 50, max: 200 }), { minLength: rungs, maxLength: rungs }), {
          minLength: segments,
          maxLength: segments,
        }),
      }),
    );
  fc.assert(
    fc.property(tables, ({ deciseconds, shares }) => {
      const kbps = (shares[0] as number[]).map((_, i) => 100 * 2 ** i);
      const sizes = shares.map((row) => row.map((share, i) => ((kbps[i] as number) * deciseconds * share) | 0));
      const content = read({ segment_duration_ms: deciseconds * 100, bitrates_kbps: kbps, segment_sizes_bits: sizes });
      expect(rates(content)).toEqual(kbps.map((rate) => rate * 1000));
      expect(content.segmentSeconds).toBe(deciseconds / 10);
      sizes.forEach((row, segment) => {
        expect(content.sizeBits.map((column) => column[segment])).toEqual(row);
      });
    }),
  );
});

it('never fails otherwise than with an error that names the file', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.string().map((text) => `#EXTM3U\n#EXT-X-STREAM-INF:${text}`),
    fc.string().map((text) => `<MPD>${text}`),
    fc.nat(400).map((length) => JSON.stringify(TABLE).slice(0, length)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        readLadder(text, 'dir/film.json');
      } catch (error) {
        expect(error).toMatchObject({ name: 'ContentError' });
        expect((error as Error).message).toMatch(/^dir\/film\.json: .+: .+, received /s);
      }
    }),
  );
});

it('reads a size table with VMAF and a Sabre movie without a name', () => {
  const { name, ...sabre } = TABLE;
  const vmaf = [
    [20, 60, 80],
    [25, 65, 85],
  ];
  expect([...(read({ ...TABLE, vmaf }).vmaf?.[1] ?? [])]).toEqual([60, 65]);
  expect(read(TABLE).name).toBe(name);
  expect(read(sabre, 'movies/bbb.json').name).toBe('bbb');
});

it('selects from a file with many ladders by the part after #', () => {
  const file = { ladders: { small: { kbps: [100, 200], heights: [144, 240], segment_s: 2 }, large: { kbps: [100, 9000], segment_s: 6 } } };
  const small = read(file, 'ladders.json#small');
  expect(small).toMatchObject({ name: 'small', segmentSeconds: 2 });
  expect(small.renditions.map((rendition) => rendition.heightPixels)).toEqual([144, 240]);
  expect(small.sizeBits[1]?.[0]).toBe(400_000);
  expect(rates(read({ ladders: { large: file.ladders.large } }, 'one.json'))).toEqual([100_000, 9_000_000]);
  expect(() => read(file, 'ladders.json')).toThrow('ladders.json: #name: must be one of small, large, received the text ""');
});

it.each([
  ['one rung', { ...TABLE, bitrates_kbps: [300] }, 'film.json: bitrates_kbps: must hold at least 2 rates, received a list of 1'],
  [
    'equal rungs',
    { ...TABLE, bitrates_kbps: [300, 300, 1200] },
    'film.json: bitrates_kbps[1]: must be above the rate before it (300), received 300',
  ],
  [
    'unsorted rungs',
    { ...TABLE, bitrates_kbps: [300, 200, 1200] },
    'film.json: bitrates_kbps[1]: must be above the rate before it (300), received 200',
  ],
  [
    'no duration',
    { ...TABLE, segment_duration_ms: undefined },
    "film.json: segment_s: must be a segment's length, > 0 and at most 60, received undefined",
  ],
  ['a ragged row', { ...TABLE, segment_sizes_bits: [[1, 2]] }, 'film.json: segment_sizes_bits[0]: must hold 3 numbers'],
  [
    'a negative size',
    { ...TABLE, segment_sizes_bits: [[1e6, -5, 4e6]] },
    'film.json: segment_sizes_bits[0][1]: must be a finite number > 0, received -5',
  ],
  [
    'bytes for bits',
    { ...TABLE, segment_sizes_bits: [RATES.map((kbps) => kbps * 500)] },
    'film.json: segment_sizes_bits[*][0]: must agree with the declared 300000',
  ],
  ['a height too few', { ...TABLE, heights: [144] }, 'film.json: heights: must hold 3 heights, one a rate, received a list of 1'],
  ['a name that selects nothing', { ladders: { a: TABLE, b: TABLE } }, 'film.json: #name: must be one of a, b'],
])('names file, place, rule and value: %s', (_, value, message) => {
  expect(() => read(value)).toThrow(message);
});

it.each([
  ['', 'film.json: the file: must not be empty'],
  [' \n', 'film.json: the file: must not be empty'],
  ['{"bitrates_kbps": [300, 7', 'film.json: the file: must be JSON, an HLS multivariant playlist or a DASH manifest'],
  ['[]', 'film.json: the file: must be an object, received an empty list'],
])('refuses the text %j', (text, message) => {
  expect(() => readLadder(text, 'film.json')).toThrow(message);
});

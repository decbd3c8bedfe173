import { describe, expect, it } from 'vitest';
import { FILM_PERMILLE } from '../film-sizes.ts';
import { audioTrack, placeSegment, videoTrack } from '../fixture.ts';
import { CODECS, RUNGS, SEGMENT_SECONDS } from '../ladder.ts';
import { audioSegmentSizeBytes, MIN_PADDING_BYTES, SIZE_TABLES, segmentSizeBytes } from '../size-tables.ts';
import { HARD_FACTOR_MAX, HARD_FACTOR_MIN, STATIC_FACTOR, VBR_PATTERN_SEGMENTS, vbrFactors } from '../vbr-scenes.ts';

const TWO_HOURS = 7200;

function nominalBytes(rung: number): number {
  return ((RUNGS[rung]?.nominalBitsPerSecond ?? 0) * SEGMENT_SECONDS) / 8;
}

describe('size tables', () => {
  it('never ask for less than the fixture segment needs', () => {
    const tooSmall: string[] = [];
    for (const codec of CODECS) {
      for (const table of SIZE_TABLES) {
        for (const { index: rung } of RUNGS) {
          for (let n = 0; n < TWO_HOURS / SEGMENT_SECONDS; n += 1) {
            const needed = placeSegment(videoTrack(codec, rung), n, TWO_HOURS).fixture.sizeBytes;
            const granted = segmentSizeBytes(codec, table, rung, n, TWO_HOURS);
            if (granted < needed + MIN_PADDING_BYTES) tooSmall.push(`${codec}/${table}/${rung}/${n}`);
          }
        }
      }
      expect(tooSmall).toEqual([]);
      const audioNeeded = Math.max(...audioTrack(codec).segments.map((segment) => segment.sizeBytes));
      expect(audioSegmentSizeBytes(codec, 0, TWO_HOURS)).toBeGreaterThan(audioNeeded);
    }
  });

  it('raise a too small entry to the fixture size and no further', () => {
    // A 1 s rest of a static scene at the lowest rung: fewer bytes wanted than one key frame has.
    const raised = CODECS.flatMap((codec) =>
      Array.from({ length: 400 }, (_, i) => {
        const n = i + 1;
        const size = segmentSizeBytes(codec, 'vbr', 0, n, n * SEGMENT_SECONDS + 1);
        const floor = placeSegment(videoTrack(codec, 0), n, 8000).fixture.sizeBytes + MIN_PADDING_BYTES;
        return { size, floor };
      }),
    ).filter(({ size, floor }) => size <= floor);
    expect(raised.length).toBeGreaterThan(0);
    for (const { size, floor } of raised) expect(size).toBe(floor);
  });

  it('cbr: every full segment has the nominal size', () => {
    for (const { index: rung } of RUNGS) {
      for (const n of [0, 1, 2, 3, 4, 5, 899]) {
        expect(segmentSizeBytes('avc', 'cbr', rung, n, 3600)).toBe(nominalBytes(rung));
      }
    }
  });

  it.each(['vbr', 'film'] as const)('%s: the long-run mean is the nominal rate', (table) => {
    for (const codec of CODECS) {
      for (const { index: rung } of RUNGS) {
        const count = table === 'vbr' ? VBR_PATTERN_SEGMENTS : (FILM_PERMILLE[rung]?.length ?? 0);
        let sum = 0;
        for (let n = 0; n < count; n += 1) sum += segmentSizeBytes(codec, table, rung, n, 36_000);
        expect(sum / count / nominalBytes(rung)).toBeCloseTo(1, 1.9);
      }
    }
  });

  it('vbr: both extremes occur within any three minutes', () => {
    for (const seed of [1, 2, 3]) {
      const factors = vbrFactors(seed);
      for (let from = 0; from + 45 <= factors.length; from += 1) {
        const window = factors.slice(from, from + 45);
        expect(Math.min(...window)).toBeLessThan(STATIC_FACTOR * 1.05);
        expect(Math.max(...window)).toBeGreaterThanOrEqual(HARD_FACTOR_MIN);
      }
      expect(Math.max(...factors)).toBeLessThanOrEqual(HARD_FACTOR_MAX);
    }
  });

  it('vbr: scenes last 8 to 16 s', () => {
    let run = 0;
    for (const factor of vbrFactors(9)) {
      if (factor < STATIC_FACTOR * 1.05) {
        run += 1;
      } else if (run > 0) {
        // Two static scenes may meet where one deck ends and the next begins.
        expect(run * SEGMENT_SECONDS).toBeGreaterThanOrEqual(8);
        expect(run * SEGMENT_SECONDS).toBeLessThanOrEqual(32);
        run = 0;
      }
    }
  });

  it('vbr: a static scene is small at every rung at the same time', () => {
    for (const codec of CODECS) {
      const atTop = Array.from({ length: 450 }, (_, n) => segmentSizeBytes(codec, 'vbr', 6, n, 36_000));
      const n = atTop.indexOf(Math.min(...atTop));
      for (const { index: rung } of RUNGS) {
        expect(segmentSizeBytes(codec, 'vbr', rung, n, 36_000)).toBeLessThan(0.25 * nominalBytes(rung));
      }
    }
  });

  it('film: comes from a measurement, so it varies and rungs vary differently', () => {
    expect(FILM_PERMILLE).toHaveLength(RUNGS.length);
    for (const row of FILM_PERMILLE) {
      expect(row.length).toBeGreaterThanOrEqual(30);
      expect(Math.max(...row) / Math.min(...row)).toBeGreaterThan(2);
    }
    expect(FILM_PERMILLE[0]).not.toEqual(FILM_PERMILLE[6]);
  });

  it('are the same every time and in every order', () => {
    const forward = [0, 1, 2, 700, 701].map((n) => segmentSizeBytes('vp9', 'vbr', 3, n, 3600));
    const backward = [701, 700, 2, 1, 0].map((n) => segmentSizeBytes('vp9', 'vbr', 3, n, 3600));
    expect(backward.reverse()).toEqual(forward);
    expect(vbrFactors(5)).toEqual(vbrFactors(5));
    expect(vbrFactors(5)).not.toEqual(vbrFactors(6));
  });

  it('answer for a three-hour title at once', () => {
    const startedAt = performance.now();
    for (let n = 0; n < 2700; n += 1) segmentSizeBytes('vp9', 'vbr', 6, n, 10_800);
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});

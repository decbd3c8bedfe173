import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../index.ts';
import { qualities } from '../quality.ts';
import type { ContentType } from '../situation.ts';
import { LADDER_RATES, makeLadder, makeRendition } from './make.ts';

const { content } = DEFAULT_CONFIG;
const of = (type?: ContentType): number[] => qualities(makeLadder(), type, content);

describe('quality', () => {
  test('rises with the rate from its least to 1, for every kind of content', () => {
    for (const type of ['general', 'animation', 'sport', 'documentary'] as const) {
      const all = of(type);
      expect(all.at(-1)).toBeCloseTo(1);
      expect(all.every((value, i) => value >= 0 && value <= 1 && (i === 0 || value > (all[i - 1] as number)))).toBe(true);
    }
  });
  test('drawings look good early on the ladder, football late', () => {
    const [general, animation, sport] = [of(), of('animation'), of('sport')];
    for (let i = 1; i < LADDER_RATES.length - 1; i++) {
      expect(animation[i]).toBeGreaterThan(general[i] as number);
      expect(sport[i]).toBeLessThan(general[i] as number);
    }
  });
  test('animation holds at 15 % less in the middle of the log scale; sport needs 20 % more', () => {
    // One rung in the logarithmic middle, and that rung with the mission's factor.
    const middle = Math.sqrt(240_000 * 8_000_000);
    const at = (rate: number, type: ContentType): number =>
      qualities(
        [240_000, rate, 8_000_000].map((each) => makeRendition(each)),
        type,
        content,
      )[1] as number;
    expect(at(middle * 0.85, 'animation')).toBeCloseTo(at(middle, 'general'), 1);
    expect(at(middle * 1.2, 'sport')).toBeCloseTo(at(middle, 'general'), 1);
    expect(at(middle * 0.85, 'general')).toBeLessThan(at(middle, 'general'));
  });
  test('a documentary values lines that another film does not', () => {
    const ladder = [1e6, 2e6, 4e6].map((rate, i) => makeRendition(rate, { heightPixels: [360, 1000, 1080][i] ?? 0 }));
    const plain = qualities(ladder, 'general', content)[1] as number;
    expect(qualities(ladder, 'documentary', content)[1]).toBeGreaterThan(plain + 0.05);
    const unknown = ladder.map((rendition) => ({ ...rendition, heightPixels: 0 }));
    expect(qualities(unknown, 'documentary', content).every(Number.isFinite)).toBe(true);
  });
  test('AV1 needs fewer bits than H.264 beside it', () => {
    const ladder = [makeRendition(1e6), makeRendition(3e6), makeRendition(2.5e6, { videoCodec: 'av01.0.08M.08' }), makeRendition(6e6)];
    const [, avc, av1] = qualities(ladder, undefined, content) as [number, number, number];
    expect(av1).toBeGreaterThan(avc);
  });
  test("the author's SCORE counts before any of this", () => {
    const scored = [1e6, 2e6].map((rate, i) => makeRendition(rate, { qualityScore: i + 1 }));
    expect(qualities(scored, 'sport', content)).toEqual([0, 1]);
  });
  test('with a price the best rung is where the next megabits are no longer worth it', () => {
    const best = (pricePerMegabit: number): number => {
      const all = qualities(makeLadder(), undefined, { ...content, pricePerMegabit });
      return all.indexOf(Math.max(...all));
    };
    expect(best(0)).toBe(6);
    expect(best(0.1)).toBeLessThan(6);
    expect(best(1)).toBe(0);
    expect(best(0.2)).toBeLessThanOrEqual(best(0.1));
  });
  test("the page's own word counts before the stream's", () => {
    expect(qualities(makeLadder(), 'sport', { ...content, type: 'animation' })).toEqual(of('animation'));
  });
});

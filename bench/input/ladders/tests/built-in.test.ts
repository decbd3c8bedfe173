import type { Content } from 'evenkeel/simulator';
import { expect, it } from 'vitest';
import { BUILT_IN_LADDERS, findLadder } from '../built-in.ts';
import { HARD_SHARE, noisyShares, STATIC_SHARE, sceneShares, sizeTable } from '../variable-rate.ts';

const ladder = (name: string): Content => findLadder(name) as Content;
/** Size over declared size, by segment. */
const shares = (content: Content, rung: number): number[] => {
  const declared = (content.renditions[rung]?.rateBitsPerSecond ?? 0) * content.segmentSeconds;
  return [...(content.sizeBits[rung] ?? [])].map((bits) => bits / declared);
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

it.each(BUILT_IN_LADDERS.map((content) => [content.name, content] as const))('%s is on average what it declares', (_, content) => {
  content.renditions.forEach((rendition, rung) => {
    expect(mean(shares(content, rung))).toBeGreaterThan(0.99);
    expect(mean(shares(content, rung))).toBeLessThan(1.01);
    expect(rendition.heightPixels).toBeGreaterThan(0);
    expect(rendition.widthPixels).toBeGreaterThan(rendition.heightPixels);
  });
  expect(content.segmentCount * content.segmentSeconds).toBe(600);
});

it('draws the same film from the same seed, and another from another', () => {
  const draw = (seed: number): number[][] => sizeTable(seed, sceneShares(seed, 150, 4), [1e6, 2e6], 4);
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

it('draws the same films on every machine', () => {
  const picture = (name: string): (number | undefined)[] => [0, 50, 100, 149].map((segment) => ladder(name).sizeBits[3]?.[segment]);
  expect(picture('vbr-7')).toEqual([4832336, 6560392, 6026504, 4254056]);
  expect(picture('pensieve-6')).toEqual([6948032, 8467744, 7538640, 7497960]);
});

it('has static and hard scenes in every film, of 8 to 40 s, at the stated extremes', () => {
  for (let seed = 0; seed < 50; seed++) {
    const film = sceneShares(seed, 150, 4);
    expect(mean(film)).toBeCloseTo(1, 9);
    expect(Math.min(...film)).toBe(STATIC_SHARE);
    for (const extreme of [STATIC_SHARE, HARD_SHARE]) {
      const runs = film
        .map((share) => (share === extreme ? 'x' : ' '))
        .join('')
        .trim()
        .split(/ +/);
      expect(runs[0]).not.toBe('');
      // Two decks may put two scenes of a kind side by side; the film's end may cut one.
      for (const run of runs.slice(0, -1)) expect(run.length).toBeGreaterThanOrEqual(2);
      for (const run of runs) expect(run.length).toBeLessThanOrEqual(20);
    }
  }
  expect(Math.min(...shares(ladder('vbr-7'), 6))).toBeLessThan(0.052);
  expect(Math.max(...shares(ladder('vbr-7'), 6))).toBeGreaterThan(1.94);
});

it('spreads noisy sizes as asked', () => {
  expect(deviation(noisyShares(3, 4000, 0.15))).toBeCloseTo(0.15, 2);
  for (let rung = 0; rung < 6; rung++) {
    expect(deviation(shares(ladder('pensieve-6'), rung))).toBeGreaterThan(0.12);
    expect(deviation(shares(ladder('pensieve-6'), rung))).toBeLessThan(0.18);
  }
});

it('finds ladders by name', () => {
  expect(BUILT_IN_LADDERS.map((content) => content.name)).toEqual(['cbr-7', 'vbr-7', 'hd-8', 'pensieve-6']);
  expect(findLadder('none')).toBeUndefined();
});

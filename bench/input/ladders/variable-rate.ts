/** Segment sizes of invented films, as multiples of the nominal size. Every list has the mean 1. */
import { createRandomStream } from 'evenkeel/link';

/** Share of the nominal rate that a static scene (titles, a still) needs. */
export const STATIC_SHARE = 0.05;
/** And a hard one (sport, water, confetti). */
export const HARD_SHARE = 2;

const SHORTEST_SCENE_SECONDS = 8;
const LONGEST_SCENE_SECONDS = 40;
/** Among six scenes in a row, in some order: one static, one hard. */
const DECK = ['static', 'hard', 'ordinary', 'ordinary', 'ordinary', 'ordinary'] as const;

/** A film of scenes, 8 to 40 s each, from static to hard. Only ordinary scenes give way to bring the mean to 1. */
export function sceneShares(seed: number, segments: number, segmentSeconds: number): readonly number[] {
  const random = createRandomStream(seed).uniform;
  const shares: number[] = [];
  const ordinary: boolean[] = [];
  while (shares.length < segments) {
    for (const kind of shuffled(DECK, random)) {
      const seconds = SHORTEST_SCENE_SECONDS + random() * (LONGEST_SCENE_SECONDS - SHORTEST_SCENE_SECONDS);
      const level = kind === 'static' ? STATIC_SHARE : kind === 'hard' ? HARD_SHARE : 0.55 + 0.85 * random();
      for (let i = Math.floor(seconds / segmentSeconds); i > 0; i--) {
        shares.push(kind === 'ordinary' ? level * (0.9 + 0.2 * random()) : level);
        ordinary.push(kind === 'ordinary');
      }
    }
  }
  shares.length = segments;
  const sum = (wanted: boolean): number => shares.reduce((total, share, i) => total + (ordinary[i] === wanted ? share : 0), 0);
  const correction = (segments - sum(false)) / sum(true);
  return shares.map((share, i) => (ordinary[i] ? share * correction : share));
}

/** Independent of scenes: what a capped encoder leaves. `deviation` is the standard deviation, below 0.2. */
export function noisyShares(seed: number, segments: number, deviation: number): readonly number[] {
  const random = createRandomStream(seed).uniform;
  // The sum of twelve uniforms is nearly normal, with deviation 1, and needs no logarithm.
  const normal = (): number => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
  const shares = Array.from({ length: segments }, () => Math.max(0.3, 1 + deviation * normal()));
  const mean = shares.reduce((sum, share) => sum + share, 0) / segments;
  return shares.map((share) => share / mean);
}

/** Sizes, bits in whole bytes, `[segment][rendition]`; each rendition's encoder strays up to 3 % of its own accord. */
export function sizeTable(
  seed: number,
  shares: readonly number[],
  ratesBitsPerSecond: readonly number[],
  segmentSeconds: number,
): number[][] {
  const random = createRandomStream(seed).uniform;
  return shares.map((share) =>
    ratesBitsPerSecond.map((rate) => Math.round((rate * segmentSeconds * share * (0.97 + 0.06 * random())) / 8) * 8),
  );
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

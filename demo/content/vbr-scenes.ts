/**
 * The `vbr` table: an invented film whose scenes last 8 to 16 s, with segment sizes to match.
 *
 * Scenes come in decks of six (one nearly static, two hard, three ordinary), each deck shuffled, so
 * any three minutes hold both extremes: tiny segments at every rung, where an estimator that trusts
 * small downloads goes wrong, and segments at 1.5 to 1.7 times the nominal rate.
 */
import { seededRandom, shuffled } from './seeded-random.ts';

/** The size pattern repeats after about half an hour. */
export const VBR_PATTERN_SEGMENTS = 450;

/** A nearly static scene needs this share of the nominal rate. */
export const STATIC_FACTOR = 0.15;
export const HARD_FACTOR_MIN = 1.5;
export const HARD_FACTOR_MAX = 1.7;

type SceneKind = 'static' | 'hard' | 'ordinary';

interface PatternSegment {
  readonly kind: SceneKind;
  readonly factor: number;
}

const DECK: readonly SceneKind[] = ['static', 'hard', 'hard', 'ordinary', 'ordinary', 'ordinary'];

function sceneFactor(kind: SceneKind, random: () => number): number {
  if (kind === 'static') return STATIC_FACTOR;
  if (kind === 'hard') return 1.55 + 0.1 * random();
  return 0.7 + 0.5 * random();
}

function clampFactor(kind: SceneKind, factor: number): number {
  return kind === 'hard' ? Math.min(HARD_FACTOR_MAX, Math.max(HARD_FACTOR_MIN, factor)) : factor;
}

function drawScenes(random: () => number): PatternSegment[] {
  const segments: PatternSegment[] = [];
  while (segments.length < VBR_PATTERN_SEGMENTS) {
    for (const kind of shuffled(DECK, random)) {
      const sceneSegments = 2 + Math.floor(random() * 3);
      const factor = sceneFactor(kind, random);
      for (let i = 0; i < sceneSegments; i += 1) {
        const jitter = 0.96 + 0.08 * random();
        segments.push({ kind, factor: clampFactor(kind, factor * jitter) });
      }
    }
  }
  return segments.slice(0, VBR_PATTERN_SEGMENTS);
}

/**
 * Size of each segment as a multiple of the nominal size; the mean over the pattern is exactly 1.
 * Only ordinary scenes are scaled to get there, so the extremes keep their stated size.
 */
export function vbrFactors(seed: number): readonly number[] {
  const segments = drawScenes(seededRandom(seed));
  let ordinarySum = 0;
  let extremeSum = 0;
  for (const { kind, factor } of segments) {
    if (kind === 'ordinary') ordinarySum += factor;
    else extremeSum += factor;
  }
  const correction = (segments.length - extremeSum) / ordinarySum;
  return segments.map(({ kind, factor }) => (kind === 'ordinary' ? factor * correction : factor));
}

import { LIVE_PLAYER, SHAKA_PLAYER } from 'evenkeel/simulator';
import { describe, expect, test } from 'vitest';
import { flatnessOf, LIMITS, type SoakResult, soak, steepIn } from '../soak.ts';
import type { Stretch } from '../watched-engine.ts';

/** In short stretches on a shared machine times wander further, and the heap of a test runner is not ours to judge. */
const SHORT_LIMITS = { ...LIMITS, decisionTime: 3, lookTime: 3, heap: Number.POSITIVE_INFINITY };

describe('an hour and a half, in short', () => {
  test.each([
    ['3g-commute', SHAKA_PLAYER],
    ['wifi', LIVE_PLAYER],
  ])('%s: decisions stay as quick, and what is remembered as small', (network, player) => {
    const result = soak({ network, player, contentSeconds: 5400, stretchSeconds: 1200, seed: 3 });
    expect(result.stretches.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...result.stretches.map(({ decisionCount }) => decisionCount))).toBeGreaterThan(100);
    expect(steepIn(flatnessOf(result), SHORT_LIMITS)).toEqual([]);
  });
});

describe('what counts as growing', () => {
  const stretch = (factor: number): Stretch => ({
    decisionCount: 900,
    decisionMicroseconds: 10 * factor,
    lookMicroseconds: factor,
    networkBytes: 5000 * factor,
    summaryBytes: 2000 * factor,
    heapBytes: 1e7 * factor,
  });
  const run = (factors: readonly number[], heap = 1e7): SoakResult => ({
    stretches: factors.map(stretch),
    baselineHeapBytes: factors.map(() => heap),
    stallCount: 0,
  });

  test('a flat run is flat; a creeping one is not, in any of its figures', () => {
    expect(steepIn(flatnessOf(run([3, 1, 1, 1])))).toEqual([]);
    expect(steepIn(flatnessOf(run([1, 1, 2, 4])))).toEqual(Object.keys(LIMITS));
  });

  test('a figure that is not a number is a failure, and too short a run an error', () => {
    expect(steepIn({ ...flatnessOf(run([1, 1, 1])), heap: Number.NaN })).toEqual(['heap']);
    expect(() => flatnessOf(run([1, 1]))).toThrow(RangeError);
  });
});

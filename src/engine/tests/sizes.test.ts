import { describe, expect, test } from 'vitest';
import { besideRate, EMPTY_SIZES, expectedBits, expectedSizeRatio, type SizeState, sizeDeviation, updateSizes } from '../sizes.ts';
import { makeSample } from './make.ts';

const NOMINAL_BITS = 4_000_000;
const learn = (ratios: readonly number[], state: SizeState = EMPTY_SIZES): SizeState =>
  ratios.reduce(
    (known, ratio) =>
      updateSizes(
        known,
        makeSample(5_000_000, 0, {
          sizeBits: NOMINAL_BITS * ratio,
          segment: { renditionIndex: 2, durationSeconds: 4, nominalBits: NOMINAL_BITS },
        }),
      ),
    state,
  );

describe('size ratio', () => {
  test('a constant ratio is learnt, and its spread vanishes', () => {
    for (const ratio of [0.6, 1, 1.4]) {
      const state = learn(Array(120).fill(ratio));
      expect(expectedSizeRatio(state)).toBeCloseTo(ratio, 2);
      expect(sizeDeviation(state)).toBeLessThan(0.05);
    }
  });

  test('a static scene does not make the ladder look free', () => {
    const normal = learn(Array(30).fill(1));
    expect(expectedSizeRatio(learn(Array(4).fill(0.02), normal))).toBeGreaterThan(0.8);
  });

  test('a hard scene warns', () => {
    const normal = learn(Array(30).fill(1));
    expect(expectedSizeRatio(learn(Array(4).fill(1.7), normal))).toBeGreaterThan(1.1);
  });

  test('separate audio is learnt as a constant beside the main track, so every rung is predicted right', () => {
    const audioRate = 100_000;
    let state = EMPTY_SIZES;
    for (let i = 0; i < 40; i++) {
      const declaredRate = i % 2 ? 340_000 : 2_600_000;
      state = updateSizes(state, makeSample(5_000_000, i, { kind: 'audio', sizeBits: audioRate * 4 }));
      const segment = { renditionIndex: i % 2, durationSeconds: 4, nominalBits: declaredRate * 4 };
      state = updateSizes(state, makeSample(5_000_000, i, { sizeBits: (declaredRate - audioRate) * 4, segment }));
    }
    expect(besideRate(state) / audioRate).toBeCloseTo(1, 1);
    for (const declaredRate of [340_000, 1_000_000, 8_100_000])
      expect(expectedBits(state, declaredRate, 4) / (declaredRate * 4)).toBeCloseTo(1, 1);
  });

  test('partial and nonsensical samples teach nothing', () => {
    const segment = { renditionIndex: 2, durationSeconds: 4, nominalBits: NOMINAL_BITS };
    for (const change of [
      { kind: 'other' as const, segment },
      { kind: 'audio' as const, sizeBits: 0 },
      { partial: true, segment },
      { segment: { ...segment, nominalBits: 0 } },
      { sizeBits: 0, segment },
      {},
    ]) {
      expect(updateSizes(EMPTY_SIZES, makeSample(1_000_000, 0, change))).toBe(EMPTY_SIZES);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../results/row.ts';
import { BEFORE, judge } from '../held-out.ts';
import { DEFAULT_OBJECTIVE, objectiveOf } from '../objective.ts';

const row = (changes: Partial<ResultRow> = {}): ResultRow => ({
  network: 'net',
  region: '',
  trace: 't',
  traceOffsetSeconds: 0,
  traceMeanBitsPerSecond: 5e6,
  ladder: 'l',
  player: 'hls',
  rule: BEFORE,
  seed: 1,
  startupSeconds: 1,
  stallCount: 0,
  stallSeconds: 0,
  longestStallSeconds: 0,
  rebufferingRatio: 0,
  meanRateBitsPerSecond: 2e6,
  meanUtility: 0.5,
  switchCount: 0,
  switchesPerMinute: 0,
  meanUtilityStep: 0,
  totalBytes: 1e7,
  wastedBytes: 0,
  qoeLinear: 0.5,
  qoeLog: 0.5,
  qoeSoda: 0.5,
  score: 0.5,
  lowestScore: 0,
  optimumScore: 0.8,
  boundScore: 0.9,
  fractionOfOptimum: 0.6,
  regret: 0.3,
  sustained: true,
  feasible: true,
  avoidableStalls: 0,
  outcome: 'end',
  ...changes,
});
const of = (...rows: Partial<ResultRow>[]): number => objectiveOf(rows.map(row), DEFAULT_OBJECTIVE);
const NOTHING = { worst: 0, avoidable: 0, stalls: 0, switches: 0, step: 0, utility: 0 };

describe('the objective', () => {
  it('is the mean J where nothing else counts', () => {
    expect(objectiveOf([row({ score: 0.2 }), row({ score: 0.6 })], NOTHING)).toBeCloseTo(0.4, 12);
  });

  it('has the weights with which the defaults were fitted', () => {
    const bad = of({ score: 0.4, avoidableStalls: 2, switchesPerMinute: 3, meanUtilityStep: 0.05 });
    expect(bad).toBeCloseTo(0.4 * 1.15 - 0.12 * 2 - 0.012 * 3 - 0.6 * 0.05, 12);
  });

  it('weighs the worst tenth', () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ score: i < 2 ? 0 : 1 }));
    expect(of(...rows)).toBeCloseTo(0.9 + 0.15 * 0, 12);
  });

  it('counts players alike, however many sessions each has', () => {
    const hls = { player: 'hls', score: 1 };
    const live = { player: 'live', score: 0 };
    expect(of(hls, hls, hls, live)).toBeCloseTo(of(hls, live), 12);
  });

  it('measures an outage from what nobody can avoid, and loses no more than a lost session', () => {
    expect(of({ score: -9, lowestScore: -9 })).toBe(0);
    expect(of({ score: -9.5, lowestScore: -9 })).toBeCloseTo(-0.5 * 1.15, 12);
    expect(of({ score: -1e6, lowestScore: 0 })).toBeCloseTo(-3 * 1.15, 12);
  });
});

describe('the judgement', () => {
  const rowsOf = (count: number, gain: (i: number) => number): ResultRow[] =>
    Array.from({ length: count }, (_, i) => [row({ trace: `t${i}` }), row({ trace: `t${i}`, rule: 'tuned', score: 0.5 + gain(i) })]).flat();
  const judged = (rows: readonly ResultRow[]) => judge(rows, [], NOTHING, 1);

  it('says better, worse, no difference, and too few', () => {
    expect(judged(rowsOf(20, () => 0.1))).toMatchObject({ verdict: 'better', traces: 20, difference: expect.closeTo(0.1, 9) });
    expect(judged(rowsOf(20, () => -0.1)).verdict).toBe('worse');
    expect(judged(rowsOf(20, (i) => (i % 2 ? 0.2 : -0.19))).verdict).toBe('no difference');
    expect(judged(rowsOf(20, () => 0)).verdict).toBe('no difference');
    expect(judged(rowsOf(5, () => 0.1)).verdict).toBe('too few traces');
    expect(judged(rowsOf(1, () => 0.1))).toMatchObject({ verdict: 'too few traces', interval: null });
  });

  it('draws whole traces: a hundred sessions of one trace are one', () => {
    const rows = Array.from({ length: 100 }, (_, seed) => [row({ seed }), row({ seed, rule: 'tuned', score: 0.9 })]).flat();
    expect(judged(rows)).toMatchObject({ verdict: 'too few traces', sessions: 100, traces: 1 });
  });

  it('leaves out sessions that only one of the two played', () => {
    expect(judged([...rowsOf(8, () => 0.1), row({ trace: 'alone' })])).toMatchObject({ sessions: 8, before: expect.closeTo(0.5, 12) });
  });

  it('does not depend on the order of rows in what it finds', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          rowsOf(8, () => 0.1),
          { minLength: 16 },
        ),
        (rows) => {
          expect(judged(rows)).toMatchObject({ verdict: 'better', difference: expect.closeTo(0.1, 9) });
        },
      ),
      { numRuns: 20 },
    );
  });
});

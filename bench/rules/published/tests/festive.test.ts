import { describe, expect, it } from 'vitest';
import { festiveRule } from '../festive/festive-rule.ts';
import { RungHistory } from '../festive/rung-history.ts';
import { constant, play, rungs, traceOf } from './play.ts';

describe('FESTIVE', () => {
  it('goes up one rung at a time, after one more segment on each', () => {
    expect(rungs(play(festiveRule(), constant(40_000))).slice(0, 7)).toEqual([0, 1, 1, 2, 2, 2, 3]);
  });

  it('waits for old switches to be forgotten', () => {
    const chosen = rungs(play(festiveRule(), constant(40_000), { contentSeconds: 400 }));
    const fourth = chosen.indexOf(4);
    expect(fourth).toBeGreaterThan(15);
    for (let i = 1; i < chosen.length; i++) expect(Math.abs((chosen[i] as number) - (chosen[i - 1] as number))).toBeLessThanOrEqual(1);
  });

  it('aims at 85 % of the harmonic mean', () => {
    expect(rungs(play(festiveRule(), constant(1400), { contentSeconds: 600, rttSeconds: 0, slowStart: false })).at(-1)).toBe(1);
    expect(rungs(play(festiveRule(), constant(1420), { contentSeconds: 600, rttSeconds: 0, slowStart: false })).at(-1)).toBe(2);
  });

  it('draws its buffer target from the seed', () => {
    const times = (seed: number): number[] =>
      play(festiveRule(), constant(5000), { seed }).segments.map((segment) => segment.requestSeconds);
    expect(times(1)).toEqual(times(1));
    expect(times(1)).not.toEqual(times(2));
  });

  it('comes down when the line does', () => {
    const trace = traceOf([
      { durationSeconds: 120, rateBitsPerSecond: 5_000_000 },
      { durationSeconds: 1000, rateBitsPerSecond: 400_000 },
    ]);
    expect(rungs(play(festiveRule(), trace, { contentSeconds: 600 })).at(-1)).toBe(0);
  });

  it('counts switches within its window only', () => {
    const history = new RungHistory(4);
    for (const rung of [0, 1, 2, 2]) history.add(rung);
    expect(history.switchCount()).toBe(2);
    expect(history.heldCount).toBe(2);
    history.add(2);
    expect(history.switchCount()).toBe(1);
    history.add(2);
    expect(history.switchCount()).toBe(0);
  });
});

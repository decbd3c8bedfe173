import { describe, expect, it } from 'vitest';
import { FUGU_TUNING } from '../fugu/constants.ts';
import { SODA_WEIGHTS } from '../soda/constants.ts';
import { anywhere, near, type Parameter } from '../tuning/parameter.ts';
import { search } from '../tuning/search.ts';
import { TUNABLE } from '../tuning/tunable.ts';
import { contextOf, random } from './play.ts';

const parameters: Parameter[] = [
  { name: 'a', low: 0.1, high: 100, scale: 'log' },
  { name: 'b', low: -1, high: 1, scale: 'linear' },
];

describe('tuning', () => {
  it('draws points within the bounds, anywhere and near', () => {
    const draw = random(1);
    for (let i = 0; i < 200; i++) {
      for (const point of [anywhere(parameters, draw), near(parameters, { a: 0.1, b: 1 }, 0.3, draw)]) {
        expect(point.a).toBeGreaterThanOrEqual(0.1);
        expect(point.a).toBeLessThanOrEqual(100);
        expect(Math.abs(point.b as number)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('spends exactly its budget, finds the same twice and comes close to an optimum', () => {
    const run = (): { calls: number; best: ReturnType<typeof search> } => {
      let calls = 0;
      const scoreOf = (point: Readonly<Record<string, number>>): number => {
        calls++;
        return -(Math.log((point.a as number) / 5) ** 2) - ((point.b as number) - 0.3) ** 2;
      };
      const best = search(parameters, { a: 100, b: -1 }, 60, random(2), scoreOf, () => {});
      return { calls, best };
    };
    expect(run().calls).toBe(60);
    expect(run()).toEqual(run());
    expect(run().best.score).toBeGreaterThan(-0.05);
  });

  it('starts from what the rules ship, inside the ranges', () => {
    expect(TUNABLE.soda?.start).toEqual(SODA_WEIGHTS);
    expect(TUNABLE.fugu?.start).toEqual(FUGU_TUNING);
    for (const { parameters: ranges, start, make } of Object.values(TUNABLE)) {
      for (const { name, low, high } of ranges) {
        expect(start[name]).toBeGreaterThanOrEqual(low);
        expect(start[name]).toBeLessThanOrEqual(high);
      }
      expect(() => make(start).start(contextOf())).not.toThrow();
    }
  });
});

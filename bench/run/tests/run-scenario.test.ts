import type { Rule } from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { type LoadedRule, runScenario } from '../run-scenario.ts';
import { fixed, makeScenario } from './make.ts';

const loaded = (rule: Rule): LoadedRule => ({ name: rule.name, rule });
const throwing: Rule = {
  name: 'throwing',
  start: () => ({
    choose(view) {
      if (view.segmentIndex === 3) throw new RangeError('no idea');
      return 0;
    },
  }),
};

describe('one scenario', () => {
  it('gives a row for each rule, in their order, in one and the same session', () => {
    const { rows, failures } = runScenario(makeScenario(), [loaded(fixed('middle', 1)), loaded(fixed('low', 0))], false);
    expect(failures).toEqual([]);
    expect(rows.map(({ rule }) => rule)).toEqual(['middle', 'low']);
    for (const row of rows)
      expect(row).toMatchObject({ network: 'net', trace: 'steady', ladder: 'three', player: 'hls', seed: 7, feasible: true });
    expect(rows[0]).toMatchObject({ meanRateBitsPerSecond: 1e6, traceMeanBitsPerSecond: 3e6 });
  });

  it('measures each row against always-lowest and the optimum', () => {
    const { rows } = runScenario(makeScenario(), [loaded(fixed('middle', 1)), loaded(fixed('low', 0))], true);
    const [middle, low] = rows;
    expect(low?.score).toBe(low?.lowestScore);
    expect(low?.fractionOfOptimum).toBe(0);
    expect(middle?.optimumScore).toBeGreaterThanOrEqual(middle?.score ?? Number.NaN);
    expect(middle?.optimumScore).toBeGreaterThanOrEqual(middle?.optimumScheduleScore ?? Number.NaN);
    expect(middle?.fractionOfOptimum).toBeGreaterThan(0);
    expect(middle?.fractionOfOptimum).toBeLessThanOrEqual(1);
    expect(middle?.regret).toBeCloseTo((middle?.optimumScore ?? 0) - (middle?.score ?? 0), 12);
  });

  it('leaves the optimum out when told so', () => {
    const [row] = runScenario(makeScenario(), [loaded(fixed('middle', 1))], false).rows;
    expect(row).toMatchObject({ optimumScore: Number.NaN, regret: Number.NaN, fractionOfOptimum: null });
  });

  it('flags a network that is below 1.2 x the lowest rendition, and keeps its rows', () => {
    const feasible = (rate: number): unknown => runScenario(makeScenario({}, rate), [loaded(fixed('low', 0))], false).rows[0]?.feasible;
    expect(feasible(0.47e6)).toBe(false);
    expect(feasible(0.6e6)).toBe(true);
  });

  it.each([
    ['throws', throwing, /choose threw at .* no idea/],
    [
      'throws at the start',
      {
        name: 'bad',
        start: () => {
          throw new Error('not today');
        },
      } as Rule,
      /not today/,
    ],
    ['answers NaN', fixed('bad', Number.NaN), /whole number from 0 to 2, received NaN/],
    ['answers beyond the ladder', fixed('bad', 3), /received 3/],
    ['answers nothing', { name: 'bad', start: () => ({ choose: () => undefined as unknown as number }) } as Rule, /received undefined/],
  ])('a rule that %s fails alone, with its reason', (_, bad, reason) => {
    const { rows, failures } = runScenario(makeScenario(), [loaded(bad), loaded(fixed('low', 0))], false);
    expect(rows.map(({ rule }) => rule)).toEqual(['low']);
    expect(failures).toEqual([
      { network: 'net', trace: 'steady', ladder: 'three', player: 'hls', rule: bad.name, seed: 7, error: expect.stringMatching(reason) },
    ]);
  });

  it('a rule that cannot be loaded fails with what to do', () => {
    const problem = 'cannot be loaded: run npm install hls.js';
    const { failures } = runScenario(makeScenario(), [{ name: 'hls.js', problem }], false);
    expect(failures).toMatchObject([{ rule: 'hls.js', error: problem }]);
  });
});

import { createTrace } from 'evenkeel/link';
import { offlineOptimum, type Rule } from 'evenkeel/simulator';
import { describe, expect, it, vi } from 'vitest';
import { type LoadedRule, runScenario } from '../run-scenario.ts';
import { tableOf } from '../scenario.ts';
import { fixed, makeScenario } from './make.ts';

// The real one, but for the tests that say what it found.
vi.mock('evenkeel/simulator', { spy: true });
const UNKNOWN = { schedule: [], startWaitSeconds: 0 } as unknown as ReturnType<typeof offlineOptimum>;

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
    expect(middle?.boundScore).toBeGreaterThanOrEqual(middle?.optimumScore ?? Number.NaN);
    expect(middle?.fractionOfOptimum).toBeGreaterThan(0);
    expect(middle?.fractionOfOptimum).toBeLessThanOrEqual(1);
    expect(middle?.regret).toBeCloseTo((middle?.optimumScore ?? 0) - (middle?.score ?? 0), 12);
  });

  it('leaves the optimum out when told so', () => {
    const [row] = runScenario(makeScenario(), [loaded(fixed('middle', 1))], false).rows;
    expect(row).toMatchObject({ optimumScore: Number.NaN, boundScore: Number.NaN, regret: Number.NaN, fractionOfOptimum: null });
  });

  it('flags a network that is below 1.2 x the lowest rendition, and keeps its rows', () => {
    const rowAt = (rate: number): unknown => runScenario(makeScenario({}, rate), [loaded(fixed('low', 0))], false).rows[0];
    expect(rowAt(0.47e6)).toMatchObject({ sustained: false, feasible: false });
    expect(rowAt(0.6e6)).toMatchObject({ sustained: true, feasible: true });
  });

  it('tells what the network carries in all from what it carries without a stall', () => {
    const outage = createTrace({
      name: 'outage',
      segments: [
        { durationSeconds: 6, rateBitsPerSecond: 0.6e6 },
        { durationSeconds: 14, rateBitsPerSecond: 0 },
        { durationSeconds: 20, rateBitsPerSecond: 3e6 },
      ],
    });
    const [row] = runScenario(makeScenario({ table: tableOf(outage) }), [loaded(fixed('low', 0))], false).rows;
    expect(row).toMatchObject({ sustained: true, feasible: false });
  });

  it('takes what a rule has done for possible, where the search found less', () => {
    vi.mocked(offlineOptimum).mockReturnValueOnce({ ...UNKNOWN, score: -1, promptUpperBound: 1, upperBound: 2 });
    const rules = [loaded(fixed('low', 0)), loaded(fixed('middle', 1))];
    const [low, middle] = runScenario(makeScenario(), rules, true).rows;
    expect(low).toMatchObject({ optimumScore: middle?.score, boundScore: 1, fractionOfOptimum: 0 });
    expect(middle).toMatchObject({ optimumScore: middle?.score, regret: 0, fractionOfOptimum: 1 });
  });

  it('a score above the bound is a failure that blames the instrument, and no optimum for others', () => {
    const rules = [loaded(fixed('low', 0)), loaded(fixed('middle', 1))];
    const [low, middle] = runScenario(makeScenario(), rules, true).rows;
    const between = ((low?.score ?? 0) + (middle?.score ?? 0)) / 2;
    vi.mocked(offlineOptimum).mockReturnValueOnce({ ...UNKNOWN, score: between, promptUpperBound: between, upperBound: between });
    const { rows, failures } = runScenario(makeScenario(), rules, true);
    expect(rows).toMatchObject([{ rule: 'low', optimumScore: between, boundScore: between }]);
    expect(failures).toMatchObject([
      {
        rule: 'middle',
        error: `score ${middle?.score} is above ${between}, which no rule can exceed: the simulator or its bound is wrong, not the rule`,
      },
    ]);
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

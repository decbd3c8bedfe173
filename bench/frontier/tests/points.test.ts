import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadApart } from '../../report/charts/spread.ts';
import type { Comparison, GroupSummary, RuleSummary } from '../../statistics/index.ts';
import { beatenBy, COSTS, endsOf, PICTURE, type Point, pairedEndsOf, pointsOf } from '../points.ts';

const stalls = COSTS[0] as (typeof COSTS)[number];
const summaryOf = (rule: string, utility: number, cost: number, score = 0): RuleSummary =>
  ({
    rule,
    metrics: { meanUtility: { mean: utility }, stallCount: { mean: cost }, totalBytes: { mean: 5e6 }, score: { mean: score } },
    intervals: { totalBytes: [4e6, 6e6] },
  }) as unknown as RuleSummary;
const point = (rule: string, utility: number, cost: number): Point => ({
  rule,
  isOurs: false,
  preference: undefined,
  summary: summaryOf(rule, utility, cost),
  comparison: undefined,
});

const places = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { minLength: 1, maxLength: 12 });

describe('the frontier', () => {
  it('is never empty, and each point off it is beaten by one on it', () => {
    fc.assert(
      fc.property(places, (list) => {
        const points = list.map(([utility, cost], i) => point(`r${i}`, utility, cost));
        const on = points.filter((each) => beatenBy(each, points, stalls).length === 0).map(({ rule }) => rule);
        expect(on.length).toBeGreaterThan(0);
        for (const each of points) {
          const better = beatenBy(each, points, stalls);
          expect(better).not.toContain(each.rule);
          if (!on.includes(each.rule)) expect(better.some((rule) => on.includes(rule))).toBe(true);
        }
      }),
    );
  });

  it('beats by a better picture for the same cost and by a lower cost for the same picture, not by a trade', () => {
    const one = point('one', 0.5, 1);
    const beats = (other: Point): boolean => beatenBy(one, [one, other], stalls).length > 0;
    expect(beats(point('other', 0.6, 1))).toBe(true);
    expect(beats(point('other', 0.5, 0.9))).toBe(true);
    expect(beats(point('other', 0.6, 1.1))).toBe(false);
    expect(beats(point('other', 0.5, 1))).toBe(false);
  });

  it('has ours along the slider first, then the others, best score first', () => {
    const rules = ['z', 'safe', 'a', 'saver', 'balanced'].map((rule, i) => summaryOf(rule, 0.5, 1, -i));
    const positions = [
      { name: 'balanced', options: {}, preference: 0.5 },
      { name: 'safe', options: {}, preference: 1 },
      { name: 'saver', options: {} },
    ];
    const points = pointsOf({ rules, comparisons: [] } as unknown as GroupSummary, positions);
    expect(points.map(({ rule }) => rule)).toEqual(['balanced', 'safe', 'saver', 'z', 'a']);
    expect(points.map(({ preference }) => preference)).toEqual([0.5, 1, undefined, undefined, undefined]);
  });

  it('shows intervals in the unit of the metric', () => {
    expect(endsOf(point('one', 0.5, 1), COSTS[2] as (typeof COSTS)[number])).toEqual([4, 6]);
  });

  it('draws the interval of the difference round the mean of the baseline, and none for the baseline itself', () => {
    const comparison = { metrics: { meanUtility: { baselineMean: 0.6, interval: [-0.2, -0.1] } } } as unknown as Comparison;
    const [low, high] = pairedEndsOf({ ...point('one', 0.45, 1), comparison }, PICTURE);
    expect([low, high]).toEqual([expect.closeTo(0.4, 12), expect.closeTo(0.5, 12)]);
    expect(pairedEndsOf(point('one', 0.45, 1), PICTURE)).toEqual([0.45, 0.45]);
  });
});

describe('labels', () => {
  it('do not overlap, keep their order and stay inside where there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 20 }), (heights) => {
        const sorted = [...heights].sort((a, b) => a - b);
        const places = spreadApart(sorted, 300, 13);
        places.slice(1).forEach((place, i) => void expect(place - (places[i] as number)).toBeGreaterThanOrEqual(13 - 1e-9));
        for (const place of places) expect(place).toBeLessThanOrEqual(300);
      }),
    );
  });
});

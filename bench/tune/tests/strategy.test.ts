import { createRandomStream } from 'evenkeel/link';
import { describe, expect, it } from 'vitest';
import { advance, defaultPopulation, propose, ranked, type StrategyState, startStrategy } from '../strategy.ts';

type Valley = (point: readonly number[]) => number;

const sphere: Valley = (point) => -point.reduce((sum, x) => sum + (x - 1) ** 2, 0);
/** The last axis is a thousand times as steep as the first. */
const ellipsoid: Valley = (point) => -point.reduce((sum, x, i) => sum + 10 ** ((6 * i) / (point.length - 1)) * (x - 1) ** 2, 0);

function climb(value: Valley, generations: number, { dimension = 8, seed = 1 } = {}): StrategyState {
  let state = startStrategy(new Array(dimension).fill(0), 0.5);
  const random = createRandomStream(seed);
  for (let i = 0; i < generations; i += 1) {
    const points = propose(state, defaultPopulation(dimension), random);
    state = advance(state, ranked(points, points.map(value)));
  }
  return state;
}
const distance = ({ mean }: StrategyState): number => Math.max(...mean.map((x) => Math.abs(x - 1)));

describe('the strategy', () => {
  it.each([1, 2, 3])('finds the top of a sphere (seed %i)', (seed) => {
    expect(distance(climb(sphere, 200, { seed }))).toBeLessThan(1e-6);
  });

  it.each([1, 2, 3])('finds the top of a badly scaled ellipsoid, and the scales of its axes (seed %i)', (seed) => {
    const end = climb(ellipsoid, 500, { seed });
    expect(distance(end)).toBeLessThan(1e-4);
    // Variances go with one over the curvature: a million, from the first axis to the last.
    expect((end.variances[0] as number) / (end.variances[7] as number)).toBeGreaterThan(1e4);
  });

  it('needs few tries in many dimensions', () => {
    expect(sphere(climb(sphere, 60, { dimension: 46 }).mean)).toBeGreaterThan(0.2 * sphere(new Array(46).fill(0)));
  });

  it('works in one dimension', () => {
    expect(distance(climb(sphere, 120, { dimension: 1 }))).toBeLessThan(1e-6);
  });

  it('gives the same for the same seed, and other points for another', () => {
    expect(climb(ellipsoid, 30)).toEqual(climb(ellipsoid, 30));
    expect(climb(ellipsoid, 30, { seed: 2 }).mean).not.toEqual(climb(ellipsoid, 30).mean);
  });

  it('sees ranks only: any rising function of the value changes nothing', () => {
    const plain = climb(ellipsoid, 40);
    expect(climb((point) => Math.atan(ellipsoid(point) / 1e9), 40)).toEqual(plain);
    expect(climb((point) => -((-ellipsoid(point)) ** 0.1) * 1e5 - 7, 40)).toEqual(plain);
  });

  it('follows a shift: nothing depends on where the origin is', () => {
    const far = 64;
    const shifted: Valley = (point) => sphere(point.map((x) => x - far));
    let state = startStrategy(new Array(8).fill(far), 0.5);
    const random = createRandomStream(1);
    for (let i = 0; i < 20; i += 1) {
      const points = propose(state, defaultPopulation(8), random);
      state = advance(state, ranked(points, points.map(shifted)));
    }
    const plain = climb(sphere, 20);
    state.mean.forEach((x, i) => void expect(x - far).toBeCloseTo(plain.mean[i] as number, 8));
  });

  it('is plain data: through JSON and on, it goes the same way', () => {
    const half = climb(sphere, 15);
    const copy = JSON.parse(JSON.stringify(half)) as StrategyState;
    const next = (state: StrategyState): StrategyState => {
      const points = propose(state, 10, createRandomStream(9));
      return advance(state, ranked(points, points.map(sphere)));
    };
    expect(next(copy)).toEqual(next(half));
  });
});

describe('ranking', () => {
  const points = [[0], [1], [2], [3], [4]];

  it('puts the highest first, and of equal ones the earlier', () => {
    expect(ranked(points, [1, 3, 3, 2, 0])).toEqual([[1], [2], [3], [0], [4]]);
  });

  it('puts what failed, and what is no number, last', () => {
    expect(ranked(points, [Number.NaN, -5, Number.NEGATIVE_INFINITY, 0, -9])).toEqual([[3], [1], [4], [0], [2]]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { middle95 } from '../bootstrap.ts';
import { distribution, quantile, selectInPlace } from '../quantile.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

describe('quantile', () => {
  test.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 0.05, 1.15],
    [[1, 2, 3, 4], 0.95, 3.85],
    [[10, 20, 40], 0.25, 15],
    [[10, 20, 40], 0.75, 30],
    [[7], 0.99, 7],
    [[0, 0, 0, 9], 1, 9],
  ])('of %j at %d is %d by hand', (values, share, expected) => {
    expect(quantile(sorted(values), share)).toBeCloseTo(expected, 12);
  });

  test('of nothing is no number', () => {
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  test('never falls as the share rises, and stays within the values', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (values, a, b) => {
        const all = sorted(values);
        const [low, high] = [quantile(all, Math.min(a, b)), quantile(all, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(low).toBeGreaterThanOrEqual(all[0] as number);
        expect(high).toBeLessThanOrEqual(all.at(-1) as number);
      }),
    );
  });
});

describe('selectInPlace', () => {
  test('finds what sorting finds, and parts the rest', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (values, draw) => {
        const rank = draw % values.length;
        const found = Float64Array.from(values);
        expect(selectInPlace(found, rank)).toBe(sorted(values)[rank]);
        expect(Math.max(...found.subarray(0, rank), Number.NEGATIVE_INFINITY)).toBeLessThanOrEqual(found[rank] as number);
        expect(Math.min(...found.subarray(rank))).toBe(found[rank]);
      }),
    );
  });
});

describe('middle95', () => {
  test('agrees with quantiles of the sorted values, without NaN', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const all = sorted(values);
        const found = middle95(Float64Array.from([...values, Number.NaN]));
        // To seven digits.
        for (const [i, share] of [0.025, 0.975].entries()) {
          const expected = quantile(all, share);
          expect(Math.abs((found?.[i] as number) - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
        }
      }),
    );
  });

  test('has no ends where there is nothing, or where an end is infinite', () => {
    expect(middle95(new Float64Array(0))).toBeNull();
    expect(middle95(Float64Array.of(1, 2, Number.POSITIVE_INFINITY))).toBeNull();
  });
});

describe('distribution', () => {
  const upTo = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => count - i);

  test('takes the worst tenth from the bad end, rounded up', () => {
    expect(distribution(upTo(20), 'lower').worstTenth).toBe(19.5);
    expect(distribution(upTo(20), 'higher').worstTenth).toBe(1.5);
    expect(distribution(upTo(11), 'higher').worstTenth).toBe(1.5);
    expect(distribution(upTo(1), 'higher').worstTenth).toBe(1);
  });

  test('agrees with sorting everything', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const all = sorted(values);
        const found = distribution(Float64Array.from(values), 'higher');
        const tail = all.subarray(0, Math.ceil(all.length / 10));
        const places = [found.p5, found.p50, found.p95, found.p99] as number[];
        for (const [i, share] of [0.05, 0.5, 0.95, 0.99].entries()) expect(places[i]).toBeCloseTo(quantile(all, share), 6);
        expect(found.worstTenth).toBeCloseTo(tail.reduce((sum, value) => sum + value, 0) / tail.length, 6);
      }),
    );
  });

  test('leaves out sessions without the figure', () => {
    expect(distribution(Float64Array.of(Number.NaN, 3, 1, Number.NaN), 'lower')).toMatchObject({ count: 2, mean: 2, p50: 2 });
  });

  test('of nothing is null throughout', () => {
    expect(distribution(Float64Array.of(Number.NaN), 'lower')).toEqual({
      count: 0,
      mean: null,
      p5: null,
      p50: null,
      p95: null,
      p99: null,
      worstTenth: null,
    });
  });
});

/** What is told as the chance of a stall: a chance, and one that moves as it must. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reserveOf, stallRiskOf } from '../stall-risk.ts';

const seconds = fc.double({ min: -5, max: 120, noNaN: true });
const bits = fc.double({ min: 1e4, max: 1e9, noNaN: true });
const rate = fc.double({ min: 1e3, max: 1e9, noNaN: true });
const error = fc.double({ min: 0.02, max: 3, noNaN: true });
const riskOf = (availableSeconds: number, sizeBits: number, medianBitsPerSecond: number, deviation: number): number =>
  stallRiskOf(reserveOf(availableSeconds, sizeBits, medianBitsPerSecond), deviation);
const more = fc.double({ min: 1.01, max: 10, noNaN: true });

describe('the risk of a stall', () => {
  it('is a chance, and never certain either way while there is time', () => {
    fc.assert(
      fc.property(seconds, bits, rate, error, (available, size, median, s) => {
        const risk = riskOf(available, size, median, s);
        expect(risk).toBeGreaterThan(0);
        expect(risk).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('rises with the bits to load, falls with the buffer and with the rate', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 60, noNaN: true }), bits, rate, error, more, (available, size, median, s, factor) => {
        const risk = riskOf(available, size, median, s);
        expect(riskOf(available, size * factor, median, s)).toBeGreaterThanOrEqual(risk);
        expect(riskOf(available * factor, size, median, s)).toBeLessThanOrEqual(risk);
        expect(riskOf(available, size, median * factor, s)).toBeLessThanOrEqual(risk);
      }),
    );
  });

  it('is the more certain the steadier the link has been, on either side of just in time', () => {
    const risk = (available: number, s: number): number => riskOf(available, 4e6, 1e6, s);
    expect(risk(8, 0.05)).toBeLessThan(risk(8, 0.5));
    expect(risk(2, 0.05)).toBeGreaterThan(risk(2, 0.5));
    expect(risk(4, 0.05)).toBeCloseTo(risk(4, 0.5), 6);
  });
});

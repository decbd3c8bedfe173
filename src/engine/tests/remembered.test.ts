/** What earlier visits tell counts for the first decision, and only until something is measured. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAbrEngine, createNetworkMemory, DEFAULT_CONFIG, type NetworkMemory, type RememberedRate } from '../index.ts';
import { makeSample, makeSituation } from './make.ts';

const START = { currentIndex: -1, bufferSeconds: 0, playing: false };
const engineWith = (remembered?: RememberedRate) => {
  const memory: NetworkMemory = { ...createNetworkMemory(), ...(remembered && { remembered }) };
  return createAbrEngine(DEFAULT_CONFIG, memory);
};
const startWith = (remembered?: RememberedRate, guess?: number): number =>
  engineWith(remembered).decide(makeSituation({ ...START, priorRateBitsPerSecond: guess })).index;

const rate = fc.double({ min: 1e5, max: 1e8, noNaN: true });
const deviation = fc.double({ min: 0.05, max: 0.7, noNaN: true });

describe('a remembered rate', () => {
  test('decides the start, before the platform`s guess', () => {
    expect(startWith({ rateBitsPerSecond: 1e7, logDeviation: 0.3 })).toBeGreaterThan(startWith());
    expect(startWith({ rateBitsPerSecond: 1e7, logDeviation: 0.3 }, 1e6)).toBe(startWith({ rateBitsPerSecond: 1e7, logDeviation: 0.3 }));
    expect(startWith({ rateBitsPerSecond: 3e5, logDeviation: 0.3 }, 1e7)).toBe(0);
  });

  test('a faster or a surer one never starts lower', () => {
    fc.assert(
      fc.property(rate, fc.double({ min: 1, max: 20, noNaN: true }), deviation, deviation, (base, factor, a, b) => {
        const start = startWith({ rateBitsPerSecond: base, logDeviation: a });
        expect(startWith({ rateBitsPerSecond: base * factor, logDeviation: a })).toBeGreaterThanOrEqual(start);
        expect(startWith({ rateBitsPerSecond: base, logDeviation: Math.min(a, b) })).toBeGreaterThanOrEqual(start);
      }),
    );
  });

  test('counts for nothing once something was measured', () => {
    fc.assert(
      fc.property(rate, deviation, rate, (rateBitsPerSecond, logDeviation, measured) => {
        const [with_, without] = [engineWith({ rateBitsPerSecond, logDeviation }), engineWith()];
        for (const engine of [with_, without]) engine.addSample(makeSample(measured, 99));
        expect(with_.decide(makeSituation())).toEqual(without.decide(makeSituation()));
        expect(with_.forecast(100)).toEqual(without.forecast(100));
      }),
    );
  });

  test('no guess from outside makes a forecast that is not a number', () => {
    const anything = fc.oneof(fc.double(), fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1.7e308));
    fc.assert(
      fc.property(anything, anything, anything, (rateBitsPerSecond, logDeviation, guess) => {
        for (const engine of [engineWith({ rateBitsPerSecond, logDeviation }), engineWith()]) {
          const { forecast, candidates } = engine.decide(makeSituation({ ...START, priorRateBitsPerSecond: guess }));
          expect([...Object.values(forecast.next), ...candidates.map(({ total }) => total)].every(Number.isFinite)).toBe(true);
          expect(forecast.next.lowBitsPerSecond).toBeGreaterThan(0);
        }
      }),
    );
  });
});

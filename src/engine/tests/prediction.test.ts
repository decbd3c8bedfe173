import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../index.ts';
import { EMPTY_PREDICTION, forecastThroughput, type PredictionState, updatePrediction } from '../prediction.ts';
import { makeSample } from './make.ts';

const config = DEFAULT_CONFIG.prediction;
const learn = (rates: readonly number[], stepSeconds = 4): PredictionState =>
  rates.reduce((state, rate, i) => updatePrediction(state, makeSample(rate, i * stepSeconds), config).state, EMPTY_PREDICTION);
const rate = fc.double({ min: 100_000, max: 100_000_000, noNaN: true });

describe('laws of the prediction', () => {
  test('a constant rate in gives the same rate out, for the next segment and for the window', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 40 }), (constant, count) => {
        const forecast = forecastThroughput(learn(Array(count).fill(constant)), count * 4, config);
        expect(forecast.next.medianBitsPerSecond / constant).toBeCloseTo(1, 6);
        expect(forecast.window.medianBitsPerSecond / constant).toBeCloseTo(1, 6);
      }),
    );
  });

  test('the forecast lies between the slowest and the fastest sample', () => {
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 30 }), (rates) => {
        const { next, window } = forecastThroughput(learn(rates), rates.length * 4, config);
        for (const { medianBitsPerSecond } of [next, window]) {
          expect(medianBitsPerSecond).toBeGreaterThanOrEqual(Math.min(...rates) * 0.999);
          expect(medianBitsPerSecond).toBeLessThanOrEqual(Math.max(...rates) * 1.001);
        }
      }),
    );
  });

  test('quantiles are ordered and finite', () => {
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 30 }), (rates) => {
        const forecast = forecastThroughput(learn(rates), 200, config);
        for (const range of [forecast.next, forecast.window]) {
          expect(range.lowBitsPerSecond).toBeGreaterThan(0);
          expect(range.lowBitsPerSecond).toBeLessThan(range.medianBitsPerSecond);
          expect(range.medianBitsPerSecond).toBeLessThan(range.highBitsPerSecond);
          expect(range.highBitsPerSecond).toBeLessThan(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  test('a faster link is never forecast slower', () => {
    // Fast enough to tell apart, slow enough that no transfer is so short that a cache must be suspected.
    const believableRate = fc.double({ min: 100_000, max: 40_000_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(believableRate, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (rates, factor) => {
          const slow = forecastThroughput(learn(rates), 100, config).next.medianBitsPerSecond;
          const fast = forecastThroughput(learn(rates.map((value) => value * factor)), 100, config).next.medianBitsPerSecond;
          expect(fast).toBeGreaterThanOrEqual(slow * 0.999);
        },
      ),
    );
  });

  test('time on the wall fades memory: after a long gap the new sample speaks alone', () => {
    const before = updatePrediction(EMPTY_PREDICTION, makeSample(10_000_000, 0), config).state;
    const after = updatePrediction(before, makeSample(1_000_000, 1800), config).state;
    expect(forecastThroughput(after, 1800, config).next.medianBitsPerSecond / 1_000_000).toBeCloseTo(1, 2);
  });

  test('silence widens the interval, and the longer the window the less it matters', () => {
    const width = (atSeconds: number, windowSeconds = 30): number => {
      const { next } = forecastThroughput(learn(Array(8).fill(5_000_000)), atSeconds, { ...config, windowSeconds });
      return next.highBitsPerSecond / next.lowBitsPerSecond;
    };
    expect(width(100)).toBeGreaterThan(width(30) * 1.1);
    expect(width(100, 120)).toBeLessThan(width(100, 5));
  });

  test('the longer the window, the nearer its median to the long-run mean', () => {
    const falling = learn([...Array(10).fill(8_000_000), 1_000_000]);
    const window = (windowSeconds: number): number =>
      forecastThroughput(falling, 44, { ...config, windowSeconds }).window.medianBitsPerSecond;
    expect(window(120)).toBeGreaterThan(window(30));
    expect(window(30)).toBeGreaterThan(window(5));
  });

  test('surprises widen the interval, calm narrows it', () => {
    const deviation = (rates: readonly number[]): number => forecastThroughput(learn(rates), 200, config).logErrorDeviation;
    const calm = deviation(Array(20).fill(5_000_000));
    const wild = deviation(Array.from({ length: 20 }, (_, i) => (i % 2 ? 1_000_000 : 9_000_000)));
    expect(wild).toBeGreaterThan(calm * 3);
  });
});

describe('what is not learnt from', () => {
  const known = learn([2_000_000, 2_000_000, 2_000_000]);
  const refuse = (change: Parameters<typeof makeSample>[2], rateBitsPerSecond = 2_000_000): string => {
    const { state, verdict } = updatePrediction(known, makeSample(rateBitsPerSecond, 20, change), config);
    expect(forecastThroughput(state, 20, config).next).toEqual(forecastThroughput(known, 20, config).next);
    return verdict.accepted ? 'accepted' : verdict.reason;
  };
  test('each kind of bad sample is refused with its reason', () => {
    expect(refuse({ sizeBits: Number.NaN })).toBe('not-finite');
    expect(refuse({ transferSeconds: Number.POSITIVE_INFINITY })).toBe('not-finite');
    expect(refuse({ ttfbSeconds: -1 })).toBe('negative');
    expect(refuse({ sizeBits: 0 })).toBe('empty');
    expect(refuse({ sizeBits: 8_000, transferSeconds: 0.004 })).toBe('too-short');
    expect(refuse({ fromCache: true })).toBe('from-cache');
    expect(refuse({ kind: 'audio' })).toBe('beside-main');
    expect(refuse({ atSeconds: -50 })).toBe('clock-went-back');
    expect(refuse({ sizeBits: 4_000_000, transferSeconds: 0.005, ttfbSeconds: 0.002 })).toBe('implausibly-fast');
  });

  test('a short fast transfer is believed only so far, but recovery is still learnt', () => {
    const { verdict } = updatePrediction(known, makeSample(0, 20, { sizeBits: 400_000, transferSeconds: 0.02 }), config);
    expect(verdict).toMatchObject({ accepted: true });
    if (verdict.accepted) expect(verdict.rateBitsPerSecond).toBeLessThan(20_000_000);
    // Three times what is believed, and more after 12 s without news.
    if (verdict.accepted) expect(verdict.rateBitsPerSecond).toBeCloseTo(2_000_000 * 3 * 2 ** (12 / 20), -4);
  });

  test('a page that always sees headers and body together still learns the rate of the link', () => {
    let state = updatePrediction(
      EMPTY_PREDICTION,
      makeSample(0, 0, { sizeBits: 8_000, transferSeconds: 0, ttfbSeconds: 0.05 }),
      config,
    ).state;
    for (let i = 1; i <= 20; i++) {
      const late = makeSample(0, 4 * i, { sizeBits: 4_000_000, transferSeconds: 0, ttfbSeconds: 2.05 });
      state = updatePrediction(state, late, config).state;
    }
    expect(forecastThroughput(state, 80, config).next.medianBitsPerSecond / 2_000_000).toBeCloseTo(1, 1);
  });

  test('before any video, audio is better than a guess', () => {
    const { state, verdict } = updatePrediction(EMPTY_PREDICTION, makeSample(3_000_000, 1, { kind: 'audio' }), config);
    expect(verdict.accepted).toBe(true);
    expect(forecastThroughput(state, 1, config).sampleCount).toBe(1);
  });

  test('a body too short for a rate still teaches the time to first byte', () => {
    const { state, verdict } = updatePrediction(
      EMPTY_PREDICTION,
      makeSample(0, 1, { sizeBits: 8_000, transferSeconds: 0.001, ttfbSeconds: 0.4 }),
      config,
    );
    expect(verdict).toEqual({ accepted: false, reason: 'too-short' });
    const forecast = forecastThroughput(state, 1, config);
    expect(forecast.rttSeconds).toBeCloseTo(0.4);
    expect(forecast.sampleCount).toBe(0);
  });
});

test('a first transfer whose headers came late is measured over the whole request', () => {
  const sample = makeSample(0, 1, { sizeBits: 380_000, transferSeconds: 0.0003, ttfbSeconds: 0.19 });
  const { state } = updatePrediction(EMPTY_PREDICTION, sample, config);
  expect(forecastThroughput(state, 1, config).next.medianBitsPerSecond / 2_000_000).toBeCloseTo(1, 1);
});

describe('hosts', () => {
  test('each host has its own memory; a new one inherits from the last', () => {
    const onA = updatePrediction(EMPTY_PREDICTION, makeSample(8_000_000, 0, { host: 'a' }), config).state;
    expect(forecastThroughput(onA, 1, config, 'b').next.medianBitsPerSecond).toBeCloseTo(8_000_000, -1);
    const both = updatePrediction(onA, makeSample(1_000_000, 300, { host: 'b' }), config).state;
    expect(forecastThroughput(both, 300, config, 'a').next.medianBitsPerSecond).toBeCloseTo(8_000_000, -1);
    expect(forecastThroughput(both, 300, config, 'b').next.medianBitsPerSecond).toBeLessThan(2_000_000);
  });

  test('memory of hosts is bounded', () => {
    let state = EMPTY_PREDICTION;
    for (let i = 0; i < 100; i++) state = updatePrediction(state, makeSample(1_000_000, i, { host: `host-${i}` }), config).state;
    expect(state.hosts.size).toBeLessThanOrEqual(8);
    expect(state.hosts.has('host-99')).toBe(true);
  });
});

test('before any sample the prior speaks, with a wide interval', () => {
  const guess = forecastThroughput(EMPTY_PREDICTION, 0, config, undefined, 6_000_000);
  expect(guess.next.medianBitsPerSecond).toBeCloseTo(6_000_000, -1);
  expect(guess.next.highBitsPerSecond / guess.next.lowBitsPerSecond).toBeGreaterThan(10);
});

/**
 * Laws of order: what is better never makes the choice worse. Precisely which forms hold, and which do not:
 *
 * - The same transfers bringing `f` times the bits: a law for every history.
 * - The same bits at `f` times the rate: a law as long as no transfer is shorter than 30 ms. Below that a transfer may
 *   owe its speed to a cache or a busy main thread, and is capped or refused, so a faster history may teach less.
 * - More buffer, slower playback: laws while playback runs. At a start or after a seek a little more in the buffer turns
 *   "start soon" into "do not stall", which is another question.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AbrEngine, createAbrEngine, createNetworkMemory, DEFAULT_CONFIG, type Situation } from '../index.ts';
import { tries } from './journey.ts';
import { makeRendition, makeSample, makeSituation } from './make.ts';

const SEGMENT_BITS = 4e6;
/** At eight times this rate a segment still takes more than 30 ms. */
const MAX_RATE = 1.5e7;

const rates = fc
  .uniqueArray(fc.integer({ min: 100_000, max: 20_000_000 }), { minLength: 2, maxLength: 8 })
  .map((list) => list.sort((a, b) => a - b));
/** From the lowest rung up, so that a greater index is a greater rate. */
const situation: fc.Arbitrary<Situation> = fc
  .record({
    rates,
    current: fc.nat(7),
    bufferSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
    maxBufferSeconds: fc.constantFrom(6, 10, 30, 60, 600),
    segmentSeconds: fc.constantFrom(1, 2, 4, 6, 10),
    playbackRate: fc.constantFrom(0.5, 1, 2),
    playing: fc.boolean(),
    isLive: fc.boolean(),
    remaining: fc.constantFrom(Number.POSITIVE_INFINITY, 20, 300),
  })
  .map(({ rates, current, isLive, remaining, ...rest }) =>
    makeSituation({
      ...rest,
      renditions: rates.map((rate, index) => makeRendition(rate, { id: String(index) })),
      currentIndex: Math.min(current, rates.length - 1),
      remainingSeconds: isLive ? Number.POSITIVE_INFINITY : remaining,
      live: isLive ? { latencySeconds: 8, targetLatencySeconds: 6 } : undefined,
    }),
  );
const playing = situation.map((each) => ({ ...each, playing: true }));
const rate = fc.double({ min: 5e4, max: MAX_RATE, noNaN: true });
const history = fc.array(rate, { minLength: 1, maxLength: 12 });
const factor = fc.double({ min: 1, max: 8, noNaN: true });
/** Decisions made before: the first few may take larger steps. */
const earlier = fc.constantFrom(0, 6);

/** An engine that has seen transfers at these rates, `sizeFactor` times as large, and was asked a few times. */
function engineAfter(at: Situation, past: readonly number[], asked: number, sizeFactor = 1): AbrEngine {
  const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
  past.forEach((each, i) => {
    const change = { sizeBits: SEGMENT_BITS * sizeFactor, transferSeconds: SEGMENT_BITS / each };
    engine.addSample(makeSample(each, at.atSeconds - 4 * (past.length - i), change));
  });
  for (let i = 0; i < asked; i++) engine.decide(at);
  return engine;
}

describe('more bandwidth never lowers the choice', () => {
  test('a constant rate, and one that is higher', () => {
    fc.assert(
      fc.property(situation, rate, factor, fc.integer({ min: 1, max: 12 }), earlier, (at, one, f, count, asked) => {
        const choice = (each: number): number => engineAfter(at, Array(count).fill(each), asked).decide(at).index;
        expect(choice(one * f)).toBeGreaterThanOrEqual(choice(one));
      }),
      tries(200),
    );
  });

  test('any history, and the same transfers bringing more bits; the forecast scales exactly', () => {
    fc.assert(
      fc.property(situation, history, factor, earlier, (at, past, f, asked) => {
        const low = engineAfter(at, past, asked).decide(at);
        const high = engineAfter(at, past, asked, f).decide(at);
        expect(high.forecast.next.medianBitsPerSecond / low.forecast.next.medianBitsPerSecond / f).toBeCloseTo(1, 6);
        expect(high.forecast.logErrorDeviation).toBeCloseTo(low.forecast.logErrorDeviation, 6);
        expect(high.index).toBeGreaterThanOrEqual(low.index);
      }),
      tries(300),
    );
  });

  test('any history, and the same bits coming faster', () => {
    fc.assert(
      fc.property(situation, history, factor, earlier, (at, past, f, asked) => {
        const choice = (by: number): number => {
          const faster = past.map((each) => each * by);
          return engineAfter(at, faster, asked).decide(at).index;
        };
        expect(choice(f)).toBeGreaterThanOrEqual(choice(1));
      }),
      tries(300),
    );
  });
});

describe('limits', () => {
  const capped = (at: Situation, cap: number): Situation => ({
    ...at,
    renditions: at.renditions.map((each, index) => ({ ...each, allowed: index <= cap })),
  });

  test('a lower cap is obeyed at once, and never raises the choice', () => {
    fc.assert(
      fc.property(situation, history, fc.nat(7), earlier, (at, past, cap, asked) => {
        const engine = engineAfter(at, past, asked);
        const limited = engine.decide(capped(at, cap)).index;
        expect(limited).toBeLessThanOrEqual(Math.min(cap, at.renditions.length - 1));
        expect(limited).toBeLessThanOrEqual(engineAfter(at, past, asked).decide(at).index);
      }),
      tries(300),
    );
  });

  test('a step taken is not taken back before anything new is known', () => {
    fc.assert(
      fc.property(situation, history, earlier, (at, past, asked) => {
        const engine = engineAfter(at, past, asked);
        const first = engine.decide(at).index;
        const second = engine.decide({ ...at, currentIndex: first }).index;
        if (first > at.currentIndex) expect(second).toBeGreaterThanOrEqual(first);
        if (first < at.currentIndex) expect(second).toBeLessThanOrEqual(first);
      }),
      tries(300),
    );
  });
});

describe('while playback runs', () => {
  test('more in the buffer never lowers the choice', () => {
    fc.assert(
      fc.property(playing, history, fc.double({ min: 0, max: 30, noNaN: true }), earlier, (at, past, more, asked) => {
        const choice = (extra: number): number =>
          engineAfter(at, past, asked).decide({ ...at, bufferSeconds: at.bufferSeconds + extra }).index;
        expect(choice(more)).toBeGreaterThanOrEqual(choice(0));
      }),
      tries(300),
    );
  });

  test('faster playback never raises it', () => {
    fc.assert(
      fc.property(playing, history, fc.double({ min: 1, max: 4, noNaN: true }), earlier, (at, past, faster, asked) => {
        const choice = (by: number): number => engineAfter(at, past, asked).decide({ ...at, playbackRate: at.playbackRate * by }).index;
        expect(choice(faster)).toBeLessThanOrEqual(choice(1));
      }),
      tries(300),
    );
  });
});

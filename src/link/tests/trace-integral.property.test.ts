import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrace } from '../trace.ts';
import { bitsBetween, rateAt, secondsWhenThrough } from '../trace-integral.ts';
import { anyTrace, PACKET_BITS, relativeGap } from './arbitraries.ts';

const instant = fc.double({ min: 0, max: 500, noNaN: true });

describe('the integral of a trace', () => {
  it('is additive: from a to c is from a to b and from b to c', () => {
    fc.assert(
      fc.property(anyTrace, fc.tuple(instant, instant, instant), (trace, times) => {
        const [a, b, c] = [...times].sort((x, y) => x - y) as [number, number, number];
        expect(relativeGap(bitsBetween(trace, a, c), bitsBetween(trace, a, b) + bitsBetween(trace, b, c), PACKET_BITS)).toBeLessThan(1e-9);
      }),
    );
  });

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(anyTrace, instant, fc.double({ min: 1, max: 1e9, noNaN: true }), (trace, from, bits) => {
        const until = secondsWhenThrough(trace, from, bits);
        expect(until).toBeGreaterThanOrEqual(from);
        expect(relativeGap(bitsBetween(trace, from, until), bits, PACKET_BITS)).toBeLessThan(1e-8);
      }),
    );
  });

  it('agrees with the rate on short steps', () => {
    const trace = createTrace({
      name: 'two',
      segments: [
        { durationSeconds: 2, rateBitsPerSecond: 5 },
        { durationSeconds: 1, rateBitsPerSecond: 1 },
      ],
    });
    expect([0, 1.9, 2, 2.9, 3, 5.5].map((at) => rateAt(trace, at))).toEqual([5, 5, 1, 1, 5, 1]);
    expect(bitsBetween(trace, 1, 7)).toBe(5 + 1 + 11 + 5);
    expect(bitsBetween(trace, 4, 4)).toBe(0);
  });

  it('holds the last rate when the trace does not loop', () => {
    const trace = createTrace({
      name: 'once',
      loops: false,
      segments: [
        { durationSeconds: 1, rateBitsPerSecond: 8 },
        { durationSeconds: 1, rateBitsPerSecond: 2 },
      ],
    });
    expect(rateAt(trace, 100)).toBe(2);
    expect(bitsBetween(trace, 0, 5)).toBe(16);
    expect(secondsWhenThrough(trace, 0, 16)).toBe(5);
  });

  it('answers never for a link that stays down', () => {
    const down = createTrace({ name: 'down', segments: [{ durationSeconds: 1, rateBitsPerSecond: 0 }] });
    const dies = createTrace({
      name: 'dies',
      loops: false,
      segments: [
        { durationSeconds: 1, rateBitsPerSecond: 8 },
        { durationSeconds: 1, rateBitsPerSecond: 0 },
      ],
    });
    expect(secondsWhenThrough(down, 3, 1)).toBe(Infinity);
    expect(secondsWhenThrough(dies, 0, 8)).toBe(1);
    expect(secondsWhenThrough(dies, 0, 8.5)).toBe(Infinity);
  });

  it('ends at the last bit, not after the outage that follows it', () => {
    const trace = createTrace({
      name: 'gap',
      segments: [
        { durationSeconds: 1, rateBitsPerSecond: 8 },
        { durationSeconds: 9, rateBitsPerSecond: 0 },
      ],
    });
    expect(secondsWhenThrough(trace, 0, 8)).toBe(1);
    expect(secondsWhenThrough(trace, 0, 80)).toBe(91);
  });
});

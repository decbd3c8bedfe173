import fc from 'fast-check';
import type { NetworkTrace } from '../trace.ts';
import { createTrace } from '../trace.ts';

/** A trace of 1..12 spans with some outages, always able to carry bits. */
export const anyTrace: fc.Arbitrary<NetworkTrace> = fc
  .record({
    loops: fc.boolean(),
    segments: fc.array(
      fc.record({
        durationSeconds: fc.double({ min: 0.01, max: 20, noNaN: true }),
        rateBitsPerSecond: fc.oneof(
          { weight: 1, arbitrary: fc.constant(0) },
          { weight: 4, arbitrary: fc.double({ min: 1e4, max: 5e7, noNaN: true }) },
        ),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    lastRate: fc.double({ min: 1e4, max: 5e7, noNaN: true }),
  })
  .map(({ loops, segments, lastRate }) =>
    createTrace({ name: 'any', loops, segments: [...segments, { durationSeconds: 1, rateBitsPerSecond: lastRate }] }),
  );

/** A transfer as a test asks for it. */
export interface Ask {
  readonly openSeconds: number;
  readonly sizeBits: number;
  /** When the client gives up, seconds after opening; undefined never. */
  readonly abortAfterSeconds: number | undefined;
}

/** 1..8 transfers in order of opening. */
export const anyAsks: fc.Arbitrary<readonly Ask[]> = fc
  .array(
    fc.record({
      openSeconds: fc.double({ min: 0, max: 40, noNaN: true }),
      sizeBits: fc.double({ min: 0, max: 2e7, noNaN: true }),
      abortAfterSeconds: fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: undefined, freq: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((asks) => [...asks].sort((a, b) => a.openSeconds - b.openSeconds));

/**
 * |a - b| relative to the larger, with `floor` as the smallest yardstick.
 * For bits at far instants the floor matters: at t = 500 s a double resolves 1e-13 s, so 5e-6 bits at 50 Mbit/s.
 */
export function relativeGap(a: number, b: number, floor: number = 1): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(floor, Math.abs(a), Math.abs(b));
}

/** Yardstick for bits: one packet. */
export const PACKET_BITS: number = 12_000;

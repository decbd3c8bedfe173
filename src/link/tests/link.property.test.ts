import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Link } from '../link.ts';
import type { NetworkTrace } from '../trace.ts';
import { createTrace } from '../trace.ts';
import { bitsBetween } from '../trace-integral.ts';
import type { Transfer } from '../transfer.ts';
import type { Ask } from './arbitraries.ts';
import { anyAsks, anyTrace, PACKET_BITS, relativeGap } from './arbitraries.ts';

const rttSeconds = 0.05;
const endSeconds = 300;

/** Plays asks and aborts in order of time, advancing through `stops` in between. */
function play(trace: NetworkTrace, asks: readonly Ask[], stops: readonly number[]): Transfer[] {
  const link = new Link({ trace, rttSeconds });
  const transfers: Transfer[] = [];
  const actions: { at: number; run: () => void }[] = stops.map((at) => ({ at, run: () => link.advanceTo(at) }));
  for (const [i, ask] of asks.entries()) {
    const open = (): void => {
      transfers[i] = link.open(ask.openSeconds, ask.sizeBits);
    };
    actions.push({ at: ask.openSeconds, run: open });
    if (ask.abortAfterSeconds !== undefined) {
      const at = ask.openSeconds + ask.abortAfterSeconds;
      actions.push({ at, run: () => link.abort(transfers[i] as Transfer, at) });
    }
  }
  for (const action of actions.sort((a, b) => a.at - b.at)) action.run();
  link.advanceTo(endSeconds);
  return transfers;
}

/** Bits the trace could carry while at least one transfer was active. */
function busyBits(trace: NetworkTrace, transfers: readonly Transfer[]): number {
  const spans = transfers
    .map((t) => [t.activeSeconds, Math.min(t.endSeconds, endSeconds)] as const)
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  let bits = 0;
  let coveredUntil = 0;
  for (const [from, to] of spans) {
    const start = Math.max(from, coveredUntil);
    if (to > start) bits += bitsBetween(trace, start, to);
    coveredUntil = Math.max(coveredUntil, to);
  }
  return bits;
}

describe('laws of the shared link', () => {
  it('conserves bits: what it grants is the integral of its rate while busy', () => {
    fc.assert(
      fc.property(anyTrace, anyAsks, (trace, asks) => {
        const transfers = play(trace, asks, []);
        const granted = transfers.reduce((sum, t) => sum + t.grantedBits, 0);
        expect(relativeGap(granted, busyBits(trace, transfers), PACKET_BITS)).toBeLessThan(1e-8);
      }),
    );
  });

  it('does not care how time is cut into steps', () => {
    const stops = fc.array(fc.double({ min: 0, max: endSeconds, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(anyTrace, anyAsks, stops, (trace, asks, cuts) => {
        const once = play(trace, asks, []);
        const often = play(trace, asks, cuts);
        for (const [i, transfer] of once.entries()) {
          expect(often[i]?.state).toBe(transfer.state);
          expect(relativeGap(often[i]?.grantedBits ?? NaN, transfer.grantedBits)).toBeLessThan(1e-9);
          expect(relativeGap(often[i]?.endSeconds ?? NaN, transfer.endSeconds)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('takes rtt + bits / rate for a lone transfer at a constant rate', () => {
    const rate = fc.double({ min: 1e4, max: 1e9, noNaN: true });
    const size = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(rate, size, fc.double({ min: 0, max: 100, noNaN: true }), (rateBitsPerSecond, sizeBits, at) => {
        const link = new Link({ trace: createTrace({ name: 'flat', segments: [{ durationSeconds: 7, rateBitsPerSecond }] }), rttSeconds });
        const transfer = link.open(at, sizeBits);
        const expected = at + rttSeconds + sizeBits / rateBitsPerSecond;
        expect(relativeGap(link.secondsWhenGranted(transfer), expected)).toBeLessThan(1e-9);
        link.advanceTo(expected + 1);
        expect(relativeGap(transfer.endSeconds, expected)).toBeLessThan(1e-9);
      }),
    );
  });

  it('is fair: transfers active together for a while gain the same', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 2, max: 8 }), fc.double({ min: 0.1, max: 60, noNaN: true }), (trace, count, seconds) => {
        const link = new Link({ trace });
        const transfers = Array.from({ length: count }, () => link.open(0, 1e12));
        link.advanceTo(seconds);
        for (const t of transfers) expect(relativeGap(t.grantedBits, bitsBetween(trace, 0, seconds) / count)).toBeLessThan(1e-9);
      }),
    );
  });

  it('foretells when a transfer will have n bits', () => {
    fc.assert(
      fc.property(anyTrace, anyAsks, fc.double({ min: 0.01, max: 1, noNaN: true }), (trace, asks, share) => {
        const link = new Link({ trace, rttSeconds });
        const transfers = asks.map((ask) => link.open(0, ask.sizeBits + 1));
        const target = transfers[0] as Transfer;
        const bits = target.sizeBits * share;
        const at = link.secondsWhenGranted(target, bits);
        link.advanceTo(at);
        expect(relativeGap(target.grantedBits, bits, PACKET_BITS)).toBeLessThan(1e-8);
      }),
    );
  });
});

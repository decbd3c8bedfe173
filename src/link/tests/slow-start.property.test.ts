import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Link } from '../link.ts';
import type { SlowStart } from '../slow-start.ts';
import { createConnection } from '../slow-start.ts';
import type { NetworkTrace } from '../trace.ts';
import { createTrace } from '../trace.ts';
import { bitsBetween, secondsWhenThrough } from '../trace-integral.ts';
import type { Transfer } from '../transfer.ts';
import type { Ask } from './arbitraries.ts';
import { anyAsks, anyTrace, PACKET_BITS, relativeGap } from './arbitraries.ts';

// 160 Mbit at 10 kbit in 241 s, the least an arbitrary trace carries, take 4 million seconds.
const endSeconds = 1e7;
const anyRtt = fc.double({ min: 0.001, max: 0.5, noNaN: true });
const anyRate = fc.double({ min: 1e4, max: 1e8, noNaN: true });
const anySize = fc.double({ min: 0, max: 2e7, noNaN: true });
const anySlowStart: fc.Arbitrary<SlowStart> = fc.record({
  initialWindowBits: fc.double({ min: 1000, max: 1e6, noNaN: true }),
  idleResetSeconds: fc.constantFrom(0, 1, Infinity),
});

interface Played {
  readonly transfers: readonly Transfer[];
  /** What the link could carry while somebody shared it, bits. */
  readonly busyBits: number;
}

/** Plays asks and aborts in order, one connection for every other ask, from event to event and through `stops`. */
function play(trace: NetworkTrace, rttSeconds: number, asks: readonly Ask[], slowStart?: SlowStart, stops: readonly number[] = []): Played {
  const link = new Link({ trace, rttSeconds, ...(slowStart && { slowStart }) });
  const connections = [createConnection(), createConnection()];
  const transfers: Transfer[] = [];
  let busyBits = 0;
  const advance = (until: number): void => {
    for (;;) {
      const to = Math.min(until, link.nextEventSeconds());
      if (link.activeCount > 0) busyBits += bitsBetween(trace, link.nowSeconds, to);
      link.advanceTo(to);
      if (to >= until) return;
    }
  };
  const actions: { at: number; run: () => void }[] = stops.map((at) => ({ at, run: () => undefined }));
  for (const [i, ask] of asks.entries()) {
    const open = (): void => {
      transfers[i] = link.open(ask.openSeconds, ask.sizeBits, rttSeconds, connections[i % 2]);
    };
    actions.push({ at: ask.openSeconds, run: open });
    if (ask.abortAfterSeconds === undefined) continue;
    const at = ask.openSeconds + ask.abortAfterSeconds;
    actions.push({ at, run: () => link.abort(transfers[i] as Transfer, at) });
  }
  for (const action of actions.sort((a, b) => a.at - b.at)) {
    advance(action.at);
    action.run();
  }
  advance(endSeconds);
  return { transfers, busyBits };
}

const total = (transfers: readonly Transfer[]): number => transfers.reduce((sum, transfer) => sum + transfer.grantedBits, 0);

/** The model again, for one transfer alone: rounds as a loop. */
function aloneSeconds(trace: NetworkTrace, fromSeconds: number, sizeBits: number, rttSeconds: number, initialWindowBits: number): number {
  let sentBits = 0;
  let roundSeconds = fromSeconds;
  for (let windowBits = initialWindowBits; ; windowBits *= 2) {
    const burstBits = Math.min(windowBits, sizeBits - sentBits);
    const throughSeconds = secondsWhenThrough(trace, roundSeconds, burstBits);
    if (sentBits + burstBits === sizeBits) return throughSeconds;
    if (throughSeconds > roundSeconds + rttSeconds) return secondsWhenThrough(trace, roundSeconds, sizeBits - sentBits);
    sentBits += burstBits;
    roundSeconds += rttSeconds;
  }
}

describe('laws of slow start', () => {
  it('takes a lone transfer through its rounds', () => {
    fc.assert(
      fc.property(anyTrace, anySize, anyRtt, anySlowStart, (trace, sizeBits, rttSeconds, slowStart) => {
        const link = new Link({ trace, rttSeconds, slowStart });
        const transfer = link.open(0, sizeBits);
        const expected = aloneSeconds(trace, rttSeconds, sizeBits, rttSeconds, slowStart.initialWindowBits ?? NaN);
        expect(relativeGap(link.secondsWhenGranted(transfer), expected)).toBeLessThan(1e-9);
        link.advanceTo(expected + 1);
        expect(relativeGap(transfer.endSeconds, expected)).toBeLessThan(1e-9);
        expect(expected).toBeGreaterThanOrEqual(secondsWhenThrough(trace, rttSeconds, sizeBits) * (1 - 1e-12));
      }),
    );
  });

  it('never lets a link carry more by any instant than without it', () => {
    const instant = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(anyTrace, anyRtt, anyAsks, anySlowStart, instant, (trace, rttSeconds, anyOf, slowStart, at) => {
        const asks = anyOf.map((ask) => ({ ...ask, abortAfterSeconds: undefined }));
        const carried = [slowStart, undefined].map((option) => {
          const link = new Link({ trace, rttSeconds, ...(option && { slowStart: option }) });
          const transfers = asks.filter((ask) => ask.openSeconds <= at).map((ask) => link.open(ask.openSeconds, ask.sizeBits));
          link.advanceTo(at);
          return total(transfers);
        }) as [number, number];
        expect(carried[0]).toBeLessThanOrEqual(carried[1] * (1 + 1e-9) + 1e-3);
      }),
    );
  });

  it('conserves bits: what it grants is the integral of the rate while somebody shares it', () => {
    fc.assert(
      fc.property(anyTrace, anyRtt, anyAsks, anySlowStart, (trace, rttSeconds, asks, slowStart) => {
        const { transfers, busyBits } = play(trace, rttSeconds, asks, slowStart);
        expect(relativeGap(total(transfers), busyBits, PACKET_BITS)).toBeLessThan(1e-7);
        for (const transfer of transfers) {
          expect(['done', 'aborted']).toContain(transfer.state);
          expect(transfer.grantedBits).toBeLessThanOrEqual(transfer.sizeBits);
          if (transfer.state === 'done') expect(transfer.grantedBits).toBe(transfer.sizeBits);
        }
      }),
    );
  });

  it('does not care how time is cut into steps', () => {
    const anyStops = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(anyTrace, anyRtt, anyAsks, anySlowStart, anyStops, (trace, rttSeconds, asks, slowStart, stops) => {
        const once = play(trace, rttSeconds, asks, slowStart).transfers;
        const often = play(trace, rttSeconds, asks, slowStart, stops).transfers;
        for (const [i, transfer] of once.entries()) {
          expect(often[i]).toMatchObject({ state: transfer.state, endSeconds: transfer.endSeconds });
          expect(relativeGap(often[i]?.grantedBits ?? NaN, transfer.grantedBits)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('foretells when a transfer will have n bits, and the foretelling changes nothing', () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    const anyNow = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(anyTrace, anyRtt, anyAsks, anySlowStart, share, anyNow, (trace, rttSeconds, asks, slowStart, part, now) => {
        const link = new Link({ trace, rttSeconds, slowStart });
        const connection = createConnection();
        const transfers = asks.map((ask) => link.open(0, ask.sizeBits + 1, rttSeconds, connection));
        link.advanceTo(now);
        const target = transfers[0] as Transfer;
        const bits = target.sizeBits * part;
        const before = JSON.stringify([transfers, connection]);
        const at = link.secondsWhenGranted(target, bits);
        const end = link.secondsWhenGranted(target);
        expect(JSON.stringify([transfers, connection])).toBe(before);
        const had = target.grantedBits;
        link.advanceTo(at);
        if (had < bits) expect(relativeGap(target.grantedBits, bits, PACKET_BITS)).toBeLessThan(1e-8);
        link.advanceTo(endSeconds);
        expect(relativeGap(Math.max(end, target.endSeconds), end)).toBeLessThan(1e-9);
      }),
    );
  });

  it('makes the next response no slower than the first, and as slow after idle', () => {
    fc.assert(
      fc.property(anyRate, anySize, anyRtt, anySlowStart, (rateBitsPerSecond, sizeBits, rttSeconds, options) => {
        const slowStart = { ...options, idleResetSeconds: 1 };
        const trace = createTrace({ name: 'flat', segments: [{ durationSeconds: 7, rateBitsPerSecond }] });
        const link = new Link({ trace, rttSeconds, slowStart });
        const connection = createConnection();
        const spanAt = (at: number): number => {
          const transfer = link.open(at, sizeBits, rttSeconds, connection);
          link.advanceTo(link.secondsWhenGranted(transfer));
          link.advanceTo(link.nowSeconds + 1e-6);
          return transfer.endSeconds - at;
        };
        const first = spanAt(0);
        const next = spanAt(link.nowSeconds);
        const afterIdle = spanAt(link.nowSeconds + 1.5);
        expect(next).toBeLessThanOrEqual(first + 1e-8);
        expect(Math.abs(afterIdle - first)).toBeLessThan(1e-8);
      }),
    );
  });

  it('has no effect without a round trip, nor where the first window holds everything', () => {
    fc.assert(
      fc.property(anyTrace, anyRtt, anyAsks, (trace, rttSeconds, asks) => {
        expect(play(trace, 0, asks, {}).transfers.map((t) => t.endSeconds)).toEqual(
          play(trace, 0, asks).transfers.map((t) => t.endSeconds),
        );
        const wide = play(trace, rttSeconds, asks, { initialWindowBits: 1e9 }).transfers;
        for (const [i, transfer] of play(trace, rttSeconds, asks).transfers.entries()) {
          expect(relativeGap(wide[i]?.endSeconds ?? NaN, transfer.endSeconds)).toBeLessThan(1e-9);
        }
      }),
    );
  });
});

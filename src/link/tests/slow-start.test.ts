import { describe, expect, it } from 'vitest';
import { Link } from '../link.ts';
import type { SlowStart } from '../slow-start.ts';
import { createConnection } from '../slow-start.ts';
import { createTrace } from '../trace.ts';

const flat = (rateBitsPerSecond: number) => createTrace({ name: 'flat', segments: [{ durationSeconds: 100, rateBitsPerSecond }] });

/** Round numbers: 1000 bit/s, round trip 1 s, first window 100 bits. */
function slowLink(slowStart: SlowStart = {}): Link {
  return new Link({ trace: flat(1000), rttSeconds: 1, slowStart: { initialWindowBits: 100, ...slowStart } });
}

describe('slow start', () => {
  it('sends 10 segments, then twice as many every round trip: 1 Mbit at 10 Mbit/s and 100 ms', () => {
    const link = new Link({ trace: flat(10e6), rttSeconds: 0.1, slowStart: {} });
    const transfer = link.open(0, 1e6);
    // Bursts of 116,800, 233,600 and 467,200 bits at 0.1, 0.2 and 0.3 s; the last 182,400 bits leave at 0.4 s.
    expect(link.secondsWhenGranted(transfer)).toBeCloseTo(0.41824, 9);
    expect(link.secondsWhenGranted(transfer, 116_800)).toBeCloseTo(0.11168, 9);
    expect(link.secondsWhenGranted(transfer, 116_801)).toBeCloseTo(0.2000001, 9);
    link.advanceTo(0.15);
    expect(transfer).toMatchObject({ state: 'active', grantedBits: 116_800 });
    expect([link.activeCount, link.nextEventSeconds()]).toEqual([0, 0.2]);
    link.advanceTo(1);
    expect(transfer.endSeconds).toBeCloseTo(0.41824, 9);
  });

  it('leaves the pace to the link once a burst outlasts its round', () => {
    const link = new Link({ trace: flat(10e6), rttSeconds: 0.1, slowStart: {} });
    const connection = createConnection();
    const transfer = link.open(0, 10e6, 0.1, connection);
    // The fifth burst, 1,868,800 bits at 0.5 s after 1,752,000, takes 0.187 s.
    expect(link.secondsWhenGranted(transfer)).toBeCloseTo(1.3248, 9);
    link.advanceTo(2);
    expect(transfer.endSeconds).toBeCloseTo(1.3248, 9);
    // Every bit acknowledged has widened the window by one.
    expect(connection.windowBits).toBeCloseTo(10_116_800, 3);
    expect(connection.lastBitSeconds).toBe(transfer.endSeconds);
  });

  it('keeps the window for the next response, and forgets it after idle', () => {
    const link = slowLink();
    const connection = createConnection();
    const spans = [0, 5, 8].map((at) => {
      const transfer = link.open(at, 300, 0.5, connection);
      link.advanceTo(at + 2);
      return transfer.endSeconds - at;
    });
    // Bursts of 100 and 200 at 0.5 and 1 s; then again, idle for 4.3 s; then idle for 2.3 s.
    expect(spans.map((span) => Number(span.toFixed(9)))).toEqual([1.2, 1.2, 1.2]);
    const next = link.open(10, 200, 0.5, connection);
    link.advanceTo(12);
    expect(next.endSeconds).toBeCloseTo(11.1, 9);

    const patient = slowLink({ idleResetSeconds: 10 });
    const kept = createConnection();
    patient.open(0, 300, 0.5, kept);
    patient.advanceTo(5);
    expect(kept.windowBits).toBe(200);
    expect(patient.secondsWhenGranted(patient.open(5, 200, 0.5, kept))).toBeCloseTo(5.7, 9);
  });

  it('gives the rate to the others while a transfer waits for its next round', () => {
    const link = slowLink({ idleResetSeconds: Infinity });
    const warm = createConnection();
    link.open(0, 10_000, 1, warm);
    link.advanceTo(14);
    const cold = link.open(14, 500);
    const fast = link.open(14, 1000, 1, warm);
    // From 15 s 500 bit/s each; from 15.2 s (cold: 100 bits) all for `fast`; from 16 s shared, `fast` lacks 100.
    expect([link.secondsWhenGranted(cold), link.secondsWhenGranted(fast)].map((at) => Number(at.toFixed(9)))).toEqual([17.2, 16.2]);
    link.advanceTo(15.5);
    expect([link.activeCount, Math.round(cold.grantedBits), Math.round(fast.grantedBits)]).toEqual([1, 100, 400]);
    link.advanceTo(20);
    expect(fast.endSeconds).toBeCloseTo(16.2, 9);
    expect(cold.endSeconds).toBeCloseTo(17.2, 9);
  });

  it('starts two cold transfers side by side', () => {
    const link = new Link({ trace: flat(10e6), rttSeconds: 0.1, slowStart: {} });
    const both = [link.open(0, 300_000), link.open(0, 300_000)];
    link.advanceTo(1);
    for (const transfer of both) expect(transfer.endSeconds).toBeCloseTo(0.23664, 9);
  });

  it('takes an abort between two bursts and one within a burst', () => {
    for (const [abortSeconds, grantedBits, lastBitSeconds] of [
      [1.5, 100, 1.1],
      [1.05, 50, 1.05],
    ] as const) {
      const link = slowLink();
      const connection = createConnection();
      const dropped = link.open(0, 500, 1, connection);
      link.abort(dropped, abortSeconds);
      expect(dropped).toMatchObject({ state: 'aborted', endSeconds: abortSeconds });
      expect(dropped.grantedBits).toBeCloseTo(grantedBits, 9);
      expect(connection.windowBits).toBe(100);
      expect(connection.lastBitSeconds).toBeCloseTo(lastBitSeconds, 9);
      expect(link.nextEventSeconds()).toBe(Infinity);
      expect(link.secondsWhenGranted(dropped)).toBe(Infinity);
      link.advanceTo(10);
      expect(dropped.grantedBits).toBeCloseTo(grantedBits, 9);
    }
  });

  it('gives a paused transfer all of the rate after the abort of another', () => {
    const link = slowLink();
    const kept = link.open(0, 300);
    const dropped = link.open(0, 1000);
    link.abort(dropped, 1.1);
    // 50 bits each by 1.1 s, then alone: the burst is through at 1.15 s, the next one takes 0.2 s from 2 s.
    expect(link.nextEventSeconds()).toBeCloseTo(1.15, 9);
    link.advanceTo(5);
    expect(kept.endSeconds).toBeCloseTo(2.2, 9);
  });

  it('holds through an outage: the burst outlasts its round, and the link alone counts after it', () => {
    const trace = createTrace({
      name: 'gap',
      loops: false,
      segments: [
        { durationSeconds: 1.05, rateBitsPerSecond: 1000 },
        { durationSeconds: 9, rateBitsPerSecond: 0 },
        { durationSeconds: 1, rateBitsPerSecond: 1000 },
      ],
    });
    const link = new Link({ trace, rttSeconds: 1, slowStart: { initialWindowBits: 100 } });
    const transfer = link.open(0, 500);
    link.advanceTo(5);
    expect(transfer.grantedBits).toBeCloseTo(50, 9);
    link.advanceTo(20);
    expect(transfer.endSeconds).toBeCloseTo(10.5, 9);
  });

  it('lets responses at the same time on one connection start alike and keeps the widest window', () => {
    const link = slowLink();
    const connection = createConnection();
    const small = link.open(0, 50, 1, connection);
    const large = link.open(0, 700, 1, connection);
    link.advanceTo(2.5);
    const late = link.open(2.5, 200, 1, connection);
    link.advanceTo(9);
    expect(small.endSeconds).toBeCloseTo(1.1, 9);
    expect(connection.windowBits).toBe(400);
    // `large`: 100 at 1 s, 200 at 2 s, 400 at 3 s; `late`, at 3.5 s, comes after 400 bits were due: alone, window 400.
    expect(large.endSeconds).toBeCloseTo(3.4, 9);
    expect(late.endSeconds).toBeCloseTo(3.7, 9);
  });

  it('does not call a connection idle while a response on it is under way', () => {
    const link = slowLink();
    const connection = createConnection();
    // Full from 5 s on, after the pause from 4.8 s: at 8 s it has sent bits for 3 s.
    link.open(0, 5000, 1, connection);
    const late = link.open(7, 300, 1, connection);
    link.advanceTo(20);
    expect(late.endSeconds).toBeCloseTo(8.6, 9);
  });

  it('refuses figures that are none', () => {
    const linkWith = (slowStart: SlowStart) => (): Link => new Link({ trace: flat(1), slowStart });
    expect(linkWith({ initialWindowBits: 0 })).toThrow('slowStart.initialWindowBits: must be > 0, received 0');
    expect(linkWith({ initialWindowBits: NaN })).toThrow('slowStart.initialWindowBits: must be a finite number >= 0, received NaN');
    expect(linkWith({ idleResetSeconds: -1 })).toThrow('slowStart.idleResetSeconds: must be a finite number >= 0, received -1');
  });
});

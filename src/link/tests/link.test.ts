import { describe, expect, it } from 'vitest';
import { Link } from '../link.ts';
import type { TraceSegment } from '../trace.ts';
import { createTrace } from '../trace.ts';

function linkOf(segments: readonly TraceSegment[], rttSeconds = 0): Link {
  return new Link({ trace: createTrace({ name: 'test', loops: false, segments }), rttSeconds });
}

describe('Link', () => {
  it('starts the bits one round trip after the request', () => {
    const link = linkOf([{ durationSeconds: 10, rateBitsPerSecond: 100 }], 2);
    const transfer = link.open(1, 100);
    expect(link.nextEventSeconds()).toBe(3);
    link.advanceTo(2.9);
    expect([transfer.state, transfer.grantedBits]).toEqual(['waiting', 0]);
    link.advanceTo(3.5);
    expect([transfer.state, transfer.grantedBits]).toEqual(['active', 50]);
    expect(link.nextEventSeconds()).toBe(4);
    link.advanceTo(9);
    expect([transfer.state, transfer.grantedBits, transfer.endSeconds]).toEqual(['done', 100, 4]);
    expect(link.nextEventSeconds()).toBe(Infinity);
  });

  it('lets a rate change act on a transfer under way', () => {
    const link = linkOf([
      { durationSeconds: 1, rateBitsPerSecond: 80 },
      { durationSeconds: 1, rateBitsPerSecond: 10 },
    ]);
    const transfer = link.open(0, 100);
    link.advanceTo(1.5);
    expect(transfer.grantedBits).toBe(85);
    link.advanceTo(4);
    expect(transfer.endSeconds).toBe(3);
  });

  it('holds everything during an outage and goes on after it', () => {
    const link = linkOf([
      { durationSeconds: 1, rateBitsPerSecond: 10 },
      { durationSeconds: 20, rateBitsPerSecond: 0 },
      { durationSeconds: 1, rateBitsPerSecond: 10 },
    ]);
    const transfer = link.open(0, 15);
    link.advanceTo(20.9);
    expect(transfer.grantedBits).toBe(10);
    link.advanceTo(30);
    expect(transfer.endSeconds).toBe(21.5);
  });

  it('gives an aborted share to the others', () => {
    const link = linkOf([{ durationSeconds: 1, rateBitsPerSecond: 10 }]);
    const kept = link.open(0, 30);
    const dropped = link.open(0, 30);
    link.abort(dropped, 2);
    link.advanceTo(5);
    expect([dropped.state, dropped.grantedBits, dropped.endSeconds]).toEqual(['aborted', 10, 2]);
    expect([kept.state, kept.endSeconds]).toEqual(['done', 4]);
  });

  it('forgets a transfer aborted before its first bit, and ignores an abort after the last', () => {
    const link = linkOf([{ durationSeconds: 1, rateBitsPerSecond: 10 }], 1);
    const early = link.open(0, 10);
    const other = link.open(0, 10);
    link.abort(early, 0.5);
    link.advanceTo(3);
    link.abort(other, 3);
    expect([early.grantedBits, early.state]).toEqual([0, 'aborted']);
    expect([other.endSeconds, other.state]).toEqual([2, 'done']);
  });

  it('completes an empty transfer as soon as it is active', () => {
    const link = linkOf([{ durationSeconds: 1, rateBitsPerSecond: 0 }], 1);
    const empty = link.open(0, 0);
    link.advanceTo(1);
    expect([empty.state, empty.endSeconds]).toEqual(['done', 1]);
  });

  it('takes the round trip from the trace where the trace has one', () => {
    const trace = createTrace({ name: 'slow', segments: [{ durationSeconds: 1, rateBitsPerSecond: 1, latencySeconds: 0.6 }] });
    expect(new Link({ trace, rttSeconds: 0.02 }).open(0, 1).activeSeconds).toBe(0.6);
  });

  it('starts inside the trace when asked to', () => {
    const trace = createTrace({
      name: 'step',
      segments: [
        { durationSeconds: 10, rateBitsPerSecond: 1 },
        { durationSeconds: 10, rateBitsPerSecond: 50 },
      ],
    });
    const link = new Link({ trace, traceOffsetSeconds: 10 });
    const transfer = link.open(0, 100);
    expect(link.secondsWhenGranted(transfer)).toBe(2);
  });

  it('refuses to go back in time and refuses amounts that are none', () => {
    const link = linkOf([{ durationSeconds: 1, rateBitsPerSecond: 1 }]);
    link.advanceTo(5);
    expect(() => link.advanceTo(4)).toThrow('time must not go back from 5 s, received 4');
    expect(() => link.advanceTo(NaN)).toThrow(RangeError);
    expect(() => link.open(5, -1)).toThrow('sizeBits: must be a finite number >= 0, received -1');
    expect(() => link.open(5, NaN)).toThrow(TypeError);
  });

  it('answers never when a transfer cannot get the bits asked about', () => {
    const link = linkOf([{ durationSeconds: 1, rateBitsPerSecond: 0 }]);
    const transfer = link.open(0, 10);
    expect(link.secondsWhenGranted(transfer)).toBe(Infinity);
    expect(link.secondsWhenGranted(transfer, 11)).toBe(Infinity);
    link.abort(transfer, 1);
    expect([link.secondsWhenGranted(transfer, 1), link.secondsWhenGranted(transfer, 0)]).toEqual([Infinity, 1]);
  });
});

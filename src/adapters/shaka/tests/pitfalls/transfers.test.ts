/** Pitfalls 6 to 8: clocks that jump, tabs that sleep, requests that do not end. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FakePlayer, productLadder } from '../fake-player.ts';
import { scriptedEngine } from '../scripted-engine.ts';
import { plainPlayer, type Wrapped, wrappedPlayer } from '../wrapped-player.ts';
import { bytesOf, download, estimateOf, lastVerdict } from './download.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const MEGABIT = 1e6;

/** Ours and Shaka's own rule, after `count` honest segments of a 4 Mbit/s link. */
function afterHonestSegments(count = 6): { readonly ours: Wrapped; readonly theirs: FakePlayer; readonly both: readonly FakePlayer[] } {
  const ours = wrappedPlayer();
  const theirs = plainPlayer();
  const { variants } = productLadder();
  const both = [ours.player, theirs];
  for (const player of both) player.load(variants);
  for (let number = 0; number < count; number++) {
    download(both, number, { bytes: bytesOf(4 * MEGABIT, 2), seconds: 2 });
    vi.advanceTimersByTime(1000);
  }
  return { ours, theirs, both };
}

test('pitfall 6: the wall clock that Shaka measures by jumps; ours is monotonic', () => {
  const { ours, theirs, both } = afterHonestSegments();
  const before = estimateOf(ours.player);
  for (const [number, hours] of [
    [6, 1],
    [7, -2],
  ] as const) {
    const transfers = both.map((player) => ({ player, transfer: player.request(number) }));
    vi.advanceTimersByTime(50);
    vi.setSystemTime(Date.now() + hours * 3_600_000);
    for (const { player, transfer } of transfers) {
      Object.assign(transfer.request, { timeToFirstByte: hours * 3_600_000 + 50 });
      player.headers(transfer, 1_000_000);
    }
    vi.advanceTimersByTime(2000);
    for (const { player, transfer } of transfers) {
      player.packet(transfer, hours * 3_600_000 + 2050, 1_000_000);
      player.complete(transfer, 1_000_000);
      player.append(number);
    }
    expect(lastVerdict(ours)).toBe(true);
  }
  expect(estimateOf(ours.player) / before).toBeCloseTo(1, 1);
  expect(estimateOf(theirs)).toBeLessThan(0.1 * MEGABIT);
});

describe('pitfall 7: hidden tabs and sleep', () => {
  test('pitfall 7: after a timer that came a minute late nothing is given up, and the watch goes on', () => {
    const script = scriptedEngine(3);
    const { player } = wrappedPlayer(script);
    player.load(productLadder().variants);
    const transfer = player.request(0);
    vi.advanceTimersByTime(100);
    player.headers(transfer, 1_000_000);
    vi.advanceTimersByTime(100);
    const looks = script.inFlight.length;
    expect(looks).toBeGreaterThan(0);
    const { now } = performance;
    vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 60_000);
    vi.advanceTimersByTime(100);
    expect(script.inFlight).toHaveLength(looks);
    vi.advanceTimersByTime(100);
    expect(script.inFlight).toHaveLength(looks + 1);
    vi.restoreAllMocks();
  });

  test('pitfall 7: a transfer that slept with the machine is one slow sample, and two honest ones make up for it', () => {
    const { ours, both } = afterHonestSegments();
    const before = estimateOf(ours.player);
    const transfer = ours.player.request(6);
    vi.advanceTimersByTime(50);
    ours.player.headers(transfer, 1_000_000);
    vi.advanceTimersByTime(600_000);
    ours.player.complete(transfer, 1_000_000);
    for (const number of [7, 8, 9]) download(both, number, { bytes: bytesOf(4 * MEGABIT, 2), seconds: 2 });
    expect(estimateOf(ours.player)).toBeGreaterThan(before / 3);
  });
});

describe('pitfall 8: aborted, retried and timed-out requests', () => {
  const fail = (player: FakePlayer, { request }: ReturnType<FakePlayer['request']>): void =>
    player.emit('downloadfailed', { requestType: 1, request, error: { code: 1003 } });

  test('pitfall 8: no byte, no sample', () => {
    const { ours } = afterHonestSegments();
    const samples = ours.of('sample').length;
    const transfer = ours.player.request(6);
    vi.advanceTimersByTime(10_000);
    fail(ours.player, transfer);
    expect(ours.of('sample')).toHaveLength(samples);
  });

  test('pitfall 8: an aborted half is a partial sample of its own bytes, and says nothing about segment sizes', () => {
    const { ours } = afterHonestSegments();
    const transfer = ours.player.request(6);
    vi.advanceTimersByTime(50);
    ours.player.headers(transfer, 1_000_000);
    vi.advanceTimersByTime(1000);
    ours.player.packet(transfer, 1000, 500_000);
    fail(ours.player, transfer);
    const sample = ours.of('sample').at(-1);
    expect(sample).toMatchObject({ verdict: { accepted: true }, sample: { partial: true, sizeBits: 4_000_000 } });
    expect(sample?.type === 'sample' && sample.sample.segment).toBeUndefined();
  });

  test('pitfall 8: a retry is measured from its own start', () => {
    const { ours } = afterHonestSegments();
    const samples = ours.of('sample').length;
    const transfer = ours.player.request(6);
    vi.advanceTimersByTime(10_000);
    fail(ours.player, transfer);
    vi.advanceTimersByTime(1000);
    // Shaka sends the same request object again; only its headers are announced.
    Object.assign(transfer.request, { attempt: 1, requestStartTime: Date.now(), timeToFirstByte: 50 });
    vi.advanceTimersByTime(50);
    ours.player.headers(transfer, 1_000_000);
    vi.advanceTimersByTime(1500);
    ours.player.packet(transfer, 1550, 1_000_000);
    ours.player.complete(transfer, 1_000_000);
    expect(ours.of('sample')).toHaveLength(samples + 1);
    const sample = ours.of('sample').at(-1);
    if (sample?.type !== 'sample') throw new Error('no sample');
    expect(sample.sample.transferSeconds).toBeCloseTo(1.5, 2);
    expect(sample.sample.ttfbSeconds).toBeCloseTo(0.05, 2);
  });

  test('pitfall 8: a network plugin that tells nothing between headers and end has no transfers that stand still', () => {
    const { ours } = afterHonestSegments();
    const before = estimateOf(ours.player);
    const transfer = ours.player.request(6);
    vi.advanceTimersByTime(50);
    ours.player.headers(transfer, bytesOf(4 * MEGABIT, 4));
    vi.advanceTimersByTime(3900);
    expect(estimateOf(ours.player)).toBe(before);
    ours.player.complete(transfer, bytesOf(4 * MEGABIT, 3.9));
    expect(estimateOf(ours.player) / before).toBeCloseTo(1, 1);
  });

  test('pitfall 8: without Content-Length, or compressed, the size is unknown rather than wrong', () => {
    const script = scriptedEngine(3);
    const { player } = wrappedPlayer(script);
    player.load(productLadder().variants);
    for (const headers of [{}, { 'content-length': '1000', 'content-encoding': 'br' }]) {
      const transfer = player.request(0);
      vi.advanceTimersByTime(50);
      player.emit('downloadheadersreceived', { requestType: 1, request: transfer.request, headers });
      vi.advanceTimersByTime(300);
      expect(script.inFlight.at(-1)?.totalBits).toBeUndefined();
      player.complete(transfer, 9000);
    }
  });
});

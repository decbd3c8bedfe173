/** Pitfalls 1 to 5: samples that lie, through Shaka's own signals; our engine and Shaka's own manager are given the same ones. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FakePlayer, productLadder, SEGMENT_SECONDS } from '../fake-player.ts';
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

describe('pitfall 1: caches, service workers, peers', () => {
  test('pitfall 1: a segment that says it comes from the cache teaches nothing', () => {
    const { ours } = afterHonestSegments();
    const before = estimateOf(ours.player);
    const { request } = ours.player.request(6);
    vi.advanceTimersByTime(40);
    ours.player.emit('downloadcompleted', { requestType: 1, request, response: { fromCache: true, data: { byteLength: 2_000_000 } } });
    expect(lastVerdict(ours)).toBe('from-cache');
    expect(estimateOf(ours.player)).toBeCloseTo(before, -1);
  });

  test('pitfall 1: nor does one that comes within the cache threshold', () => {
    const { ours, both } = afterHonestSegments();
    download(both, 6, { bytes: 1_000_000, seconds: 0.003, ttfbSeconds: 0.001 });
    expect(lastVerdict(ours)).toBe('from-cache');
  });

  test('pitfall 1: an address that nobody can parse is not offline storage', () => {
    const { ours } = afterHonestSegments();
    const transfer = ours.player.request(6);
    Object.assign(transfer.request, { uris: ['/relative/6.m4s'] });
    vi.advanceTimersByTime(1000);
    ours.player.complete(transfer, 500_000);
    expect(lastVerdict(ours)).toBe(true);
  });

  test("pitfall 1: a peer's or a service worker's answer in 12 ms is not believed; Shaka's own rule takes it for the link", () => {
    const { ours, theirs, both } = afterHonestSegments();
    const before = [estimateOf(ours.player), estimateOf(theirs)] as const;
    for (let number = 6; number < 12; number++) download(both, number, { bytes: 1_000_000, seconds: 0.01, ttfbSeconds: 0.002 });
    expect(lastVerdict(ours)).toBe('implausibly-fast');
    expect(estimateOf(ours.player) / before[0]).toBeCloseTo(1, 1);
    // Weighted by download time, so six of them are enough only for a nudge; it is never refused.
    expect(estimateOf(theirs)).toBeGreaterThan(before[1]);
  });

  test('pitfall 1: content from offline storage is left to Shaka, and its reads are no measure of a link', () => {
    const ours = wrappedPlayer(scriptedEngine(0));
    const { variants } = productLadder();
    ours.player.load(variants);
    const context = { type: 1, stream: ours.player.active?.video ?? null };
    const { context: shown } = ours.player.request(0);
    const request = { uris: ['offline:segment/idb/v5/7'], requestStartTime: Date.now(), timeToFirstByte: null };
    for (const filter of ours.player.filters) filter(1, request, { ...context, segment: shown.segment });
    vi.advanceTimersByTime(30);
    ours.player.emit('downloadcompleted', { requestType: 1, request, response: { data: { byteLength: 500_000 } } });
    const last = ours.of('sample').at(-1);
    expect(last).toMatchObject({ sample: { fromCache: true, host: '' } });
    const decisions = ours.of('decision').length;
    ours.player.append(0);
    expect(ours.of('decision')).toHaveLength(decisions);
    // Its switches pass now: the gate is open.
    expect(estimateOf(ours.player)).toBe(1e6);
  });
});

test('pitfall 2: a busy main thread hands over headers and body together: the whole request is the measure', () => {
  const { ours } = afterHonestSegments();
  const before = estimateOf(ours.player);
  const transfer = ours.player.request(6);
  // 1.5 MB in 3 s, of which the page noticed nothing until now.
  vi.advanceTimersByTime(3000);
  Object.assign(transfer.request, { timeToFirstByte: 3000 });
  ours.player.headers(transfer, 1_500_000);
  ours.player.packet(transfer, 3000, 1_500_000);
  ours.player.complete(transfer, 1_500_000);
  expect(lastVerdict(ours)).toBe(true);
  // From first to last byte it would be no time at all: hundreds of times the link's rate.
  expect(estimateOf(ours.player)).toBeLessThan(before * 2);
  expect(estimateOf(ours.player)).toBeGreaterThan(before / 2);
});

describe('pitfall 3: small objects measure latency', () => {
  test('pitfall 3: an init segment of 900 bytes in 300 ms is not 24 kbit/s', () => {
    const { ours } = afterHonestSegments();
    const before = estimateOf(ours.player);
    const { variants } = productLadder();
    const request = { uris: ['https://cdn.example/init.mp4'], requestStartTime: Date.now(), timeToFirstByte: 290 };
    const stream = variants[0]?.video ?? null;
    for (const filter of ours.player.filters) filter(1, request, { type: 0, stream });
    vi.advanceTimersByTime(300);
    ours.player.emit('downloadcompleted', { requestType: 1, request, response: { data: { byteLength: 900 } } });
    expect(lastVerdict(ours)).toBe('too-short');
    expect(estimateOf(ours.player)).toBeCloseTo(before, -1);
  });

  test("pitfall 3: 300 ms to first byte do not hide the link's rate; Shaka's own rule counts them as transfer time", () => {
    const ours = wrappedPlayer();
    const theirs = plainPlayer();
    const { variants } = productLadder();
    const both = [ours.player, theirs];
    for (const player of both) player.load(variants);
    // Low rung: 200 kB in 0.2 s at 8 Mbit/s.
    for (let number = 0; number < 10; number++) download(both, number, { bytes: 200_000, seconds: 0.2, ttfbSeconds: 0.3 });
    expect(estimateOf(ours.player) / (8 * MEGABIT)).toBeCloseTo(1, 1);
    expect(estimateOf(theirs)).toBeLessThan(5.5 * MEGABIT);
  });
});

test('pitfall 4: slow starts after idle gaps pull the estimate down in part only, and two long transfers bring it back', () => {
  const { ours, theirs, both } = afterHonestSegments();
  const before = estimateOf(ours.player);
  // Full buffer: the connection slept and restarts in slow start, so 40 kB come at 1 Mbit/s.
  for (let number = 6; number < 9; number++) {
    vi.advanceTimersByTime(SEGMENT_SECONDS * 1000);
    download(both, number, { bytes: 40_000, seconds: 0.32 });
  }
  expect(estimateOf(ours.player)).toBeLessThan(before);
  expect(estimateOf(ours.player)).toBeGreaterThan(1.2 * MEGABIT);
  // Shaka's memory fades with download time, and these took hardly any: here its rule does better.
  expect(estimateOf(theirs)).toBeGreaterThan(estimateOf(ours.player));
  for (const number of [9, 10]) download(both, number, { bytes: bytesOf(4 * MEGABIT, 2), seconds: 2 });
  expect(estimateOf(ours.player)).toBeGreaterThan(0.6 * before);
});

test('pitfall 5: audio beside video is not averaged into the rate; what both bring is what the link carries', () => {
  const ours = wrappedPlayer();
  const theirs = plainPlayer();
  const { variants } = productLadder();
  const both = [ours.player, theirs];
  for (const player of both) player.load(variants);
  // 4 Mbit/s for 2 s; audio gets three eighths of it for the first half second of each.
  for (let number = 0; number < 8; number++) {
    const pairs = both.map((player) => ({ player, video: player.request(number), audio: player.request(number, player.active?.audio) }));
    vi.advanceTimersByTime(50);
    for (const { player, video, audio } of pairs) for (const transfer of [video, audio]) player.headers(transfer, 1);
    for (let part = 1; part <= 20; part++) {
      vi.advanceTimersByTime(100);
      for (const { player, video, audio } of pairs) {
        player.packet(video, 100, bytesOf(part <= 5 ? 2.5 * MEGABIT : 4 * MEGABIT, 0.1));
        if (part > 5) continue;
        player.packet(audio, 100, bytesOf(1.5 * MEGABIT, 0.1));
        if (part === 5) player.complete(audio, bytesOf(1.5 * MEGABIT, 0.5));
      }
    }
    for (const { player, video } of pairs) {
      player.complete(video, bytesOf(3.625 * MEGABIT, 2));
      player.append(number);
    }
  }
  expect(
    ours.of('sample').filter((event) => event.type === 'sample' && !event.verdict.accepted && event.verdict.reason === 'beside-main'),
  ).toHaveLength(7);
  expect(estimateOf(ours.player) / (4 * MEGABIT)).toBeCloseTo(1, 1);
  expect(estimateOf(theirs)).toBeLessThan(3.6 * MEGABIT);
});

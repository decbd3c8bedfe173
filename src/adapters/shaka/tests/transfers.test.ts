/** Packets to samples. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { updateLadder } from '../ladder.ts';
import { createTransfers, type Transfer } from '../transfers.ts';
import { hostOf, segmentBits, toRenditions, toSample } from '../translate.ts';
import { productLadder, segment, stream, variant } from './fake-player.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const now = (): number => performance.now() / 1000;
const { variants, videos, audios } = productLadder();
const ladder = updateLadder(
  [],
  [...variants].sort((a, b) => a.bandwidth - b.bandwidth),
);
const requestOf = (path: string) => ({
  uris: [`https://a.example/${path}`],
  requestStartTime: Date.now(),
  timeToFirstByte: 40,
  packetNumber: 1,
});
const contextOf = (stream: (typeof videos)[number] | undefined) => ({ type: 1, ...(stream && { stream }), segment: segment(5) });
const end = (atSeconds: number, partial = false) => ({ atSeconds, partial, fromCache: false });

test('the packets of parallel requests stay apart', () => {
  const transfers = createTransfers(now);
  const [video, audio] = [requestOf('v'), requestOf('a')];
  transfers.open(video, contextOf(videos[2]));
  transfers.open(audio, contextOf(audios[0]));
  for (const request of [video, audio]) transfers.headers(request, { 'content-length': '500000' });
  for (let i = 0; i < 4; i++) {
    vi.advanceTimersByTime(100);
    transfers.packet(100, 100_000, video, contextOf(videos[2]));
    if (i < 2) transfers.packet(100, 8_000, audio, contextOf(audios[0]));
  }
  const [first, second] = [transfers.close(video), transfers.close(audio)] as [Transfer, Transfer];
  expect(toSample(first, ladder, end(now()))).toMatchObject({
    kind: 'main',
    sizeBits: 3_200_000,
    host: 'a.example',
    segment: { renditionIndex: 2, durationSeconds: 4, nominalBits: 8_512_000 },
  });
  expect(toSample(second, ladder, end(now()))).toMatchObject({ kind: 'audio', sizeBits: 128_000 });
  expect(toSample(second, ladder, end(now())).segment).toBeUndefined();
});

test('time to first byte and body are told apart on the monotonic clock', () => {
  const transfers = createTransfers(now);
  const request = requestOf('v');
  const transfer = transfers.open(request, contextOf(videos[0]));
  vi.advanceTimersByTime(60);
  // The wall clock jumps an hour ahead.
  transfers.headers({ ...request }, {});
  Object.assign(request, { timeToFirstByte: 3_600_060 });
  transfers.headers(request, {});
  vi.advanceTimersByTime(500);
  const sample = toSample(transfer, ladder, end(now()));
  expect(sample.ttfbSeconds).toBeCloseTo(0.06, 3);
  expect(sample.transferSeconds).toBeCloseTo(0.5, 3);
});

test("a main segment is measured against its rendition's rate, whatever that includes", () => {
  // The rate of the variant is not the sum of its streams', and each rung has a cheaper variant than the one that stands for it.
  const of = (video: (typeof videos)[number], bandwidth: number) => ({ ...variant(video, stream('audio', 200_000)), bandwidth });
  const [low, high] = [stream('video', 500_000, 240), stream('video', 2_000_000, 720)];
  const two = updateLadder([], [of(low, 800_000), of(low, 1_000_000), of(high, 2_500_000), of(high, 3_000_000)]);
  expect(toRenditions(two, [])[1]?.rateBitsPerSecond).toBe(3_000_000);
  const transfer = createTransfers(now).open(requestOf('v'), contextOf(high));
  expect(toSample(transfer, two, end(now())).segment).toEqual({ renditionIndex: 1, durationSeconds: 4, nominalBits: 12_000_000 });
});

test('init segments and indexes are neither main nor audio', () => {
  const transfers = createTransfers(now);
  const transfer = transfers.open(requestOf('i'), { type: 0, ...(videos[0] && { stream: videos[0] }) });
  expect(toSample(transfer, ladder, end(now())).kind).toBe('other');
});

test("a preload's packets replayed in a burst keep their own times", () => {
  const transfers = createTransfers(now);
  const request = requestOf('v');
  vi.advanceTimersByTime(5000);
  const unknown: Transfer[] = [];
  for (const milliseconds of [140, 100, 100])
    unknown.push(...[transfers.packet(milliseconds, 50_000, request, contextOf(videos[1])) ?? []].flat());
  expect(unknown).toHaveLength(1);
  expect(unknown[0]?.replayed).toBe(true);
  const transfer = transfers.close(request);
  expect(transfer?.lastPacketAtSeconds).toBeCloseTo(now() - 4.66, 2);
  const sample = toSample(transfer as Transfer, ladder, end(transfer?.lastPacketAtSeconds ?? 0));
  expect(sample.ttfbSeconds).toBeCloseTo(0.04, 3);
  expect(sample.transferSeconds).toBeCloseTo(0.3, 3);
  expect(sample.sizeBits).toBe(1_200_000);
});

test('a retry starts over, and a packet after the end opens nothing', () => {
  const transfers = createTransfers(now);
  const active = (): readonly Transfer[] => transfers.all.filter(({ over }) => !over);
  const request = requestOf('v');
  transfers.open(request, contextOf(videos[0]));
  transfers.headers(request, {});
  transfers.packet(100, 30_000, request, undefined);
  expect(transfers.close(request)?.loadedBytes).toBe(30_000);
  transfers.packet(100, 30_000, request, undefined);
  expect(active()).toEqual([]);
  vi.advanceTimersByTime(1000);
  Object.assign(request, { requestStartTime: Date.now() - 50 });
  transfers.headers(request, { 'content-length': '99' });
  expect(active()).toMatchObject([{ loadedBytes: 0, totalBytes: 99, stream: videos[0] }]);
  transfers.close(request);
  transfers.packet(100, 30_000, request, undefined);
  expect(active()).toEqual([]);
});

test('a compressed body has no known length', () => {
  const transfers = createTransfers(now);
  const request = requestOf('v');
  const transfer = transfers.open(request, contextOf(videos[0]));
  transfers.headers(request, { 'content-length': '1000', 'content-encoding': 'gzip' });
  expect(transfer.totalBytes).toBeUndefined();
});

test('the host is that of the URL in use', () => {
  expect(hostOf({ uris: ['https://a.example/1', 'https://b.example:8080/1'], attempt: 1 })).toBe('b.example:8080');
  expect(hostOf({ uris: ['offline:1'] })).toBe('');
  expect(hostOf({ uris: ['not a url'] })).toBeUndefined();
});

test('sizes come from byte ranges only', () => {
  const sized = (bytes: number | undefined) =>
    ({ ...videos[0], segmentIndex: { find: () => 0, get: () => segment(0, bytes) } }) as unknown as (typeof videos)[number];
  expect(segmentBits(sized(1000), 0)).toBe(8000);
  expect(segmentBits(sized(undefined), 0)).toBeUndefined();
});

/** Giving up a segment on its way. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SessionEvent } from '../../../session/index.ts';
import type { ShakaAbrManager, ShakaStream, ShakaVariant } from '../contract.ts';
import { createShakaAbr, type PluginOptions } from '../index.ts';
import { FakePlayer, productLadder, segment, stream, variant } from './fake-player.ts';
import { type Script, scriptedEngine } from './scripted-engine.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A manager that always plays the first variant. */
function quietManager(): ShakaAbrManager {
  let variants: ShakaVariant[] = [];
  const nothing = (): void => undefined;
  return {
    init: nothing,
    stop: nothing,
    release: nothing,
    setVariants: (list) => {
      variants = list;
      return true;
    },
    chooseVariant: () => variants[0] as ShakaVariant,
    enable: nothing,
    disable: nothing,
    segmentDownloaded: nothing,
    trySuggestStreams: nothing,
    getBandwidthEstimate: () => 1e6,
    playbackRateChanged: nothing,
    setMediaElement: nothing,
    setCmsdManager: nothing,
    configure: nothing,
  };
}

function play(script: Script, variants = productLadder().variants, mode: NonNullable<PluginOptions['mode']> = 'control') {
  const player = new FakePlayer(quietManager);
  const events: SessionEvent[] = [];
  const abr = createShakaAbr(player.asPlayer, { createEngine: script.createEngine, mode, onEvent: (event) => void events.push(event) });
  player.configure('abrFactory', abr);
  const manager = player.load(variants);
  return { player, manager, of: (type: SessionEvent['type']) => events.filter((event) => event.type === type) };
}

/** A request with some bytes, 300 ms old. */
function slowTransfer(player: FakePlayer): ReturnType<FakePlayer['request']> {
  const transfer = player.request(0);
  vi.advanceTimersByTime(60);
  player.headers(transfer, 1_000_000);
  vi.advanceTimersByTime(240);
  player.packet(transfer, 300, 20_000);
  return transfer;
}
const abort = (player: FakePlayer, { request }: ReturnType<FakePlayer['request']>): void =>
  player.emit('downloadfailed', { requestType: 1, request, error: { code: 7001 } });

test('the engine sees the transfer as it is', () => {
  const script = scriptedEngine(3);
  const { player } = play(script);
  slowTransfer(player);
  vi.advanceTimersByTime(100);
  const seen = script.inFlight.at(-1);
  expect(seen).toMatchObject({ renditionIndex: 3, loadedBits: 160_000, totalBits: 8_000_000, rescues: 0 });
  expect(seen?.elapsedSeconds).toBeCloseTo(0.4, 1);
  expect(seen?.ttfbSeconds).toBeCloseTo(0.05, 2);
});

test('a rescue switches down once, keeps the audio, and makes Shaka abort', async () => {
  const script = scriptedEngine(3);
  const { player, manager, of } = play(script);
  const audio = player.active?.audio;
  const transfer = slowTransfer(player);
  script.rescueTo = 0;
  await vi.advanceTimersByTimeAsync(500);
  expect(player.switches.map((one) => [one.video?.bandwidth, one.audio])).toEqual([[400_000, audio]]);
  // Shaka aborts when `newBits / estimate < bufferedAhead - rebufferingGoal`: below zero, always.
  expect(player.estimateAtSwitch).toBeLessThan(0);
  expect(manager.getBandwidthEstimate()).toBe(2e6);
  expect(of('rescue')).toEqual([]);
  abort(player, transfer);
  expect(of('rescue')).toMatchObject([{ fromIndex: 3, toIndex: 0, wastedBits: 160_000 }]);
  expect(of('decision').at(-1)).toMatchObject({ applied: true, decision: { action: 'rescue' } });
  expect(script.samples.at(-1)).toMatchObject({ partial: true, sizeBits: 160_000, kind: 'main' });
});

test('rescues of one segment are counted across its requests', async () => {
  const script = scriptedEngine(3);
  const { player } = play(script);
  script.rescueTo = 2;
  const transfer = slowTransfer(player);
  await vi.advanceTimersByTimeAsync(100);
  abort(player, transfer);
  slowTransfer(player);
  vi.advanceTimersByTime(1000);
  expect(script.inFlight.at(-1)).toMatchObject({ renditionIndex: 2, rescues: 1 });
});

test('in observe it is only reported', () => {
  const script = scriptedEngine(0);
  const { player, of } = play(script, productLadder().variants.reverse(), 'observe');
  script.rescueTo = 1;
  slowTransfer(player);
  vi.advanceTimersByTime(500);
  expect(player.switches).toEqual([]);
  expect(of('decision').filter((event) => event.type === 'decision' && event.decision.action === 'rescue')).toMatchObject([
    { applied: false },
  ]);
});

test('where the new index must be fetched first, the switch waits for it, and for the transfer to be still slow', async () => {
  let opened: () => void = () => undefined;
  const createSegmentIndex = (): Promise<void> =>
    new Promise((resolve) => {
      opened = resolve;
    });
  const closed: Partial<ShakaStream> = { createSegmentIndex };
  const videos = [stream('video', 400_000, 240, closed), stream('video', 4_500_000, 1080)];
  const script = scriptedEngine(1);
  const { player } = play(
    script,
    videos.map((video) => variant(video, null)),
  );
  script.rescueTo = 0;
  const transfer = slowTransfer(player);
  vi.advanceTimersByTime(300);
  expect(player.switches).toEqual([]);
  player.complete(transfer, 1_000_000);
  opened();
  await vi.advanceTimersByTimeAsync(100);
  expect(player.switches).toEqual([]);
  const second = player.request(2);
  player.packet(second, 300, 20_000);
  vi.advanceTimersByTime(100);
  opened();
  await vi.advanceTimersByTimeAsync(1);
  expect(player.switches).toHaveLength(1);
});

test('nothing is concluded after a late tick, and nothing is watched without a main transfer', () => {
  const script = scriptedEngine(3);
  const { player } = play(script);
  const transfer = slowTransfer(player);
  vi.advanceTimersByTime(100);
  const looks = script.inFlight.length;
  // Timers stood still for a minute: the tab was asleep.
  const { now } = performance;
  const jump = vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 60_000);
  vi.advanceTimersByTime(100);
  expect(script.inFlight).toHaveLength(looks);
  vi.advanceTimersByTime(100);
  expect(script.inFlight).toHaveLength(looks + 1);
  player.complete(transfer, 1_000_000);
  vi.advanceTimersByTime(1000);
  expect(script.inFlight).toHaveLength(looks + 1);
  jump.mockRestore();
});

test('transfers of something else are not watched', () => {
  const script = scriptedEngine(3);
  const { player } = play(script);
  const other = player.request(0, stream('video', 4_500_000, 1080));
  player.packet(other, 300, 20_000);
  vi.advanceTimersByTime(500);
  expect(script.inFlight).toEqual([]);
  expect(segment(0).getStartTime()).toBe(0);
});

test.each([
  ['on demand, the index of the lowest rung is opened', false, 1],
  ['in live, where it would be polled, it stays closed', true, 0],
] as const)('ahead of any rescue: %s', (_, live, opened) => {
  const createSegmentIndex = vi.fn(() => Promise.resolve());
  const videos = [stream('video', 400_000, 240, { createSegmentIndex }), stream('video', 4_500_000, 1080)];
  const { player } = play(
    scriptedEngine(1),
    videos.map((video) => variant(video, null)),
  );
  vi.spyOn(player, 'isLive').mockReturnValue(live);
  player.request(0);
  player.append(0);
  expect(createSegmentIndex).toHaveBeenCalledTimes(opened);
});

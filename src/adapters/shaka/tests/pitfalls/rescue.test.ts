/** Pitfalls 19 and 20: giving up a segment, and not giving up a good one. The engine is ours. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FakePlayer, productLadder, stream } from '../fake-player.ts';
import { scriptedEngine } from '../scripted-engine.ts';
import { plainPlayer, type Wrapped, wrappedPlayer } from '../wrapped-player.ts';
import { bytesOf, download } from './download.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Playback moves on with the clock. */
function runClock(player: FakePlayer): void {
  const startedAtMilliseconds = performance.now();
  Object.defineProperty(player.media, 'currentTime', { get: () => (performance.now() - startedAtMilliseconds) / 1000 });
  player.media.dispatchEvent(new Event('play'));
}
/** On the top rung after a minute of plenty, with `bufferSeconds` ahead. */
function onTop(bufferSeconds: number): Wrapped {
  const wrapped = wrappedPlayer();
  const { player } = wrapped;
  player.load(productLadder().variants);
  runClock(player);
  for (let number = 0; number < 14; number++) {
    download([player], number, { bytes: bytesOf(20e6, 1.2), seconds: 1.2 });
    vi.advanceTimersByTime(2700);
    player.media.dispatchEvent(new Event('timeupdate'));
  }
  player.media.bufferEndSeconds = player.media.currentTime + bufferSeconds;
  expect(player.active?.video?.bandwidth).toBe(4_500_000);
  return wrapped;
}
/** A segment of 2.25 MB that comes at 200 kbit/s. */
function collapse(player: FakePlayer, seconds: number, of = player.active?.video) {
  const transfer = player.request(14, of);
  vi.advanceTimersByTime(60);
  player.headers(transfer, 2_250_000);
  for (let i = 0; i < seconds * 2; i++) {
    vi.advanceTimersByTime(500);
    player.packet(transfer, 500, 12_500);
  }
  return transfer;
}
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);
const rescues = ({ of }: Wrapped): number =>
  of('decision').filter((event) => event.type === 'decision' && event.decision.action === 'rescue').length;

describe('pitfall 19: giving up a segment', () => {
  test('pitfall 19: a collapse is met within the segment, and Shaka is made to abort', async () => {
    const wrapped = onTop(9);
    const { player } = wrapped;
    const switches = player.switches.length;
    for (let half = 0; half < 16 && rescues(wrapped) === 0; half++) {
      if (half === 0) collapse(player, 1);
      await vi.advanceTimersByTimeAsync(500);
    }
    const decision = wrapped.of('decision').at(-1);
    expect(decision).toMatchObject({ applied: true, decision: { action: 'rescue' } });
    // With enough left to load the lower one.
    expect(decision?.type === 'decision' && decision.decision.bufferSeconds).toBeGreaterThan(1);
    expect(player.switches.length).toBe(switches + 1);
    expect(player.active?.video?.bandwidth).toBeLessThan(4_500_000);
    expect(player.estimateAtSwitch).toBeLessThan(0);
  });

  test('pitfall 19: once per request, and none while the abort is on its way', async () => {
    const wrapped = onTop(9);
    collapse(wrapped.player, 4);
    await settle();
    await vi.advanceTimersByTimeAsync(3000);
    expect(rescues(wrapped)).toBe(1);
  });

  test('pitfall 19: after an abort the new request is not judged for a second, nor before its first byte', async () => {
    const script = scriptedEngine(3);
    const { player } = wrappedPlayer(script);
    player.load(productLadder().variants);
    script.rescueTo = 2;
    const first = player.request(0);
    player.packet(first, 300, 20_000);
    await vi.advanceTimersByTimeAsync(100);
    player.emit('downloadfailed', { requestType: 1, request: first.request, error: { code: 7001 } });
    const looks = script.inFlight.length;
    const second = player.request(0);
    await vi.advanceTimersByTimeAsync(1500);
    expect(script.inFlight).toHaveLength(looks);
    player.packet(second, 1500, 20_000);
    await vi.advanceTimersByTimeAsync(100);
    expect(script.inFlight).toHaveLength(looks + 1);
    player.emit('downloadfailed', { requestType: 1, request: second.request, error: { code: 7001 } });
    player.packet(player.request(0), 300, 20_000);
    await vi.advanceTimersByTimeAsync(900);
    expect(script.inFlight).toHaveLength(looks + 1);
    await vi.advanceTimersByTimeAsync(200);
    expect(script.inFlight.length).toBeGreaterThan(looks + 1);
  });

  test('pitfall 19: not while no byte has come: a lower rung would wait just the same', async () => {
    const wrapped = onTop(9);
    wrapped.player.request(14);
    await vi.advanceTimersByTimeAsync(8000);
    expect(rescues(wrapped)).toBe(0);
  });

  test('pitfall 19: not when hardly anything is missing', async () => {
    const wrapped = onTop(9);
    const { player } = wrapped;
    const transfer = player.request(14);
    vi.advanceTimersByTime(60);
    player.headers(transfer, 2_250_000);
    vi.advanceTimersByTime(900);
    player.packet(transfer, 900, 2_225_000);
    for (let i = 0; i < 6; i++) {
      vi.advanceTimersByTime(500);
      player.packet(transfer, 500, 2000);
    }
    await settle();
    expect(rescues(wrapped)).toBe(0);
  });

  test('pitfall 19: not on the lowest rung, and never for sound, init segments or what has no rung', async () => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    player.load(productLadder().variants);
    for (const other of [player.active?.audio, stream('video', 1e6, 480)]) {
      const transfer = player.request(0, other);
      vi.advanceTimersByTime(2000);
      player.complete(transfer, 1000);
    }
    expect(script.inFlight).toEqual([]);

    const wrapped = wrappedPlayer();
    wrapped.player.load(productLadder().variants.filter(({ video }) => video?.height === 240));
    runClock(wrapped.player);
    for (let number = 0; number < 4; number++) download([wrapped.player], number, { bytes: 200_000, seconds: 1 });
    collapse(wrapped.player, 4);
    await settle();
    expect(rescues(wrapped)).toBe(0);
    expect(wrapped.player.switches).toEqual([]);
  });

  test('pitfall 19: a dead server is left to the timeouts of the player: after a failure without bytes nothing is rescued', async () => {
    const wrapped = onTop(9);
    const { player } = wrapped;
    for (let attempt = 0; attempt < 3; attempt++) {
      const { request } = player.request(14);
      await vi.advanceTimersByTimeAsync(5000);
      player.emit('downloadfailed', { requestType: 1, request, error: { code: 1003 } });
    }
    expect(rescues(wrapped)).toBe(0);
  });
});

describe('pitfall 20: switches in the middle of a segment', () => {
  test("pitfall 20: a climb waits for the append; Shaka's own rule climbs in mid-segment and throws the download away", () => {
    const ours = wrappedPlayer(scriptedEngine(3));
    const theirs = plainPlayer();
    const { variants } = productLadder();
    const midSegment: number[] = [];
    for (const player of [ours.player, theirs]) {
      player.load(variants);
      player.active = variants.at(-1);
      const transfer = player.request(0);
      for (let i = 0; i < 10; i++) {
        vi.advanceTimersByTime(150);
        player.packet(transfer, 150, 300_000);
      }
      midSegment.push(player.switches.length);
      player.complete(transfer, 3_000_000);
      player.append(0);
    }
    expect(midSegment).toEqual([0, 1]);
    expect(ours.player.switches).toHaveLength(1);
  });

  test('pitfall 20: allowSwitch=false is respected', () => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    player.load(productLadder().variants);
    script.next = 3;
    const transfer = player.request(0);
    player.packet(transfer, 300, 100_000, false);
    player.complete(transfer, 100_000);
    player.append(0);
    expect(player.switches).toEqual([]);
    player.packet(player.request(1), 300, 100_000, true);
    player.append(1);
    expect(player.switches).toHaveLength(1);
  });

  test('pitfall 20: a vote for aborting is seen by nobody but the switch that it belongs to', async () => {
    const script = scriptedEngine(3);
    const { player } = wrappedPlayer(script);
    const manager = player.load(productLadder().variants);
    script.next = 0;
    player.append(0);
    expect(player.estimateAtSwitch).toBe(2e6);
    player.active = player.variants.find(({ video }) => video?.height === 1080);
    script.rescueTo = 0;
    const transfer = player.request(1);
    player.packet(transfer, 300, 20_000);
    await vi.advanceTimersByTimeAsync(500);
    expect(player.estimateAtSwitch).toBe(-1);
    expect(manager.getBandwidthEstimate()).toBe(2e6);
  });
});

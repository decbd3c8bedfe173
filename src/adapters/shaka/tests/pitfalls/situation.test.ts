/** Pitfalls 15 to 18: what the engine is told of playback, buffer and start. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { abrConfig, type FakePlayer, productLadder, stream } from '../fake-player.ts';
import { scriptedEngine } from '../scripted-engine.ts';
import { wrappedPlayer } from '../wrapped-player.ts';
import { bytesOf, download, estimateOf } from './download.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A load whose engine tells what it was asked. */
function asked(abr: Parameters<typeof abrConfig>[0] = {}, variants = productLadder().variants) {
  const script = scriptedEngine(0);
  const wrapped = wrappedPlayer(script);
  wrapped.player.abr = abrConfig(abr);
  const manager = wrapped.player.load(variants);
  let number = 0;
  const next = () => {
    wrapped.player.request(number);
    wrapped.player.append(number++);
    return script.situations.at(-1);
  };
  return { ...wrapped, script, manager, next };
}

describe('pitfall 15: rates, pauses, seeks, ends', () => {
  test("pitfall 15: the page's rate counts, not the element's, which is 0 while Shaka buffers or steps", () => {
    const { player, manager, next } = asked();
    Object.assign(player.media, { playbackRate: 0 });
    expect(next()?.playbackRate).toBe(1);
    manager.playbackRateChanged(2);
    expect(next()?.playbackRate).toBe(2);
    manager.playbackRateChanged(Number.NaN);
    expect(next()?.playbackRate).toBe(1);
  });

  test("pitfall 15: backwards the buffer ahead means nothing: Shaka's own rule plays, and forwards ours again", () => {
    const { player, manager, script, of, next } = asked();
    next();
    manager.playbackRateChanged(-4);
    const [decisions, situations] = [of('decision').length, script.situations.length];
    next();
    expect([of('decision').length, script.situations.length]).toEqual([decisions, situations]);
    expect(estimateOf(player)).toBe(1e6);
    manager.playbackRateChanged(1);
    next();
    expect(script.situations.length).toBe(situations + 1);
    // Not taken over to the next load.
    manager.playbackRateChanged(-4);
    manager.stop();
    const before = script.situations.length;
    player.load(productLadder().variants);
    expect(script.situations.slice(before)).toMatchObject([{ playbackRate: 1 }]);
  });

  test('pitfall 15: segments of a trick-play stream decide nothing: normal play goes on where it was', () => {
    const { player, script, of, next } = asked();
    next();
    const situations = script.situations.length;
    const trick = stream('video', 50_000, 120);
    script.next = 3;
    for (const number of [7, 8, 9]) download([player], number, { bytes: 20_000, seconds: 0.3, stream: trick });
    expect(script.situations).toHaveLength(situations);
    expect(player.switches).toEqual([]);
    expect(of('segment')).toHaveLength(1);
    expect(script.inFlight).toEqual([]);
  });

  test('pitfall 15: a seek that empties the buffer is not playing, so it is no emergency', () => {
    const { player, next } = asked();
    Object.assign(player.media, { seeking: true, currentTime: 100 });
    player.media.dispatchEvent(new Event('seeking'));
    expect(next()).toMatchObject({ playing: false, bufferSeconds: 0 });
  });

  test('pitfall 15: at the end what is left is what counts; live has no end', () => {
    const { player, next } = asked();
    Object.assign(player.media, { currentTime: 590, bufferEndSeconds: 596 });
    expect(next()).toMatchObject({ bufferSeconds: 6, remainingSeconds: 4 });
    vi.spyOn(player, 'isLive').mockReturnValue(true);
    expect(next()?.remainingSeconds).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('pitfall 16: buffer targets', () => {
  test.each([
    [{ bufferingGoal: 10, segmentPrefetchLimit: 1 }, 10],
    [{ bufferingGoal: 60, segmentPrefetchLimit: 1 }, 60],
    // Shaka fills up to the larger of both.
    [{ bufferingGoal: 10, rebufferingGoal: 20, segmentPrefetchLimit: 1 }, 20],
  ])('pitfall 16: %o is a buffer of %i s, also when it is set in mid-play', (streaming, seconds) => {
    const { player, next } = asked();
    expect(next()?.maxBufferSeconds).toBe(10);
    vi.spyOn(player, 'getConfiguration').mockReturnValue({ abrFactory: player.abrFactory, streaming });
    player.configure('abr', {});
    expect(next()?.maxBufferSeconds).toBe(seconds);
  });
});

describe('pitfall 17: the buffer that the ABR sees', () => {
  const withRanges = (player: FakePlayer, ...ranges: readonly (readonly [number, number])[]): void =>
    void Object.defineProperty(player.media, 'buffered', {
      value: { length: ranges.length, start: (i: number) => ranges[i]?.[0], end: (i: number) => ranges[i]?.[1] },
    });

  test('pitfall 17: what lies behind a hole is not ahead; a hole that players jump is none', () => {
    const { player, next } = asked();
    withRanges(player, [0, 6], [9, 30]);
    expect(next()?.bufferSeconds).toBe(6);
    const other = asked();
    withRanges(other.player, [0, 6], [6.1, 12]);
    expect(other.next()?.bufferSeconds).toBe(12);
  });

  test('pitfall 17: nothing at the playhead is an empty buffer, never a negative or infinite one', () => {
    const { player, next } = asked();
    Object.assign(player.media, { currentTime: 50 });
    withRanges(player, [0, 6]);
    expect(next()?.bufferSeconds).toBe(0);
  });

  test('pitfall 17: a preload has no element yet: nothing is buffered, and nothing of another film is read', () => {
    const script = scriptedEngine(1);
    const { player } = wrappedPlayer(script);
    Object.assign(player.media, { currentTime: 50, bufferEndSeconds: 80 });
    player.load(productLadder().variants, true);
    expect(script.situations[0]).toMatchObject({
      bufferSeconds: 0,
      playing: false,
      remainingSeconds: Number.POSITIVE_INFINITY,
      currentIndex: -1,
    });
  });
});

describe('pitfall 18: the first decision', () => {
  test('pitfall 18: with nothing measured the guess is used: what the server measured, the browser, the page, in this order', () => {
    const prior = (abr: Parameters<typeof abrConfig>[0]) => asked(abr).script.situations[0]?.priorRateBitsPerSecond;
    expect(prior({ defaultBandwidthEstimate: 3e6 })).toBe(3e6);
    vi.stubGlobal('navigator', { connection: { downlink: 5 }, userAgent: 'node', onLine: true });
    expect(prior({ defaultBandwidthEstimate: 3e6 })).toBe(3e6);
    expect(prior({ defaultBandwidthEstimate: 3e6, useNetworkInformation: true })).toBe(5e6);
    const { manager, next } = asked({ useNetworkInformation: true });
    manager.setCmsdManager({ getMaxBitrate: () => null, getEstimatedThroughput: () => 2e6 });
    expect(next()?.priorRateBitsPerSecond).toBe(2e6);
  });

  test('pitfall 18: the second load of a player starts from what the first measured; a stranger starts from a guess', () => {
    const { player } = wrappedPlayer();
    const first = productLadder();
    const manager = player.load(first.variants);
    const start = player.active?.video?.height ?? 0;
    for (let number = 0; number < 8; number++) download([player], number, { bytes: bytesOf(8e6, 1), seconds: 1 });
    manager.stop();
    player.load(productLadder().variants);
    expect(player.active?.video?.height).toBeGreaterThan(start);
    const stranger = wrappedPlayer();
    stranger.player.load(productLadder().variants);
    expect(stranger.player.active?.video?.height).toBe(start);
  });
});

/** Live: what the engine is told of the edge, and segments that are sent while the encoder makes them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FakePlayer, productLadder } from './fake-player.ts';
import { bytesOf, download, estimateOf, lastVerdict } from './pitfalls/download.ts';
import { scriptedEngine } from './scripted-engine.ts';
import { wrappedPlayer } from './wrapped-player.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A segment of 4 s at `rate`, sent in eight chunks as they are made, over a link of `linkRate`; its length is not declared. */
function sendAsMade(player: FakePlayer, number: number, rate: number, linkRate: number, stream = player.active?.video): void {
  const chunkBytes = bytesOf(rate, 0.5);
  const transfer = player.request(number, stream);
  vi.advanceTimersByTime(50);
  Object.assign(transfer.request, { timeToFirstByte: 50 });
  player.emit('downloadheadersreceived', { requestType: 1, request: transfer.request, headers: {} });
  const chunkMilliseconds = (chunkBytes * 8000) / linkRate;
  for (let chunk = 0; chunk < 8; chunk++) {
    for (let sent = 0; sent < chunkMilliseconds; sent += 50) {
      const milliseconds = Math.min(50, chunkMilliseconds - sent);
      vi.advanceTimersByTime(milliseconds);
      player.packet(transfer, milliseconds, (chunkBytes * milliseconds) / chunkMilliseconds);
    }
    if (chunk < 7) vi.advanceTimersByTime(500 - chunkMilliseconds);
  }
  player.complete(transfer, 8 * chunkBytes);
  player.append(number, stream?.type);
}

function liveLoad(isLive = true, script?: ReturnType<typeof scriptedEngine>) {
  const wrapped = wrappedPlayer(script);
  vi.spyOn(wrapped.player, 'isLive').mockReturnValue(isLive);
  wrapped.player.load(productLadder().variants);
  return wrapped;
}

describe('live', () => {
  test('a segment that comes as it is made does not lower what is believed, nor is it given up', () => {
    const wrapped = liveLoad();
    const { player, of } = wrapped;
    for (let i = 0; i < 4; i++) download([player], i, { bytes: bytesOf(6_000_000, 2), seconds: 2 });
    const before = estimateOf(player);
    for (let i = 4; i < 12; i++) {
      sendAsMade(player, i, 500_000, 6_000_000);
      Object.assign(player.media, { currentTime: 4 * i + 2 });
    }
    expect(lastVerdict(wrapped)).toBe('source-limited');
    expect(estimateOf(player)).toBeGreaterThan(0.8 * before);
    expect(of('rescue')).toEqual([]);
  });

  test('what was wrong: the same bytes on demand are a slow link', () => {
    const { player } = liveLoad(false);
    for (let i = 0; i < 4; i++) download([player], i, { bytes: bytesOf(6_000_000, 2), seconds: 2 });
    const before = estimateOf(player);
    for (let i = 4; i < 12; i++) sendAsMade(player, i, 500_000, 6_000_000);
    expect(estimateOf(player)).toBeLessThan(0.5 * before);
  });

  test('audio that comes as it is made is no first guess of the link', () => {
    const wrapped = liveLoad();
    sendAsMade(wrapped.player, 0, 128_000, 6_000_000, wrapped.player.active?.audio ?? null);
    expect(lastVerdict(wrapped)).toBe('source-limited');
  });

  test.each([
    [{ enabled: true, targetLatency: 1, maxPlaybackRate: 1.1 }, null, 11, 1.1],
    [{ enabled: false, targetLatency: 1, maxPlaybackRate: 1.1 }, { targetLatency: 2, maxPlaybackRate: 1.04 }, 12, 1.04],
    [{ enabled: false, targetLatency: 1, maxPlaybackRate: 1.1 }, { targetLatency: 2, maxPlaybackRate: 0 }, 12, 1.1],
    [{ enabled: false, targetLatency: 1, maxPlaybackRate: 1.1 }, null, 10, 1],
    [undefined, null, 10, 1],
  ])('liveSync %o, service description %o: target %d s, catches up at %d', (liveSync, serviceDescription, targetSeconds, rate) => {
    const script = scriptedEngine(0);
    const { player } = liveLoad(true, script);
    const streaming = { bufferingGoal: 10, segmentPrefetchLimit: 1, ...(liveSync && { liveSync }) };
    vi.spyOn(player, 'getConfiguration').mockImplementation(() => ({ abrFactory: player.abrFactory, streaming }));
    Object.assign(player, { getManifest: () => ({ serviceDescription }) });
    // The seek range ends 10 s behind the live edge, and playback is 4 s behind that.
    vi.spyOn(player, 'getStats').mockReturnValue({ liveLatency: 14 });
    vi.spyOn(player, 'seekRange').mockReturnValue({ start: 0, end: 40 });
    Object.assign(player.media, { currentTime: 36 });
    download([player], 0, { bytes: 500_000, seconds: 1 });
    expect(script.situations.at(-1)?.live).toEqual({ latencySeconds: 14, targetLatencySeconds: targetSeconds, maxPlaybackRate: rate });
  });
});

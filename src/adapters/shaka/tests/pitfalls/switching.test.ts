/** Pitfall 14: what a switch costs. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { abrConfig, productLadder, stream, variant } from '../fake-player.ts';
import { scriptedEngine } from '../scripted-engine.ts';
import { wrappedPlayer } from '../wrapped-player.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('pitfall 14: what a switch costs', () => {
  const closed = { createSegmentIndex: vi.fn(() => Promise.resolve()) };
  const open = (bytes: number | null) => ({
    segmentIndex: {
      find: () => 0,
      get: () => ({
        getStartTime: () => 0,
        getEndTime: () => 4,
        getStartByte: () => 1000,
        getEndByte: () => (bytes === null ? null : 999 + bytes),
      }),
    },
  });
  const delays = (manifestType: string, bytes: number | null) => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    vi.spyOn(player, 'getManifestType').mockReturnValue(manifestType);
    closed.createSegmentIndex.mockClear();
    const videos = [stream('video', 4e5, 240, open(bytes)), stream('video', 9e5, 360, closed), stream('video', 2e6, 720, closed)];
    player.load(videos.map((video) => variant(video, null)));
    player.request(0);
    player.append(0);
    return { player, renditions: script.situations.at(-1)?.renditions ?? [] };
  };

  test('pitfall 14: a playlist of HLS or a sidx that is not open costs a round trip; indexes of templates cost nothing', () => {
    const delaysOf = (manifestType: string, bytes: number | null) =>
      delays(manifestType, bytes).renditions.map((one) => one.playlistDelaySeconds);
    expect(delaysOf('HLS', null)).toEqual([0, 0.1, 0.1]);
    expect(delaysOf('DASH', 5000)).toEqual([0, 0.1, 0.1]);
    expect(delaysOf('DASH', null)).toEqual([0, 0, 0]);
  });

  test('pitfall 14: where the container tells sizes, they are read, and one more index is opened at each segment', () => {
    const { player, renditions } = delays('DASH', 5000);
    expect(renditions.map((one) => one.nextSegmentBits)).toEqual([40_000, undefined, undefined]);
    expect(closed.createSegmentIndex).toHaveBeenCalledTimes(1);
    player.append(1);
    expect(closed.createSegmentIndex).toHaveBeenCalledTimes(2);
    // Without sizes, only the lowest rung's: rescues go there.
    const template = delays('DASH', null);
    template.player.append(1);
    expect(closed.createSegmentIndex).not.toHaveBeenCalled();
  });

  test('pitfall 14: an index that cannot be opened is tried once, and does not keep others closed', async () => {
    const script = scriptedEngine(0);
    const { player, of } = wrappedPlayer(script);
    const broken = vi.fn(() => Promise.reject(new Error('404')));
    closed.createSegmentIndex.mockClear();
    const [low, mid, high] = [open(5000), { createSegmentIndex: broken }, closed].map((more, i) =>
      stream('video', (i + 1) * 1e6, 360, more),
    );
    player.load([low, mid, high].map((video) => variant(video ?? null, null)));
    player.request(0);
    for (let number = 0; number < 3; number++) {
      player.append(number);
      await Promise.resolve();
      await Promise.resolve();
    }
    expect(broken).toHaveBeenCalledTimes(1);
    expect(closed.createSegmentIndex).toHaveBeenCalledTimes(2);
    expect(of('fault')).toEqual([]);
  });
});

test('pitfall 14: clearing the buffer for a quick switch happens only where the page asked for it, and never for the same rung', () => {
  const script = scriptedEngine(0);
  const { player } = wrappedPlayer(script);
  player.abr = abrConfig({ clearBufferSwitch: true, safeMarginSwitch: 8 });
  const manager = player.load(productLadder().variants);
  const cleared: unknown[] = [];
  manager.stop();
  manager.configure(player.abr);
  manager.init((...args) => void cleared.push(args.slice(1)));
  manager.setVariants(player.variants);
  manager.enable();
  player.request(0);
  player.append(0);
  expect(cleared).toEqual([]);
  script.next = 2;
  player.append(1);
  expect(cleared).toEqual([[true, 8]]);
});

/** What users of `player.configure('abr', …)` rely on. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { abrConfig, type FakePlayer, productLadder } from './fake-player.ts';
import { scriptedEngine } from './scripted-engine.ts';
import { wrappedPlayer } from './wrapped-player.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what the application allows', () => {
  const allowedWith = (
    abr: Parameters<typeof abrConfig>[0],
    prepare: (player: FakePlayer) => void = () => undefined,
  ): readonly boolean[] | undefined => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    player.abr = abrConfig(abr);
    player.load(productLadder().variants);
    prepare(player);
    player.append(0);
    return script.situations.at(-1)?.renditions.map(({ allowed }) => allowed);
  };

  test('restrictions', () => {
    expect(allowedWith({ restrictions: { maxHeight: 720 } })).toEqual([true, true, true, false]);
    expect(allowedWith({ restrictions: { minBandwidth: 800_000, maxBandwidth: 2_100_000 } })).toEqual([false, true, true, false]);
  });
  test('restrictions that nothing meets leave the cheapest variant', () => {
    expect(allowedWith({ restrictions: { maxHeight: 100 } })).toEqual([true, false, false, false]);
  });
  test("the element's size, up to the first picture that covers it", () => {
    const small = (player: FakePlayer): void => void Object.assign(player.media, { clientWidth: 700, clientHeight: 390 });
    expect(allowedWith({ restrictToElementSize: true }, small)).toEqual([true, true, true, false]);
    expect(allowedWith({ restrictToElementSize: false }, small)).toEqual([true, true, true, true]);
  });
  test("CMSD's highest bitrate", () => {
    expect(allowedWith({}, (player) => player.manager?.setCmsdManager({ getMaxBitrate: () => 1_100_000 }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  test('a guess of the rate only where somebody set it', () => {
    const prior = (abr: Parameters<typeof abrConfig>[0]): number | undefined => {
      const script = scriptedEngine(0);
      const { player } = wrappedPlayer(script);
      player.abr = abrConfig(abr);
      player.load(productLadder().variants);
      return script.situations[0]?.priorRateBitsPerSecond;
    };
    expect(prior({})).toBeUndefined();
    expect(prior({ defaultBandwidthEstimate: 3e6 })).toBe(3e6);
  });
});

describe('bans for dropped frames', () => {
  // Shaka 4's manager has no bans.
  test.skipIf(process.env.EVENKEEL_SHAKA?.includes('shaka-player-4.')).each([
    ['control', 0, 1],
    ['observe', 1, 1],
  ] as const)('in %s, the lowest rung is banned %i times and the next one %i times', (mode, lowest, next) => {
    const { player } = wrappedPlayer({ ...{ createEngine: scriptedEngine(0).createEngine }, mode });
    const { variants, videos } = productLadder();
    const counts = { dropped: 0, total: 0 };
    Object.assign(player.media, {
      getVideoPlaybackQuality: () => ({ droppedVideoFrames: counts.dropped, totalVideoFrames: counts.total }),
    });
    player.load(variants);
    const dropHalf = (): void => {
      counts.dropped += 25;
      counts.total += 50;
      vi.advanceTimersByTime(2000);
    };
    player.active = variants.find(({ video }) => video === videos[0]);
    dropHalf();
    expect(player.bans).toHaveLength(lowest);
    player.active = variants.find(({ video }) => video === videos[1]);
    dropHalf();
    expect(player.bans).toHaveLength(lowest + next);
  });
});

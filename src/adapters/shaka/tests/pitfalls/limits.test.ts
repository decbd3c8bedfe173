/** Pitfalls 21 and 22: limits that change, and several hosts. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { abrConfig, type FakePlayer, productLadder } from '../fake-player.ts';
import { scriptedEngine } from '../scripted-engine.ts';
import { plainPlayer, wrappedPlayer } from '../wrapped-player.ts';
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

const allowedHeights = (situation: ReturnType<ReturnType<typeof asked>['next']>): readonly number[] =>
  (situation?.renditions ?? []).filter(({ allowed }) => allowed).map(({ heightPixels }) => heightPixels);

describe('pitfall 21: limits that change', () => {
  test('pitfall 21: restrictions, element size and CMSD lower the next segment', () => {
    const { player, manager, next } = asked({ restrictToElementSize: true });
    expect(allowedHeights(next())).toEqual([240, 360, 720, 1080]);
    Object.assign(player.media, { clientWidth: 600, clientHeight: 338 });
    expect(allowedHeights(next())).toEqual([240, 360]);
    player.configure('abr', { restrictions: { maxHeight: 240 } });
    expect(allowedHeights(next())).toEqual([240]);
    player.configure('abr', {});
    manager.setCmsdManager({ getMaxBitrate: () => 1_100_000 });
    expect(allowedHeights(next())).toEqual([240, 360]);
    // Old CMSD managers have no other method.
    manager.setCmsdManager(null);
    expect(allowedHeights(next())).toEqual([240, 360, 720, 1080]);
  });

  test.each([Number.NaN, 0, null, -5000])('pitfall 21: a server that suggests %s as a rate suggests nothing to start from', (rate) => {
    const { manager, next } = asked({ defaultBandwidthEstimate: 3e6 });
    manager.setCmsdManager({ getMaxBitrate: () => null, getEstimatedThroughput: () => rate });
    expect(next()?.priorRateBitsPerSecond).toBe(3e6);
    manager.setCmsdManager({ getMaxBitrate: () => rate });
    expect(allowedHeights(next())).toEqual(rate === -5000 ? [240] : [240, 360, 720, 1080]);
  });

  test('pitfall 21: pixels of the device count, unless the page said otherwise', () => {
    vi.stubGlobal('devicePixelRatio', 2);
    vi.stubGlobal('screen', { width: 1920, height: 1080 });
    const small = (player: FakePlayer): void => void Object.assign(player.media, { clientWidth: 500, clientHeight: 281 });
    const sharp = asked({ restrictToScreenSize: true });
    small(sharp.player);
    expect(allowedHeights(sharp.next())).toEqual([240, 360, 720]);
    const coarse = asked({ restrictToScreenSize: true, ignoreDevicePixelRatio: true });
    small(coarse.player);
    expect(allowedHeights(coarse.next())).toEqual([240, 360]);
  });

  test('pitfall 21: a cap below what plays is obeyed at the very next append, with no interval', () => {
    const script = scriptedEngine(({ renditions }) => renditions.filter(({ allowed }) => allowed).length - 1);
    const { player } = wrappedPlayer(script);
    player.abr = abrConfig({ switchInterval: 60 });
    player.load(productLadder().variants);
    player.request(0);
    expect(player.active?.video?.height).toBe(1080);
    player.abr = abrConfig({ switchInterval: 60, restrictions: { maxHeight: 360 } });
    player.manager?.configure(player.abr);
    player.append(0);
    expect(player.active?.video?.height).toBe(360);
  });
});

describe('pitfall 22: steering and several hosts', () => {
  test('pitfall 22: a sample belongs to the host that served it, also when it changes under a variant', () => {
    const { player, script } = asked();
    const serve = (number: number, host: string): void => {
      const transfer = player.request(number);
      Object.assign(transfer.request, { uris: [`https://${host}/${number}.m4s`] });
      vi.advanceTimersByTime(50);
      player.headers(transfer, 500_000);
      vi.advanceTimersByTime(500);
      player.complete(transfer, 500_000);
      player.append(number);
    };
    serve(0, 'a.example');
    serve(1, 'b.example');
    expect(script.samples.map(({ host }) => host)).toEqual(['a.example', 'b.example']);
  });

  test('pitfall 22: a failed-over request is charged to the address of that attempt', () => {
    const { player, script } = asked();
    const transfer = player.request(0);
    Object.assign(transfer.request, { uris: ['https://a.example/0.m4s', 'https://b.example/0.m4s'], attempt: 1 });
    vi.advanceTimersByTime(500);
    player.complete(transfer, 500_000);
    expect(script.samples.at(-1)?.host).toBe('b.example');
  });

  test("pitfall 22: steering and CMCD are told the median, without a safety margin; Shaka's own is the lower of two means", () => {
    const ours = wrappedPlayer();
    const theirs = plainPlayer();
    const { variants } = productLadder();
    for (const player of [ours.player, theirs]) player.load(variants);
    for (let number = 0; number < 12; number++)
      download([ours.player, theirs], number, { bytes: bytesOf(number % 2 ? 8e6 : 4e6, 2), seconds: 2, ttfbSeconds: 0.2 });
    const geometricMean = Math.sqrt(4e6 * 8e6);
    expect(estimateOf(ours.player) / geometricMean).toBeGreaterThan(0.8);
    expect(estimateOf(ours.player) / geometricMean).toBeLessThan(1.25);
  });
});

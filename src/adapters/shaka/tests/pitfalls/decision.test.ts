/** Pitfalls 9 to 13: answers that a player cannot use, and answers at the wrong moment. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { productLadder, stream, variant } from '../fake-player.ts';
import { scriptedEngine } from '../scripted-engine.ts';
import { plainPlayer, wrappedPlayer } from '../wrapped-player.ts';
import { download } from './download.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const heightsAllowed = (renditions: readonly { readonly heightPixels: number; readonly allowed: boolean }[] = []): readonly number[] =>
  renditions.filter(({ allowed }) => allowed).map(({ heightPixels }) => heightPixels);

test('pitfall 9: one decision per segment, however many packets and configurations come between', () => {
  const script = scriptedEngine(0);
  const { player, of } = wrappedPlayer(script);
  const reference = plainPlayer();
  const { variants } = productLadder();
  for (const one of [player, reference]) one.load(variants);
  const decisions = of('decision').length;
  // An engine that would change its mind at every question.
  script.next = ({ currentIndex }) => (currentIndex + 1) % 4;
  for (const one of [player, reference]) {
    const transfer = one.request(0);
    for (let i = 0; i < 20; i++) one.packet(transfer, 150, 200_000);
    for (let i = 0; i < 5; i++) {
      one.configure('abr', {});
      one.manager?.enable();
    }
  }
  expect(of('decision')).toHaveLength(decisions);
  expect(player.switches).toEqual([]);
  // Shaka's own rule switches in the middle of the segment.
  expect(reference.switches.length).toBeGreaterThan(0);
  player.append(0);
  expect(of('decision')).toHaveLength(decisions + 1);
});

describe('pitfall 10: only what the last list holds', () => {
  test.each([-1, 4, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "pitfall 10: an answer of %s is a fault, and Shaka's own choice stands",
    (index) => {
      const { player, of } = wrappedPlayer(scriptedEngine(index));
      const { variants } = productLadder();
      player.load(variants);
      expect(variants).toContain(player.active);
      expect(of('fault')).toHaveLength(1);
      player.append(0);
      expect(player.switches.every((one) => variants.includes(one))).toBe(true);
    },
  );

  test('pitfall 10: a variant that left the list is never switched to, nor kept by a start that was picked before', () => {
    const script = scriptedEngine(3);
    const { player } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    const manager = player.load(variants);
    const fewer = variants.filter(({ video }) => video !== videos[3]);
    expect(manager.setVariants(fewer)).toBe(true);
    // The engine insists: a fault, and Shaka's own choice.
    expect(fewer).toContain(manager.chooseVariant());
    player.append(0);
    expect(player.switches).toEqual([]);
  });

  test('pitfall 10: an empty list does not throw', () => {
    const { player } = wrappedPlayer();
    const manager = player.load(productLadder().variants);
    expect(() => {
      manager.setVariants([]);
      manager.chooseVariant();
      player.append(0);
    }).not.toThrow();
  });
});

describe('pitfall 11: the will of the page', () => {
  test('pitfall 11: after selectVariantTrack() (ABR off) nothing is switched, rescued or banned for; enable() goes on', () => {
    const script = scriptedEngine(0);
    const { player, of } = wrappedPlayer(script);
    const manager = player.load(productLadder().variants);
    manager.disable();
    script.next = 3;
    script.rescueTo = 0;
    const decisions = of('decision').length;
    download([player], 0, { bytes: 200_000, seconds: 2 });
    expect([player.switches.length, script.inFlight.length]).toEqual([0, 0]);
    expect(of('decision')).toHaveLength(decisions);
    // What it measures meanwhile is kept.
    expect(script.samples).toHaveLength(1);
    manager.enable();
    player.append(1);
    expect(player.switches).toHaveLength(1);
  });

  test('pitfall 11: a track that the page chose is where the engine starts from', () => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    const manager = player.load(variants);
    manager.disable();
    player.active = variants.find(({ video }) => video === videos[2]);
    download([player], 0, { bytes: 200_000, seconds: 0.5 });
    manager.enable();
    player.append(1);
    expect(script.situations.at(-1)?.currentIndex).toBe(2);
  });

  test('pitfall 11: another language keeps the rung, so that Shaka need not clear the picture with the sound', () => {
    const script = scriptedEngine(2);
    const { player } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    const manager = player.load(variants);
    player.request(0);
    script.next = 0;
    const german = stream('audio', 96_000);
    manager.setVariants(videos.map((video) => variant(video, german)));
    expect(manager.chooseVariant()).toMatchObject({ video: { id: videos[2]?.id }, audio: { id: german.id } });
  });
});

describe('pitfall 12: ladders as they come', () => {
  const loadOf = (variants: ReturnType<typeof variant>[], next = 0) => {
    const script = scriptedEngine(next);
    const { player, of } = wrappedPlayer(script);
    player.load(variants);
    player.append(0);
    return { player, of, renditions: script.situations.at(-1)?.renditions ?? [] };
  };

  test('pitfall 12: V x A products are one rung per picture, cheapest first, from an unsorted list', () => {
    const { renditions, of } = loadOf(productLadder().variants);
    expect(renditions.map(({ heightPixels }) => heightPixels)).toEqual([240, 360, 720, 1080]);
    expect(of('fault')).toEqual([]);
  });

  test('pitfall 12: rungs go by the picture, even where its sound makes a lower one dearer', () => {
    const [low, mid] = [stream('video', 4e5, 240), stream('video', 6e5, 360)];
    const { renditions } = loadOf([variant(low, stream('audio', 5e5)), variant(mid, stream('audio', 64_000))]);
    expect(renditions.map(({ heightPixels }) => heightPixels)).toEqual([240, 360]);
  });

  test('pitfall 12: two pictures of the same rate stay two rungs', () => {
    const twins = [stream('video', 2e6, 720), stream('video', 2e6, 1080)];
    expect(loadOf(twins.map((video) => variant(video, null))).renditions.map(({ id }) => id)).toEqual(twins.map(({ id }) => `video-${id}`));
  });

  test('pitfall 12: HLS streams have no bandwidth of their own: the variant tells', () => {
    const videos = [stream('video', 0, 1080), stream('video', 0, 240)].map(({ bandwidth: _, ...rest }) => rest);
    const variants = videos.map((video, i) => ({ ...variant(null, null), video, bandwidth: [5e6, 4e5][i] ?? 0 }));
    expect(loadOf(variants).renditions.map(({ rateBitsPerSecond }) => rateBitsPerSecond)).toEqual([4e5, 5e6]);
  });

  test('pitfall 12: no rate at all is a finite rate, and one variant is a ladder', () => {
    const { renditions, player } = loadOf([{ ...variant(stream('video', 0), null), bandwidth: 0 }]);
    expect(renditions).toMatchObject([{ rateBitsPerSecond: 1, heightPixels: 0 }]);
    expect(player.switches).toEqual([]);
  });

  test('pitfall 12: sound alone has a ladder of its own, without a picture', () => {
    const audios = [48_000, 128_000].map((bandwidth) => stream('audio', bandwidth));
    const { player, renditions } = loadOf(audios.map((audio) => variant(null, audio)).reverse(), 1);
    expect(renditions).toMatchObject([
      { widthPixels: 0, heightPixels: 0 },
      { rateBitsPerSecond: 128_000, videoCodec: undefined },
    ]);
    expect(player.active?.audio).toBe(audios[1]);
  });
});

describe('pitfall 13: families and capabilities', () => {
  test('pitfall 13: codec, smoothness and power of each variant reach the engine', () => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    const codecs = ['avc1.4d401f', 'av01.0.08M.08', 'avc1.64001f,mp4a.40.2'];
    const variants = codecs.map((codec, i) => ({
      ...variant(stream('video', (i + 1) * 1e6, 360 * (i + 1), { codecs: codec }), null),
      decodingInfos: [{ smooth: i !== 1, powerEfficient: i === 0 }],
    }));
    player.load(variants);
    expect(script.situations[0]?.renditions).toMatchObject([
      { videoCodec: 'avc1.4d401f', smooth: true, powerEfficient: true },
      { videoCodec: 'av01.0.08M.08', smooth: false, powerEfficient: false },
      { videoCodec: 'avc1.64001f', smooth: true, powerEfficient: false },
    ]);
  });

  test('pitfall 13: another codec family is another ladder; a ban of some of it is not', () => {
    const { player, of } = wrappedPlayer(scriptedEngine(0));
    const manager = player.load(productLadder().variants);
    expect(of('ladder')).toHaveLength(1);
    manager.setVariants(player.variants.slice(2));
    expect(of('ladder')).toHaveLength(1);
    manager.setVariants(productLadder().variants);
    expect(of('ladder')).toHaveLength(2);
  });

  test('pitfall 13: a rung whose variants Shaka took away (errors, HDCP, keys) is not allowed and comes back', () => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    const manager = player.load(variants);
    manager.setVariants(variants.filter(({ video }) => video !== videos[1]));
    player.append(0);
    expect(heightsAllowed(script.situations.at(-1)?.renditions)).toEqual([240, 720, 1080]);
    manager.setVariants(variants);
    player.append(1);
    expect(heightsAllowed(script.situations.at(-1)?.renditions)).toEqual([240, 360, 720, 1080]);
  });
});

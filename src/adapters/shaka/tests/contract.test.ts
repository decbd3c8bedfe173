/** Each method of `AbrManager`, in the orders in which Shaka calls them, around Shaka's own manager. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ShakaVariant } from '../contract.ts';
import { abrConfig, productLadder, stream, variant } from './fake-player.ts';
import { scriptedEngine } from './scripted-engine.ts';
import { wrappedPlayer } from './wrapped-player.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('choosing', () => {
  test('the first variant is one of the list, and the decision is reported as applied', () => {
    const script = scriptedEngine(2);
    const { player, of } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    player.load(variants);
    expect(player.active?.video).toBe(videos[2]);
    expect(of('decision')).toMatchObject([{ applied: true, decision: { index: 2 } }]);
    expect(of('ladder')).toMatchObject([
      { renditions: [{ heightPixels: 240 }, { heightPixels: 360 }, { heightPixels: 720 }, { heightPixels: 1080 }] },
    ]);
  });

  test("a throw-away manager picks first, emits nothing, and its pick is the session's first decision", () => {
    const script = scriptedEngine(1);
    const { player, events, of } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    script.next = (situation) => (situation.playing ? 0 : 1);
    player.load(variants, true);
    expect(player.active?.video).toBe(videos[1]);
    expect(script.situations).toHaveLength(1);
    expect(of('decision')).toHaveLength(1);
    expect(new Set(events.map((event) => event.session))).toEqual(new Set([1]));
  });

  test('before 5.2 the playing manager is not asked, and reports the pick all the same', () => {
    const { player, of } = wrappedPlayer({ createEngine: scriptedEngine(1).createEngine });
    player.asksAfterPreload = false;
    player.load(productLadder().variants, true);
    expect(of('decision')).toMatchObject([{ applied: true, decision: { index: 1 } }]);
  });

  test('what one load measured helps the throw-away manager of the next', () => {
    const { player } = wrappedPlayer();
    const first = productLadder();
    const manager = player.load(first.variants, true);
    const slow = player.active?.bandwidth ?? 0;
    for (let number = 0; number < 8; number++) {
      const transfer = player.request(number);
      vi.advanceTimersByTime(50);
      player.headers(transfer, 2_000_000);
      vi.advanceTimersByTime(400);
      player.complete(transfer, 2_000_000);
      player.append(number);
    }
    manager.stop();
    player.load(productLadder().variants, true);
    expect(player.active?.bandwidth).toBeGreaterThan(slow);
  });

  test('setVariants tells whether something changed, and stop() forgets', () => {
    const { player } = wrappedPlayer(scriptedEngine());
    const { variants } = productLadder();
    const manager = player.load(variants);
    expect(manager.setVariants([...variants].reverse(), false)).toBe(false);
    expect(manager.setVariants(variants.slice(1), false)).toBe(true);
    manager.stop();
    expect(manager.setVariants(variants.slice(1), false)).toBe(true);
  });

  test('a list of nothing, as Shaka sends when nothing may be played, is no fault of ours', () => {
    const { player, of } = wrappedPlayer(scriptedEngine());
    const manager = player.load(productLadder().variants);
    // Shaka's own rule throws when it is asked then.
    manager.setVariants([undefined as unknown as ShakaVariant], false);
    expect(of('fault')).toEqual([]);
  });

  test('a banned rung keeps its index and is not allowed', () => {
    const script = scriptedEngine(0);
    const { player, of } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    const manager = player.load(variants);
    manager.setVariants(
      variants.filter(({ video }) => video !== videos[3]),
      false,
    );
    manager.chooseVariant();
    expect(script.situations.at(-1)?.renditions.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
    expect(of('ladder')).toHaveLength(1);
  });

  test('an answer outside the ladder is a fault, and the built-in choice stands', () => {
    const { player, of } = wrappedPlayer(scriptedEngine(17));
    player.load(productLadder().variants);
    expect(player.active?.bandwidth).toBeLessThan(1e6);
    expect(of('fault')).toHaveLength(1);
  });

  test('audio-only content has a ladder of audio', () => {
    const { player } = wrappedPlayer(scriptedEngine(1));
    const audios = [48_000, 128_000].map((bandwidth) => stream('audio', bandwidth));
    player.load(audios.map((audio) => variant(null, audio)));
    expect(player.active?.audio).toBe(audios[1]);
  });

  test('fast-switching variants are played only when Shaka asks for them', () => {
    const { player } = wrappedPlayer(scriptedEngine(3));
    const { variants, audios } = productLadder();
    const fast = variant(stream('video', 300_000, 240, { fastSwitching: true }), audios[0] ?? null);
    const manager = player.load([...variants, fast]);
    expect(player.active).toBe(fast);
    expect(manager.chooseVariant(false).video?.bandwidth).toBe(4_500_000);
  });
});

describe('switching', () => {
  test('not before the segment is appended, and never while disabled', () => {
    const script = scriptedEngine(0);
    const { player, of } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    const manager = player.load(variants);
    const transfer = player.request(0);
    script.next = 3;
    player.headers(transfer, 1_000_000);
    for (let i = 0; i < 10; i++) player.packet(transfer, 150, 100_000);
    player.complete(transfer, 1_000_000);
    player.append(0, 'audio');
    expect(player.switches).toEqual([]);
    manager.disable();
    manager.disable();
    player.append(0);
    expect(player.switches).toEqual([]);
    manager.enable();
    player.append(0);
    expect(player.switches.map(({ video }) => video)).toEqual([videos[3]]);
    player.request(1);
    expect(of('switch')).toMatchObject([{ fromIndex: 0, toIndex: 3 }]);
    expect(of('segment')[0]).toMatchObject({ renditionIndex: 0, startSeconds: 0, durationSeconds: 4, sizeBits: 8_000_000 });
  });

  test('allowSwitch=false holds the switch until trySuggestStreams()', () => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer(script);
    const manager = player.load(productLadder().variants);
    script.next = 2;
    player.packet(player.request(0), 200, 50_000, false);
    player.append(0);
    expect(player.switches).toHaveLength(0);
    manager.trySuggestStreams();
    expect(player.switches).toHaveLength(1);
  });

  test('a choice that Shaka asks for in mid-play leaves the rung while it may be played', () => {
    const script = scriptedEngine(1);
    const { player, of } = wrappedPlayer(script);
    const { variants, videos } = productLadder();
    const manager = player.load(variants);
    player.request(0);
    for (const next of [3, 0]) {
      script.next = next;
      expect(manager.chooseVariant().video).toBe(videos[1]);
      expect(of('decision').at(-1)).toMatchObject({ applied: false, decision: { index: next } });
    }
    manager.setVariants(
      variants.filter(({ video }) => video !== videos[1]),
      false,
    );
    expect(manager.chooseVariant().video).toBe(videos[0]);
  });

  test('the audio stays over one border', () => {
    const script = scriptedEngine(1);
    const { player } = wrappedPlayer(script);
    player.load(productLadder().variants);
    const heard = [1, 2, 1, 2, 3, 2, 1, 0].map((index, number) => {
      script.next = index;
      player.request(number);
      player.append(number);
      return player.active?.audio?.bandwidth;
    });
    expect(heard).toEqual([64_000, 64_000, 64_000, 64_000, 128_000, 128_000, 128_000, 64_000]);
  });

  test.each([
    [8, 2],
    [30, 0],
  ])('switchInterval %i: climbs %i times in 8 s, and always falls at once', (switchInterval, climbs) => {
    const script = scriptedEngine(1);
    const { player } = wrappedPlayer(script);
    player.abr = abrConfig({ switchInterval });
    player.load(productLadder().variants);
    player.request(0);
    script.next = ({ currentIndex }) => Math.min(3, currentIndex + 1);
    for (const number of [0, 1]) {
      player.append(number);
      player.request(number + 1);
      vi.advanceTimersByTime(4000);
    }
    expect(player.switches).toHaveLength(climbs);
    script.next = 0;
    player.append(3);
    expect(player.active?.video?.bandwidth).toBe(400_000);
  });

  test('without downloadcompleted, transfers end when their segment is appended', () => {
    const script = scriptedEngine(0);
    const { player } = wrappedPlayer({ createEngine: script.createEngine });
    player.load(productLadder().variants);
    for (const [type, of] of Object.entries({ video: player.active?.video, audio: player.active?.audio })) {
      const transfer = player.request(0, of);
      player.headers(transfer, 50_000);
      vi.advanceTimersByTime(200);
      player.packet(transfer, 200, 50_000);
      player.append(0, type);
    }
    expect(script.samples).toMatchObject([
      { kind: 'main', sizeBits: 400_000 },
      { kind: 'audio', sizeBits: 400_000 },
    ]);
    const looks = script.inFlight.length;
    vi.advanceTimersByTime(1000);
    expect(script.inFlight).toHaveLength(looks);
  });

  test('nothing runs after stop() and release()', () => {
    const script = scriptedEngine(0);
    const { player, of, events } = wrappedPlayer(script);
    const manager = player.load(productLadder().variants);
    player.request(0);
    manager.stop();
    manager.release();
    manager.release();
    const count = events.length;
    expect(of('end')).toHaveLength(1);
    expect(player.listenerCount).toBe(0);
    script.next = 3;
    player.append(0);
    vi.advanceTimersByTime(60_000);
    expect(events).toHaveLength(count);
    expect(player.switches).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('content kept as a preload ends the session although Shaka calls neither stop() nor release()', () => {
    const { player, of } = wrappedPlayer(scriptedEngine(0));
    player.load(productLadder().variants);
    player.emit('unloading', {});
    expect(of('end')).toHaveLength(1);
    expect(player.listenerCount).toBe(0);
  });
});

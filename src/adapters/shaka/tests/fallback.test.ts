/** When Shaka's own manager plays: in `observe` and `off`, and when something of ours fails. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AbrEngine, CreateEngine } from '../../../engine/index.ts';
import { type FakePlayer, productLadder } from './fake-player.ts';
import { scriptedEngine } from './scripted-engine.ts';
import { plainPlayer, wrappedPlayer } from './wrapped-player.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('failing open', () => {
  const broken = (): never => {
    throw new Error('broken');
  };

  test('a broken engine leaves every choice to Shaka and reports one fault per place', () => {
    const script = scriptedEngine(broken);
    const { player, of } = wrappedPlayer(script);
    const reference = plainPlayer();
    const { variants } = productLadder();
    player.load(variants, true);
    reference.load(variants, true);
    for (let number = 0; number < 12; number++) {
      for (const one of [player, reference]) {
        const transfer = one.request(number);
        one.packet(transfer, 1000, 700_000);
        one.complete(transfer, 700_000);
        one.append(number);
      }
      vi.advanceTimersByTime(4000);
    }
    expect(reference.switches.length).toBeGreaterThan(0);
    expect(player.switches).toEqual(reference.switches);
    expect(of('fault')).toMatchObject([{ where: 'decide', message: 'Error: broken' }]);
  });

  /** The scripted engine with one method broken. */
  const brokenIn = (method: keyof AbrEngine): CreateEngine => {
    const { createEngine } = scriptedEngine(0);
    return (...args) => ({ ...createEngine(...args), [method]: broken });
  };
  /** Plays segments on a good link. No `downloadcompleted`, as before 4.11: a transfer ends when its segment is appended. */
  const playSegments = (players: readonly FakePlayer[], from: number, to: number): void => {
    for (let number = from; number < to; number++) {
      const transfers = players.map((player) => ({ player, transfer: player.request(number) }));
      vi.advanceTimersByTime(300);
      for (const { player, transfer } of transfers) {
        player.packet(transfer, 300, 700_000);
        player.append(number);
      }
      vi.advanceTimersByTime(4000);
    }
  };

  test.each(['addSample', 'decide', 'considerRescue', 'forecast', 'resetLadder'] as const)(
    'after a fault in %s alone Shaka plays on',
    (method) => {
      const { player, of } = wrappedPlayer({ createEngine: brokenIn(method) });
      const reference = plainPlayer();
      const { variants } = productLadder();
      for (const one of [player, reference]) one.load(variants);
      playSegments([player, reference], 0, 12);
      expect(reference.active?.video?.bandwidth).toBe(4_500_000);
      expect(player.active).toBe(reference.active);
      expect(of('fault').length).toBeGreaterThan(0);
      expect(of('segment').length).toBeGreaterThan(9);
      expect(player.manager?.getBandwidthEstimate()).toBe(reference.manager?.getBandwidthEstimate());
      expect(player.manager?.chooseVariant()).toBe(reference.manager?.chooseVariant());
      expect(player.manager?.setVariants(variants.slice(1))).toBe(reference.manager?.setVariants(variants.slice(1)));
      player.manager?.stop();
      expect(player.listenerCount).toBe(0);
    },
  );

  test('an answer that is no decision is a fault', () => {
    const { player, of } = wrappedPlayer({
      createEngine: () => ({ ...brokenIn('decide')({} as never, {} as never), decide: () => undefined as never }),
    });
    player.load(productLadder().variants);
    playSegments([player], 0, 12);
    expect(player.active?.video?.bandwidth).toBe(4_500_000);
    expect(of('fault')).toMatchObject([{ where: 'decide' }]);
  });

  test('new content is a new try', () => {
    const script = scriptedEngine(broken);
    const { player } = wrappedPlayer(script);
    player.load(productLadder().variants);
    playSegments([player], 0, 2);
    script.next = 3;
    // A change of the same list is not new content.
    player.manager?.setVariants(player.variants.slice(1));
    const asked = script.situations.length;
    player.manager?.chooseVariant();
    expect(script.situations).toHaveLength(asked);
    player.variants = productLadder().variants;
    player.manager?.setVariants(player.variants);
    expect(player.manager?.chooseVariant().video?.bandwidth).toBe(4_500_000);
    script.next = broken;
    playSegments([player], 2, 3);
    player.manager?.stop();
    script.next = 0;
    player.load(player.variants);
    expect(player.active?.video?.bandwidth).toBe(400_000);
    playSegments([player], 0, 12);
    expect(player.active?.video?.bandwidth).toBe(400_000);
  });

  test('a load that we could not follow from its start is left to Shaka', () => {
    const { player, of } = wrappedPlayer(scriptedEngine(0));
    vi.spyOn(player, 'getNetworkingEngine').mockImplementation(broken);
    player.load(productLadder().variants);
    playSegments([player], 0, 12);
    expect(player.active?.video?.bandwidth).toBe(4_500_000);
    expect(of('fault')).toMatchObject([{ where: 'init' }]);
  });

  test('a fault while a segment is watched reaches nobody', () => {
    const { player, of } = wrappedPlayer(scriptedEngine(0));
    player.load(productLadder().variants);
    const { context } = player.request(0);
    Object.assign(context.segment ?? {}, { getStartTime: broken });
    expect(() => vi.advanceTimersByTime(1000)).not.toThrow();
    expect(of('fault')).toMatchObject([{ where: 'rescue' }]);
    playSegments([player], 1, 12);
    expect(player.active?.video?.bandwidth).toBe(4_500_000);
  });

  test('an engine that cannot even be made is the same', () => {
    const { player, of } = wrappedPlayer({ createEngine: broken });
    const manager = player.load(productLadder().variants, true);
    expect(player.active?.bandwidth).toBeLessThan(1e6);
    expect(Number.isFinite(manager.getBandwidthEstimate())).toBe(true);
    player.complete(player.request(0), 1000);
    player.append(0);
    expect(of('fault').length).toBeGreaterThan(0);
  });
});

describe('modes', () => {
  test('observe plays exactly what Shaka plays, and decides aside', () => {
    const script = scriptedEngine(3);
    const { player, of } = wrappedPlayer({ ...script, mode: 'observe' });
    const reference = plainPlayer();
    const { variants } = productLadder();
    const seen: unknown[][] = [[], []];
    for (const [i, one] of [player, reference].entries()) {
      one.load(variants, true);
      seen[i]?.push(one.active);
    }
    const bytes = [700_000, 700_000, 40_000, 40_000, 40_000, 900_000, 900_000, 900_000];
    for (const [number, size] of bytes.entries()) {
      for (const [i, one] of [player, reference].entries()) {
        const transfer = one.request(number);
        one.packet(transfer, 1000, size);
        one.complete(transfer, size);
        one.append(number);
        seen[i]?.push(one.active, one.manager?.getBandwidthEstimate(), one.manager?.chooseVariant());
      }
      vi.advanceTimersByTime(4500);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(player.switches).toEqual(reference.switches);
    expect(of('decision').every((event) => event.type === 'decision' && !event.applied && event.builtInIndex !== undefined)).toBe(true);
    expect(of('decision').length).toBeGreaterThan(bytes.length);
  });

  test('modes change while playing', () => {
    const script = scriptedEngine(3);
    const { player, abr, of } = wrappedPlayer({ ...script, mode: 'off' });
    player.load(productLadder().variants);
    player.append(0);
    expect(script.situations).toHaveLength(0);
    expect(of('decision')).toHaveLength(0);
    abr.setMode('control');
    player.append(1);
    expect(player.switches.map(({ video }) => video?.bandwidth)).toEqual([4_500_000]);
    abr.setMode('observe');
    script.next = 0;
    player.append(2);
    expect(player.switches).toHaveLength(1);
    expect(of('mode')).toMatchObject([{ mode: 'control' }, { mode: 'observe' }]);
  });

  test("the estimate is the median forecast in control, and Shaka's own otherwise", () => {
    const { player, abr } = wrappedPlayer({ ...scriptedEngine(0) });
    const manager = player.load(productLadder().variants);
    expect(manager.getBandwidthEstimate()).toBe(2e6);
    abr.setMode('observe');
    expect(manager.getBandwidthEstimate()).toBe(1e6);
  });
});

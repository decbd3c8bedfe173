/** When Shaka's own manager plays: in `observe` and `off`, and when something of ours fails. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { productLadder } from './fake-player.ts';
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

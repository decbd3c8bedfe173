/** Links that collapse: no more stalls than the built-in rule, a sustainable rung, and back up after recovery. */
import { expect, test } from '@playwright/test';
import { PLAYERS, play, playFor, RUNG_RATES } from './players.ts';

/** Both start shortly before the collapse, so that a test need not wait for it. */
const SCENES = [
  { profile: 'cliff', startSeconds: 30, watchSeconds: 110, lowRateBitsPerSecond: 800_000 },
  { profile: 'tunnel', startSeconds: 20, watchSeconds: 80, lowRateBitsPerSecond: undefined },
];
/** Timers and decoders of two real players are not equally punctual. */
const TOLERANCE_SECONDS = 0.5;

for (const scene of SCENES) {
  for (const player of PLAYERS) {
    test(`${player.name} on ${scene.profile}: survives like the built-in rule or better, and recovers`, async ({ context }) => {
      test.setTimeout((scene.watchSeconds + 90) * 1000);
      const network = { profile: scene.profile, startSeconds: scene.startSeconds };
      const [ours, builtIn] = await Promise.all([
        play(await context.newPage(), player, network, { plugin: 'control' }),
        play(await context.newPage(), player, network, { plugin: 'none' }),
      ]);
      await Promise.all([
        playFor(ours, scene.watchSeconds - 30, scene.watchSeconds + 40),
        playFor(builtIn, scene.watchSeconds - 50, scene.watchSeconds + 40),
      ]);
      await ours.page.waitForTimeout(Math.max(0, 1000 * (scene.watchSeconds - (await ours.page.evaluate(() => performance.now())) / 1000)));
      const [mine, theirs] = await Promise.all([ours.state(), builtIn.state()]);
      expect(mine.errors).toEqual([]);
      const stalledSeconds = (state: typeof mine): number =>
        state.events.reduce((sum, event) => sum + (event.type === 'stall-end' ? event.stallSeconds : 0), 0);
      if (mine.stallCount > theirs.stallCount) expect(stalledSeconds(mine)).toBeLessThan(TOLERANCE_SECONDS);

      const requested = await ours.link.requestedRungs();
      const low = scene.lowRateBitsPerSecond;
      if (low !== undefined) {
        const rungs = requested
          .filter(({ request }) => request.startSeconds > 50 && request.startSeconds < 88)
          .map(({ rung }) => RUNG_RATES[rung] ?? 0);
        expect(rungs.length).toBeGreaterThan(0);
        expect(rungs.at(-1), 'a rung that the low link sustains').toBeLessThanOrEqual(low);
      }
      const lowest = Math.min(...requested.map(({ rung }) => rung));
      const last = requested.slice(-2).map(({ rung }) => rung);
      expect(Math.max(...last), 'climbs back after recovery').toBeGreaterThan(lowest);
    });
  }
}

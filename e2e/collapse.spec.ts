/** Links that collapse: no more stalls than the built-in rule, a sustainable rung, and back up after recovery. */
import { expect, test } from '@playwright/test';
import { PLAYERS, play, playFor, RUNG_RATES } from './players.ts';

/** Both start shortly before the collapse, so that a test need not wait for it. Collapse times count from the start. */
const SCENES = [
  {
    profile: 'cliff',
    startSeconds: 30,
    watchSeconds: 120,
    collapse: { fromSeconds: 30, toSeconds: 90 },
    lowRateBitsPerSecond: 800_000,
    // Timers and decoders of two real players are not equally punctual.
    toleranceSeconds: 0.5,
    recoveredRateBitsPerSecond: 1_400_000,
  },
  {
    profile: 'tunnel',
    startSeconds: 20,
    // Requests of the outage may time out first, and the ladder is climbed rung by rung.
    watchSeconds: 95,
    collapse: { fromSeconds: 40, toSeconds: 60 },
    lowRateBitsPerSecond: undefined,
    // Whether a segment came just before or just after the link failed is chance, and worth one segment of buffer.
    toleranceSeconds: 4.5,
    recoveredRateBitsPerSecond: 1_400_000,
  },
];
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
        playFor(builtIn, scene.watchSeconds - 60, scene.watchSeconds + 40),
      ]);
      await ours.page.waitForTimeout(Math.max(0, 1000 * (scene.watchSeconds - (await ours.page.evaluate(() => performance.now())) / 1000)));
      const [mine, theirs] = await Promise.all([ours.state(), builtIn.state()]);
      expect(mine.errors).toEqual([]);
      expect(mine.stallSeconds, `stalled; the built-in rule ${theirs.stallSeconds.toFixed(1)} s`).toBeLessThanOrEqual(
        theirs.stallSeconds + scene.toleranceSeconds,
      );

      const requested = await ours.link.requestedRungs();
      const during = (from: number, to: number): number[] =>
        requested.filter(({ request }) => request.startSeconds >= from && request.startSeconds < to).map(({ rung }) => rung);
      const { collapse } = scene;
      const story = requested.map(({ request, rung }) => `${request.startSeconds.toFixed(0)} s: ${rung}`).join(', ');
      // The last choice before the link recovers: by then every player has noticed.
      const low = during(collapse.fromSeconds, collapse.toSeconds).at(-1);
      if (scene.lowRateBitsPerSecond !== undefined) {
        expect(RUNG_RATES[low ?? 6], `a rung that the low link sustains; asked for ${story}`).toBeLessThanOrEqual(
          scene.lowRateBitsPerSecond,
        );
      }
      const recovered = during(collapse.toSeconds, Number.POSITIVE_INFINITY);
      expect(RUNG_RATES[recovered.at(-1) ?? 0], `climbs back after recovery; asked for ${story}`).toBeGreaterThanOrEqual(
        scene.recoveredRateBitsPerSecond,
      );
    });
  }
}

/** Every supported build plays with our rule in charge, is rescued from a collapse, changes modes and ends cleanly. */
import { expect, type Page, test } from '@playwright/test';
import type { SessionEvent } from 'evenkeel';
import { type Play, play, playFor } from '../players.ts';
import { listBuilds } from './builds.ts';
import { noteCells } from './cells.ts';

/**
 * A link that collapses again and again, to where nothing but a small segment comes in time. Mostly the first collapse
 * catches a large segment on its way; should the player have paused its loading just then, the next will.
 */
const COLLAPSES = {
  trace: {
    name: 'collapses',
    unit: 'kbps',
    samples: [
      [4500, 3500],
      ...Array.from({ length: 4 }, () => [
        [14_000, 100],
        [22_000, 3500],
      ]).flat(),
      [600_000, 3500],
    ],
  },
  rttSeconds: 0.05,
};
const MANIFESTS = { hls: ['master.m3u8'], shaka: ['manifest.mpd', 'master.m3u8'] } as const;

const eventsOf = async (run: Play): Promise<readonly SessionEvent[]> => (await run.state()).events;
const decisionsOf = (events: readonly SessionEvent[]) => events.flatMap((event) => (event.type === 'decision' ? [event] : []));

/** Waits for an event that comes after the first `seen` of them. */
const waitForDecision = (page: Page, seen: number, applied: boolean): Promise<unknown> =>
  page.waitForFunction(
    ([from, wanted]) =>
      window.harness
        .state()
        .events.slice(from)
        .some((event) => event.type === 'decision' && event.applied === wanted),
    [seen, applied] as const,
    { timeout: 40_000, polling: 250 },
  );

for (const build of listBuilds()) {
  for (const manifest of MANIFESTS[build.player]) {
    const kind = manifest === 'manifest.mpd' ? 'DASH' : 'HLS';
    if (build.refused) {
      test(`${build.name} ${kind}: refused`, async ({ page }) => {
        const cells = noteCells(test.info(), build.name, kind);
        await cells.check('refused', async () => {
          const { player, scriptFile } = build;
          await expect(play(page, { player, manifest }, COLLAPSES, { plugin: 'control' }, scriptFile)).rejects.toThrow(
            /needs .* or newer, got/,
          );
        });
        cells.end();
      });
      continue;
    }
    test(`${build.name} ${kind}`, async ({ page }) => {
      test.setTimeout(330_000);
      const cells = noteCells(test.info(), build.name, kind);
      const run = await play(
        page,
        { player: build.player, manifest },
        COLLAPSES,
        { plugin: 'control', hlsBufferSeconds: 12 },
        build.scriptFile,
      );

      await cells.check('plays', async () => playFor(run, 30, 120));
      await cells.check('decides', async () => {
        const decisions = decisionsOf(await eventsOf(run)).filter(({ applied }) => applied);
        expect(decisions.length).toBeGreaterThan(5);
        return decisions.length;
      });
      await cells.check('switches', async () => {
        const rungs = new Set((await run.link.requestedRungs()).map(({ rung }) => rung));
        const switches = (await eventsOf(run)).filter(({ type }) => type === 'switch').length;
        expect(switches).toBeGreaterThan(0);
        expect(rungs.size).toBeGreaterThan(1);
        return switches;
      });
      await cells.check('rescues', async () => {
        await page.waitForFunction(() => window.harness.state().events.some(({ type }) => type === 'rescue'), undefined, {
          timeout: 150_000,
          polling: 250,
        });
        // What was given up was asked for again on a lower rung.
        const requested = await run.link.requestedRungs();
        const replaced = requested.filter(
          ({ request, segment, rung }) =>
            request.state === 'aborted' && requested.some((other) => other.segment === segment && other.rung < rung),
        );
        expect(replaced.length).toBeGreaterThan(0);
        return (await eventsOf(run)).filter(({ type }) => type === 'rescue').length;
      });
      await cells.check('modes', async () => {
        for (const [mode, applied] of [
          ['observe', false],
          ['control', true],
        ] as const) {
          await page.evaluate((next) => window.harness.setMode(next), mode);
          await waitForDecision(page, (await eventsOf(run)).length, applied);
        }
        await page.evaluate(() => window.harness.setMode('off'));
        const before = await eventsOf(run);
        const loaded = (await run.link.requestedRungs()).length;
        await expect.poll(async () => (await run.link.requestedRungs()).length, { timeout: 30_000 }).toBeGreaterThan(loaded + 1);
        expect((await eventsOf(run)).slice(before.length)).toEqual([]);
        await page.evaluate(() => window.harness.setMode('control'));
        await waitForDecision(page, before.length, true);
      });
      await cells.check('no fault', async () => {
        const { events, errors } = await run.state();
        expect(errors).toEqual([]);
        expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
      });
      const requests = (await run.link.requestedRungs()).map(({ request, rung, segment }) => ({ ...request, rung, segment }));
      const story = JSON.stringify({ events: await eventsOf(run), requests }, null, 1);
      await test.info().attach('story', { body: story, contentType: 'application/json' });
      await cells.check('destroy', async () => {
        await page.evaluate(() => window.harness.destroy());
        const { length } = await eventsOf(run);
        const requests = (await run.link.ledger()).length;
        await page.waitForTimeout(3000);
        const { events, errors } = await run.state();
        expect(errors).toEqual([]);
        expect(events.at(-1)?.type).toBe('end');
        expect(events).toHaveLength(length);
        expect(await run.link.ledger()).toHaveLength(requests);
      });
      cells.end();
    });
  }
}

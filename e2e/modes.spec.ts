/** Observe, off, and faults of ours: the built-in rule's playback must not notice. */
import { expect, test } from '@playwright/test';
import { constantLink } from './link-session.ts';
import { HARNESS_URL, PLAYERS, type Play, play, playFor, type TestPlayer } from './players.ts';

/**
 * Two pages are compared rung by rung, so the link must lie well inside one choice of the player's own rule: 3.0 Mbit/s
 * between hls.js's up-switches to 1.4 and 2.5, 3.9 Mbit/s in the middle of Shaka's band for its peak of 2.4.
 */
const steadyLink = ({ player }: TestPlayer): object => constantLink(player === 'hls' ? 3000 : 3900);

const rungSequence = async (run: Play, segments: number): Promise<number[]> => {
  const bySegment = new Map((await run.link.requestedRungs()).map(({ segment, rung }) => [segment, rung]));
  return Array.from({ length: segments }, (_, n) => bySegment.get(n) ?? -1);
};

for (const player of PLAYERS) {
  test(`${player.name}: observe decides and reports, but what plays is the built-in rule's choice`, async ({ context }) => {
    test.setTimeout(90_000);
    const [builtIn, observed] = await Promise.all([
      play(await context.newPage(), player, steadyLink(player), { plugin: 'none', withoutNetworkInformation: true }),
      play(await context.newPage(), player, steadyLink(player), { plugin: 'observe', withoutNetworkInformation: true }),
    ]);
    await Promise.all([playFor(builtIn, 20), playFor(observed, 20)]);
    const { events, errors } = await observed.state();
    const decisions = events.flatMap((event) => (event.type === 'decision' ? [event] : []));
    expect(errors).toEqual([]);
    expect(decisions.length).toBeGreaterThan(2);
    expect(decisions.filter(({ applied }) => applied)).toEqual([]);
    expect(await rungSequence(observed, 6)).toEqual(await rungSequence(builtIn, 6));
  });

  test(`${player.name}: an engine that throws leaves playback to the built-in rule, with one fault per cause`, async ({ context }) => {
    test.setTimeout(90_000);
    const [builtIn, broken] = await Promise.all([
      play(await context.newPage(), player, steadyLink(player), { plugin: 'none', withoutNetworkInformation: true }),
      play(await context.newPage(), player, steadyLink(player), {
        plugin: 'control',
        throwingEngine: true,
        withoutNetworkInformation: true,
      }),
    ]);
    await Promise.all([playFor(builtIn, 20), playFor(broken, 20)]);
    const { events, errors } = await broken.state();
    const causes = events.flatMap((event) => (event.type === 'fault' ? [`${event.session} ${event.where}`] : []));
    expect(errors).toEqual([]);
    expect(causes.length).toBeGreaterThan(0);
    expect(new Set(causes).size).toBe(causes.length);
    expect(events.filter(({ type }) => type === 'decision')).toEqual([]);
    expect(await rungSequence(broken, 6)).toEqual(await rungSequence(builtIn, 6));
  });

  test(`${player.name}: the mode can be changed while playing`, async ({ page }) => {
    test.setTimeout(90_000);
    const run = await play(page, player, steadyLink(player), { plugin: 'off' });
    await playFor(run, 6);
    expect((await run.state()).events.filter(({ type }) => type === 'decision')).toEqual([]);
    await page.evaluate(() => window.harness.setMode('control'));
    await playFor(run, 24);
    const { events, errors } = await run.state();
    expect(errors).toEqual([]);
    expect(events.some((event) => event.type === 'mode' && event.mode === 'control')).toBe(true);
    expect(events.some((event) => event.type === 'decision' && event.applied)).toBe(true);
  });
}

test('the plugin survives Chromium throttling, which rewrites navigator.connection', async ({ page, context }) => {
  test.setTimeout(90_000);
  const [, , dash] = PLAYERS;
  const run = await play(page, dash, constantLink(20_000), { plugin: 'control' });
  await playFor(run, 5);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 60,
    downloadThroughput: 150_000,
    uploadThroughput: 150_000,
  });
  await playFor(run, 25);
  const { errors, events } = await run.state();
  expect(errors).toEqual([]);
  expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
});

for (const player of PLAYERS) {
  // The third segment: Shaka's HLS parser fetches the first itself and gives up the whole load when that fails.
  for (const [what, fault] of [
    ['404', { pathIncludes: '/2.m4s', status: 404, times: 1 }],
    ['503', { pathIncludes: '/2.m4s', status: 503, times: 1 }],
  ] as const) {
    test(`${player.name}: segments answered with ${what} are survived`, async ({ page }) => {
      test.setTimeout(90_000);
      const run = await play(page, player, { ...steadyLink(player), faults: [fault] }, { plugin: 'control' });
      await playFor(run, 12, 60);
      expect((await run.link.ledger()).filter(({ status }) => status === fault.status)).toHaveLength(1);
      expect((await run.state()).events.filter(({ type }) => type === 'fault')).toEqual([]);
    });
  }

  test(`${player.name}: an unreachable origin ends in the player's own error, not in ours`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.goto(HARNESS_URL);
    await page.waitForFunction(() => window.harness !== undefined);
    await page.evaluate((options) => window.harness.start(options), {
      player: player.player,
      plugin: 'control' as const,
      url: `http://127.0.0.1:9/${player.manifest}`,
    });
    await page.waitForFunction(() => window.harness.state().errors.length > 0, undefined, { timeout: 60_000 });
    const { errors, events } = await page.evaluate(() => window.harness.state());
    expect(errors.filter((error) => error.startsWith('un'))).toEqual([]);
    expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
    await page.evaluate(() => window.harness.destroy());
  });
}

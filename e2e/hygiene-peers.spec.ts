/** Measurement through the published p2p-media-loader: its figures are its own, and nothing of them may break playback. */
import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import type { SessionEvent } from 'evenkeel';
import type { HarnessRequest, HarnessState } from './harness/harness.ts';
import { constantLink, type LinkSession, openLink } from './link-session.ts';
import { HARNESS_URL } from './players.ts';
import { startTracker } from './tracker.ts';

type SampleEvent = Extract<SessionEvent, { type: 'sample' }>;

const mainSamples = ({ events }: HarnessState): SampleEvent[] =>
  events.filter((event): event is SampleEvent => event.type === 'sample' && event.sample.kind === 'main');
const stateOf = (page: Page): Promise<HarnessState> => page.evaluate(() => window.harness.state());

async function watch(
  page: Page,
  tracker: string,
  swarm: string,
  kbps: number,
  request: Omit<HarnessRequest, 'url'>,
  manifest: string,
): Promise<LinkSession> {
  const link = await openLink(constantLink(kbps));
  await page.goto(`${HARNESS_URL}hygiene.html`);
  await page.waitForFunction(() => window.hygiene !== undefined);
  await page.evaluate(
    ([at, of, options]) => {
      window.hygiene.usePeers(at, of);
      window.harness.start(options);
    },
    [tracker, swarm, { ...request, url: link.mediaUrl(`vp9/vbr/600/${manifest}`) }] as const,
  );
  return link;
}

const hasPlayed = (page: Page, seconds: number): Promise<unknown> =>
  page.waitForFunction((wanted) => window.harness.state().playedSeconds > wanted, seconds, { timeout: 50_000, polling: 250 });

const isSound = ({ events, errors }: HarnessState): void => {
  expect(errors).toEqual([]);
  expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
};

test('hls.js through p2p-media-loader, two viewers: its figures are what the swarm gives, and playback goes on when the peer leaves', async ({
  context,
}) => {
  test.setTimeout(120_000);
  const tracker = await startTracker(context);
  const swarm = randomUUID();
  const peer = await context.newPage();
  await watch(peer, tracker, swarm, 20_000, { player: 'hls', plugin: 'none' }, 'master.m3u8');
  await peer.waitForFunction(() => window.hygiene.hls?.levels.length);
  await peer.evaluate(() => {
    if (window.hygiene.hls) window.hygiene.hls.loadLevel = 0;
  });
  await hasPlayed(peer, 2);
  const page = await context.newPage();
  const link = await watch(page, tracker, swarm, 700, { player: 'hls', plugin: 'control' }, 'master.m3u8');
  await page.waitForFunction(() => window.hygiene.downloadedBytes.p2p > 0, undefined, { timeout: 50_000 });
  await hasPlayed(page, 6);
  await peer.close();
  const played = (await stateOf(page)).playedSeconds;
  await hasPlayed(page, played + 4);
  const state = await stateOf(page);
  isSound(state);
  const samples = mainSamples(state);
  expect(samples.length).toBeGreaterThan(1);
  // Wrong figures: the loader makes up when a transfer began, ten milliseconds before its first byte.
  for (const { sample } of samples) expect(sample.ttfbSeconds).toBeCloseTo(0.01, 3);
  // But they add up to what came from server and peer together, never to the moment in which its store answered.
  for (const { verdict } of samples) if (verdict.accepted) expect(verdict.rateBitsPerSecond).toBeLessThan(200 * 700_000);
  expect((await link.requestedRungs()).length).toBeGreaterThan(0);
});

test('Shaka through p2p-media-loader, no peers: neither headers nor progress, and the whole request is the measure', async ({
  context,
}) => {
  test.setTimeout(90_000);
  const tracker = await startTracker(context);
  const page = await context.newPage();
  const link = await watch(page, tracker, randomUUID(), 3000, { player: 'shaka', plugin: 'control' }, 'master.m3u8');
  await hasPlayed(page, 8);
  const state = await stateOf(page);
  isSound(state);
  expect(await page.evaluate(() => window.hygiene.downloadedBytes.http)).toBeGreaterThan(0);
  const samples = mainSamples(state);
  expect(samples.length).toBeGreaterThan(1);
  for (const { verdict } of samples) if (verdict.accepted) expect(verdict.rateBitsPerSecond).toBeLessThan(20_000_000);
  expect((await link.requestedRungs()).length).toBeGreaterThan(0);
});

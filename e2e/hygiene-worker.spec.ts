/** A service worker that answers from its cache: the browser tells nobody, and what it gives is not the link's rate. */
import { expect, type Page, test } from '@playwright/test';
import type { SessionEvent } from 'evenkeel';
import type { HarnessState } from './harness/harness.ts';
import { constantLink, type LinkSession, openLink } from './link-session.ts';
import { HARNESS_URL, PLAYERS } from './players.ts';

type SampleEvent = Extract<SessionEvent, { type: 'sample' }>;

const LINK_KBPS = 1500;
/** Twenty times the guess that a session starts from. */
const MOST_BITS_PER_SECOND = 20_000_000;
/** Of the film that the worker has kept before, all rungs. */
const KEPT_SEGMENTS = 4;

async function open(page: Page): Promise<LinkSession> {
  const link = await openLink(constantLink(LINK_KBPS));
  await page.goto(`${HARNESS_URL}hygiene.html`);
  await page.waitForFunction(() => window.hygiene !== undefined);
  await page.evaluate(() => window.hygiene.registerWorker());
  return link;
}

const mainSamples = ({ events }: HarnessState): SampleEvent[] =>
  events.filter((event): event is SampleEvent => event.type === 'sample' && event.sample.kind === 'main');

for (const { name, player, manifest } of PLAYERS.filter(({ name }) => name !== 'Shaka HLS')) {
  test(`${name}: what a service worker kept comes at once, and is not taken for the rate of the link`, async ({ page }) => {
    test.setTimeout(90_000);
    const fast = await openLink(constantLink(200_000));
    const link = await open(page);
    await page.evaluate(
      async ([film, segments]) => {
        for (let rung = 0; rung < 7; rung++)
          for (let segment = 0; segment < segments; segment++) await (await fetch(`${film}/video/${rung}/${segment}.m4s`)).arrayBuffer();
      },
      [fast.mediaUrl('vp9/vbr/600'), KEPT_SEGMENTS] as const,
    );
    await page.evaluate((options) => window.harness.start(options), {
      player,
      url: link.mediaUrl(`vp9/vbr/600/${manifest}`),
      plugin: 'control',
      withoutNetworkInformation: true,
      hlsBufferSeconds: 20,
    } as const);
    await page.waitForFunction(() => window.harness.state().playedSeconds > 8, undefined, { timeout: 50_000 });
    const state = await page.evaluate(() => window.harness.state());
    expect(state.errors).toEqual([]);
    expect(state.events.filter(({ type }) => type === 'fault')).toEqual([]);
    const samples = mainSamples(state);
    // The wrong samples: many times the link.
    const kept = samples.filter(({ sample }) => sample.sizeBits / (sample.transferSeconds + sample.ttfbSeconds) > 5 * LINK_KBPS * 1000);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter(({ sample }) => sample.fromCache)).toEqual([]);
    // It counts little, or nothing: at most a multiple of what was believed before it; a body that took longer to hand over, which looks
    // like a link that recovered, as if it had taken a tenth of a second.
    for (const each of kept) {
      const { sample, verdict } = each;
      const before = samples[samples.indexOf(each) - 1]?.forecast.next.medianBitsPerSecond ?? 0;
      const most = Math.max(MOST_BITS_PER_SECOND, sample.sizeBits / 0.1, 4 * before);
      if (verdict.accepted) expect(verdict.rateBitsPerSecond).toBeLessThanOrEqual(most);
    }
  });
}

/** Offline and online again, and a page that nobody sees: what was measured then is about the machine, not the link. */
import { expect, type Page, test } from '@playwright/test';
import type { SessionEvent } from 'evenkeel';
import type { HarnessState } from './harness/harness.ts';
import { constantLink } from './link-session.ts';
import { PLAYERS, play, playFor } from './players.ts';

const LINK_KBPS = 3000;
const OFFLINE_MILLISECONDS = 3000;

type SampleEvent = Extract<SessionEvent, { type: 'sample' }>;

const mainSamples = ({ events }: HarnessState): SampleEvent[] =>
  events.filter((event): event is SampleEvent => event.type === 'sample' && event.sample.kind === 'main');

/** As the developer tools' own switch: the page hears `offline`, new requests fail at once; Chromium lets finish what is on its way. */
async function goOffline(page: Page, milliseconds: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const set = (offline: boolean): Promise<unknown> =>
    devtools.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await set(true);
  await page.waitForTimeout(milliseconds);
  await set(false);
}

/** What a page is told in a tab behind another one; a headless browser hides none. */
const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: value ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

for (const player of PLAYERS.filter(({ name }) => name !== 'Shaka HLS')) {
  test(`${player.name}: offline for a while, then hidden for a while: the link is believed to be what it is`, async ({ page }) => {
    test.setTimeout(90_000);
    const run = await play(page, player, constantLink(LINK_KBPS), {
      plugin: 'control',
      withoutNetworkInformation: true,
      hlsBufferSeconds: 12,
    });
    await page.waitForFunction(() => window.harness.state().events.some((event) => event.type === 'segment'));
    await goOffline(page, OFFLINE_MILLISECONDS);
    const cut = await run.state();
    await playFor(run, cut.playedSeconds + 4);
    await hide(page, true);
    await playFor(run, cut.playedSeconds + 8);
    await hide(page, false);
    await playFor(run, cut.playedSeconds + 9);
    const state = await run.state();
    expect(state.errors).toEqual([]);
    expect(state.events.filter(({ type }) => type === 'fault')).toEqual([]);
    const samples = mainSamples(state);
    expect(samples.length).toBeGreaterThan(cut.events.filter(({ type }) => type === 'segment').length);
    // No sample says that the link was slow, and none that it was fast.
    for (const { verdict } of samples.slice(1)) {
      if (!verdict.accepted) continue;
      expect(verdict.rateBitsPerSecond).toBeGreaterThan(0.4 * LINK_KBPS * 1000);
      expect(verdict.rateBitsPerSecond).toBeLessThan(1.5 * LINK_KBPS * 1000);
    }
  });
}

/** Shaka as stubs cannot show it: real manifests of several shapes, `preload()`, several loads, trick play. */
import { expect, type Page, test } from '@playwright/test';
import type { ShakaHarness } from './harness/shaka.ts';
import { constantLink, openLink } from './link-session.ts';
import { HARNESS_URL } from './players.ts';
import { shapedManifest, singleFiles, withSecondAudio, withTimeline, withTrickPlay } from './shaka-manifests.ts';

type State = Pick<ShakaHarness, 'events' | 'errors' | 'situations'>;

const stateOf = (page: Page): Promise<State> =>
  page.evaluate(() => {
    const { events, errors, situations } = window.shakaHarness;
    return { events: [...events], errors: [...errors], situations: [...situations] };
  });
async function open(page: Page): Promise<void> {
  await page.goto(`${HARNESS_URL}shaka.html`);
  await page.waitForFunction(() => window.shakaHarness !== undefined);
  await page.evaluate(() => window.shakaHarness.start('control'));
}
const load = (page: Page, url: string): Promise<unknown> => page.evaluate((address) => window.shakaHarness.player.load(address), url);
const playUntil = (page: Page, seconds: number): Promise<unknown> =>
  page.waitForFunction((wanted) => (document.querySelector('video')?.currentTime ?? 0) >= wanted, seconds, { timeout: 40_000 });
const expectSound = ({ events, errors }: State): void => {
  expect(errors).toEqual([]);
  expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
};
/** A link of its own and the address of the film on it. */
const film = async (kbps: number): Promise<{ readonly url: string; readonly link: Awaited<ReturnType<typeof openLink>> }> => {
  const link = await openLink(constantLink(kbps));
  return { link, url: link.mediaUrl('vp9/vbr/600') };
};

test.beforeEach(({ page }) => open(page));

for (const manifest of ['manifest.mpd', 'master.m3u8'] as const) {
  test(`preload() of ${manifest}: what was fetched is played, decided once, and measured`, async ({ page }) => {
    const { url, link } = await film(6000);
    await page.evaluate(async (address) => {
      const preload = await window.shakaHarness.player.preload(address);
      await preload?.waitForFinish();
      await window.shakaHarness.player.load(preload as never);
    }, `${url}/${manifest}`);
    await playUntil(page, 3);
    const state = await stateOf(page);
    expectSound(state);
    const starts = state.events.filter((event) => event.type === 'decision' && event.decision.action === 'start');
    expect(starts).toHaveLength(1);
    expect(new Set(state.events.map(({ session }) => session)).size).toBe(1);
    const requested = await link.requestedRungs();
    expect(requested.filter(({ segment }) => segment === 0)).toHaveLength(1);
    const first = starts[0];
    expect(first?.type === 'decision' && first.decision.index).toBe(requested[0]?.rung);
    expect(state.events.some((event) => event.type === 'sample' && event.sample.kind === 'main')).toBe(true);
  });
}

test('several loads on one player: a session each, and the second starts from what the first measured', async ({ page }) => {
  const { url } = await film(9000);
  await load(page, `${url}/manifest.mpd`);
  await playUntil(page, 4);
  await load(page, `${url}/master.m3u8`);
  await playUntil(page, 3);
  await page.evaluate(() => window.shakaHarness.player.unload());
  await load(page, `${url}/manifest.mpd`);
  await playUntil(page, 2);
  const state = await stateOf(page);
  expectSound(state);
  const of = (type: string): readonly number[] => state.events.flatMap((event) => (event.type === type ? event.session : []));
  expect(of('ladder')).toEqual([1, 2, 3]);
  expect(of('end')).toEqual([1, 2]);
  const starts = state.events.flatMap((event) =>
    event.type === 'decision' && event.decision.action === 'start' ? event.decision.index : [],
  );
  expect(starts).toHaveLength(3);
  expect(Math.min(starts[1] ?? 0, starts[2] ?? 0)).toBeGreaterThan(starts[0] ?? 0);
});

test('two audio renditions and a segment timeline: a rung per picture, and sound that does not follow every step', async ({ page }) => {
  const { url, link } = await film(6000);
  await load(page, await shapedManifest(page, url, (mpd) => withTimeline(withSecondAudio(mpd))));
  await playUntil(page, 10);
  const state = await stateOf(page);
  expectSound(state);
  expect(await page.evaluate(() => window.shakaHarness.player.getVariantTracks().length)).toBe(14);
  const ladder = state.events.find(({ type }) => type === 'ladder');
  expect(ladder?.type === 'ladder' && ladder.renditions.length).toBe(7);
  const codecs = state.situations[0]?.renditions.map(({ videoCodec }) => videoCodec?.slice(0, 4));
  expect(new Set(codecs)).toEqual(new Set(['vp09']));
  const rungs = (await link.requestedRungs()).map(({ rung }) => rung);
  expect(Math.max(...rungs)).toBeGreaterThan(2);
});

test('SegmentBase: real sizes of the next segment, from an index at a time', async ({ page }) => {
  const { url } = await film(100_000);
  const files = await singleFiles(page, url, [0, 2, 4], 8);
  await load(page, files.url);
  await playUntil(page, 9);
  const state = await stateOf(page);
  expectSound(state);
  const rungs = [...files.sizes.keys()];
  const last = state.situations.filter(({ renditions }) => renditions.every(({ nextSegmentBits }) => nextSegmentBits !== undefined)).at(-1);
  expect(last, 'every index was opened').toBeDefined();
  const segment = [...Array(8).keys()].find((i) => last?.renditions[0]?.nextSegmentBits === 8 * (files.sizes.get(0)?.[i] ?? 0)) ?? -1;
  expect(last?.renditions.map(({ nextSegmentBits }) => nextSegmentBits)).toEqual(
    rungs.map((rung) => 8 * (files.sizes.get(rung)?.[segment] ?? 0)),
  );
  // Shaka closes the index that it leaves, so that a switch costs one more, and ours opens that again.
  const switches = state.events.filter(({ type }) => type === 'switch').length;
  expect(files.indexRequests.length).toBeLessThanOrEqual(rungs.length + 2 * switches);
});

test('trick play: its track decides nothing, and normal play goes on at the rung that it left', async ({ page }) => {
  const { url, link } = await film(8000);
  // Pictures that any machine decodes at four times the speed: else Shaka bans what drops frames.
  await page.evaluate(() => window.shakaHarness.player.configure({ abr: { droppedFrames: false, restrictions: { maxHeight: 480 } } }));
  await load(page, await shapedManifest(page, url, withTrickPlay));
  await playUntil(page, 10);
  const before = await stateOf(page);
  const left = (await link.requestedRungs()).at(-1)?.rung ?? 0;
  expect(left).toBeGreaterThan(0);
  await page.evaluate(() => window.shakaHarness.player.trickPlay(4));
  await page.waitForTimeout(3000);
  const during = await stateOf(page);
  expect(during.situations).toHaveLength(before.situations.length);
  await page.evaluate(() => window.shakaHarness.player.cancelTrickPlay());
  const position = await page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
  await playUntil(page, position + 3);
  const after = await stateOf(page);
  expectSound(after);
  expect(after.situations.length).toBeGreaterThan(during.situations.length);
  const resumed = after.events.slice(during.events.length).find(({ type }) => type === 'segment');
  expect(resumed?.type === 'segment' && resumed.renditionIndex).toBe(left);
});

test('offline storage: played without a fault, left to Shaka, and no measure of any link', async ({ page }) => {
  const link = await openLink(constantLink(100_000));
  await page.evaluate(
    async (address) => {
      const { player, shaka } = window.shakaHarness;
      const storage = new shaka.offline.Storage(player);
      const lowest = (tracks: { height: number | null }[]) => Promise.resolve(tracks.filter(({ height }) => (height ?? 0) <= 270));
      storage.configure({ offline: { trackSelectionCallback: lowest } });
      const { offlineUri } = await storage.store(address).promise;
      await player.load(offlineUri ?? '');
    },
    `${link.mediaUrl('vp9/vbr/60')}/manifest.mpd`,
  );
  await playUntil(page, 3);
  const state = await stateOf(page);
  expectSound(state);
  const main = state.events.flatMap((event) => (event.type === 'sample' && event.sample.kind === 'main' ? event.verdict : []));
  expect(main.length).toBeGreaterThan(0);
  for (const verdict of main) expect(verdict).toEqual({ accepted: false, reason: 'from-cache' });
  // The first, before anything told where the content comes from.
  expect(state.events.filter(({ type }) => type === 'decision').length).toBeLessThanOrEqual(1);
});

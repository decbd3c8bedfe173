/** Smoke test in Firefox: the newest of each player plays with our rule in charge. */
import { expect, test } from '@playwright/test';
import { constantLink, openLink } from '../link-session.ts';
import { HARNESS_URL } from '../players.ts';
import { listBuilds } from './builds.ts';
import { noteCells } from './cells.ts';

/** What we use of puppeteer-core, which is fetched only for these tests. */
interface Driver {
  launch(options: object): Promise<{ version(): Promise<string>; newPage(): Promise<DriverPage>; close(): Promise<void> }>;
}
interface DriverPage {
  goto(url: string): Promise<unknown>;
  evaluate<Result, Args extends readonly unknown[]>(work: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>>;
  waitForFunction(work: () => boolean, options: object): Promise<unknown>;
}

const { EVENKEEL_FIREFOX_DRIVER: driver = '', EVENKEEL_FIREFOX: executablePath } = process.env;
/** Enough for a first climb, not for the top: about the fourth of seven rungs. */
const LINK = constantLink(3000);
const NEWEST = ['hls', 'shaka'].flatMap((player) =>
  listBuilds()
    .filter((build) => build.player === player && !build.name.endsWith('light'))
    .slice(-1),
);

for (const build of NEWEST) {
  for (const manifest of build.player === 'hls' ? ['master.m3u8'] : ['manifest.mpd']) {
    test(`${build.name} in Firefox`, async () => {
      test.setTimeout(120_000);
      const { default: puppeteer } = (await import(driver)) as { default: Driver };
      const browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath,
        headless: true,
        // 0 = videos may start by themselves.
        extraPrefsFirefox: { 'media.autoplay.default': 0 },
      });
      try {
        const version = (await browser.version()).replace(/^\D*(\d+).*/, '$1');
        const cells = noteCells(test.info(), `${build.name} in Firefox ${version}`, manifest.endsWith('mpd') ? 'DASH' : 'HLS');
        const link = await openLink(LINK);
        const page = await browser.newPage();
        await page.goto(HARNESS_URL);
        await page.waitForFunction(() => window.harness !== undefined, { timeout: 30_000 });
        const { player } = build;
        const url = link.mediaUrl(`vp9/vbr/600/${manifest}`);
        await page.evaluate((request) => window.harness.start(request), { player, url, plugin: 'control' } as const);
        await cells.check('plays', () =>
          page.waitForFunction(() => window.harness.state().playedSeconds >= 20, { timeout: 80_000, polling: 250 }).then(() => undefined),
        );
        const { events, errors } = await page.evaluate(() => window.harness.state());
        await cells.check('decides', async () => {
          const decisions = events.filter((event) => event.type === 'decision' && event.applied);
          expect(decisions.length).toBeGreaterThan(3);
          return decisions.length;
        });
        await cells.check('switches', async () => {
          const switches = events.filter(({ type }) => type === 'switch');
          expect(switches.length).toBeGreaterThan(0);
          return switches.length;
        });
        await cells.check('no fault', async () => {
          expect(errors).toEqual([]);
          expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
        });
        await cells.check('destroy', async () => {
          await page.evaluate(() => window.harness.destroy());
          expect((await page.evaluate(() => window.harness.state())).events.at(-1)?.type).toBe('end');
        });
        cells.end();
      } finally {
        await browser.close();
      }
    });
  }
}

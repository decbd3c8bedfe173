/**
 * Under a strict policy, and watched: no eval, nothing inline, Trusted Types enforced; every request is the page's or the
 * player's own; nothing is stored unless the page asks for it.
 */
import { request as httpRequest } from 'node:http';
import { expect, type Page, test } from '@playwright/test';
import { constantLink, openLink } from './link-session.ts';
import { PLAYERS } from './players.ts';
import { type StrictServer, serveStrictPage } from './security/serve.ts';

const ORIGIN = process.env.EVENKEEL_E2E_ORIGIN ?? '';
/** `self`, and what players of Media Source Extensions need: the origin's segments, and a blob: address for the element. */
const POLICY = [
  "default-src 'self'",
  `connect-src ${ORIGIN}`,
  'media-src blob:',
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "object-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

let server: StrictServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await serveStrictPage(POLICY);
});
test.afterAll(() => server.close());

interface Sent {
  readonly url: string;
  /** File whose code made it; '' for the page's own markup. */
  readonly by: string;
}

/** Everything that the page sends, with the file that sent it. */
async function watchRequests(page: Page): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  page.on('websocket', (socket) => sent.push({ url: socket.url(), by: 'websocket' }));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.requestWillBeSent', ({ request, initiator }) => {
    sent.push({ url: request.url, by: initiator.stack?.callFrames[0]?.url ?? '' });
  });
  return sent;
}

const stored = (page: Page): Promise<unknown> =>
  page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
const NOTHING = { local: {}, session: {}, cookies: '', databases: [], caches: [], workers: 0 };

const playedSeconds = (page: Page): Promise<number> => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);

for (const { name, player, manifest } of PLAYERS) {
  test(`${name}: plays under a strict policy with Trusted Types, asks for nothing of its own, stores nothing unasked`, async ({ page }) => {
    test.setTimeout(120_000);
    const link = await openLink(constantLink(6000));
    const sent = await watchRequests(page);
    await page.goto(server.url);
    await page.evaluate((args) => window.strict.start(...args), [player, link.mediaUrl(`vp9/vbr/600/${manifest}`), false] as const);
    await expect.poll(() => playedSeconds(page), { timeout: 60_000 }).toBeGreaterThan(8);
    const { violations, errors, decisions, faults } = await page.evaluate(() => ({
      violations: window.strict.violations,
      errors: window.strict.errors,
      decisions: window.strict.events.filter((event) => event.type === 'decision' && event.applied).length,
      faults: window.strict.events.filter((event) => event.type === 'fault'),
    }));
    expect({ violations, errors, faults }).toEqual({ violations: [], errors: [], faults: [] });
    expect(decisions).toBeGreaterThan(1);
    // The policy bites: what it forbids is refused, and seen.
    const refused = await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<i>x</i>';
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toBe(true);

    const media = sent.filter(({ url }) => url.startsWith(link.mediaUrl('')));
    const others = sent.filter(({ url }) => !url.startsWith(link.mediaUrl('')) && !url.startsWith('blob:') && !url.startsWith('data:'));
    expect(media.length).toBeGreaterThan(6);
    expect(others.filter(({ url }) => !url.startsWith(server.url))).toEqual([]);
    // Every request of media was made by code of the player's file, not by ours.
    expect(media.map(({ by }) => new URL(by).pathname).filter((file) => !/\/assets\/(hls|shaka)[\w.-]*\.js$/.test(file))).toEqual([]);
    expect(await stored(page)).toEqual(NOTHING);
    await page.evaluate(() => window.strict.stop());
    expect(await stored(page)).toEqual(NOTHING);
  });
}

test('the opt-in history is one key of one line, written at the end, read at the next start', async ({ page }) => {
  test.setTimeout(120_000);
  const link = await openLink(constantLink(6000));
  const play = async (): Promise<void> => {
    await page.goto(server.url);
    await page.evaluate((args) => window.strict.start(...args), ['hls', link.mediaUrl('vp9/vbr/600/master.m3u8'), true] as const);
    await expect.poll(() => playedSeconds(page), { timeout: 60_000 }).toBeGreaterThan(8);
  };
  const recalled = () =>
    page.evaluate(() => window.strict.events.flatMap((event) => (event.type === 'history' ? [event.recalled.outcome] : [])));
  await play();
  expect(await recalled()).toEqual(['empty']);
  expect(await stored(page)).toEqual(NOTHING);
  // The page goes away with the player still alive.
  await page.goto('about:blank');
  await play();
  expect(await recalled()).toEqual(['found']);
  await page.evaluate(() => window.strict.stop());
  const { local, ...rest } = (await stored(page)) as typeof NOTHING & { local: Record<string, string> };
  expect({ ...rest, local: {} }).toEqual(NOTHING);
  expect(Object.keys(local)).toEqual(['evenkeel.history.v1']);
  expect(local['evenkeel.history.v1']).toMatch(/^\[1,\["[a-z0-9/-]+",\d+,\d+,2\]\]$/);
});

test('the demo`s servers answer this machine`s own names only (DNS rebinding)', async ({ baseURL }) => {
  const statusFor = (address: string, host: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(address, { headers: { host }, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end();
    });
  for (const address of [baseURL ?? '', `${ORIGIN}/link/health`]) {
    const { host } = new URL(address);
    expect([address, await statusFor(address, host)]).toEqual([address, 200]);
    for (const foreign of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example'])
      expect([address, foreign, await statusFor(address, foreign)]).toEqual([address, foreign, 403]);
  }
});

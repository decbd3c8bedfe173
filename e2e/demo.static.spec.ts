/** The static site: no server of ours behind it, the service worker is the network. */
import { expect, test } from '@playwright/test';

for (const player of ['hls', 'shaka-dash']) {
  test(`${player} plays through the service worker's link`, async ({ page }) => {
    test.setTimeout(120_000);
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(page.url() === 'about:blank' ? request.url() : page.url()).origin)) foreign.push(request.url());
    });
    await page.goto(`/?player=${player}&profile=evening&view=both&autostart=1`);
    await page.evaluate(() => window.evenkeelDemo.ready);
    await page.waitForFunction(() => window.evenkeelDemo.sides.every((side) => side.summary().playedSeconds > 8), undefined, {
      timeout: 90_000,
    });
    const sides = await page.evaluate(async () => {
      for (const side of window.evenkeelDemo.sides) await side.refresh();
      return window.evenkeelDemo.sides.map((side) => ({ error: side.error, summary: side.summary(), requests: side.ledger().length }));
    });
    for (const { error, summary, requests } of sides) {
      expect(error).toBeNull();
      expect(summary.loadedBits).toBeGreaterThan(0);
      expect(requests).toBeGreaterThan(3);
    }
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    expect(foreign.filter((url) => !url.startsWith('blob:') && !url.startsWith('data:'))).toEqual([]);
  });
}

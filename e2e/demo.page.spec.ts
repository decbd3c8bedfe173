/** The demo page as a visitor meets it, at desktop and phone width. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('plays both rules side by side and explains the last decision', async ({ page }, info) => {
  test.setTimeout(120_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto('/?player=hls&profile=lte-drive&view=both&autostart=1');
  await page.evaluate(() => window.evenkeelDemo.ready);
  await page.waitForFunction(() => window.evenkeelDemo.sides.every((side) => side.summary().playedSeconds > 12), undefined, {
    timeout: 90_000,
  });
  const sides = await page.evaluate(() =>
    window.evenkeelDemo.sides.map((side) => ({
      rule: side.rule,
      error: side.error,
      decisions: side.decisions().length,
      summary: side.summary(),
    })),
  );
  expect(sides.map(({ rule }) => rule)).toEqual(['built-in', 'evenkeel']);
  for (const { error, summary } of sides) {
    expect(error).toBeNull();
    expect(summary.startupSeconds).not.toBeNull();
    expect(summary.loadedBits).toBeGreaterThan(0);
  }
  expect(sides[1]?.decisions).toBeGreaterThan(0);
  await info.attach('running', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, 'no horizontal scrolling').toBeLessThanOrEqual(0);
  expect(problems).toEqual([]);
});

test('can be started and stopped with the keyboard alone', async ({ page }) => {
  await page.goto('/?profile=steady');
  const start = page.getByRole('button', { name: /^start/i });
  await start.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => window.evenkeelDemo.sides.length === 2 && window.evenkeelDemo.sides.every((side) => side.summary().playedSeconds > 1),
    undefined,
    { timeout: 45_000 },
  );
  await page.getByRole('button', { name: /^stop/i }).press('Enter');
  await expect(start).toBeVisible();
});

test('says what to do when the origin cannot be reached', async ({ page }) => {
  await page.route(`${process.env.EVENKEEL_E2E_ORIGIN}/link/**`, (route) => route.abort());
  await page.goto('/?profile=steady&autostart=1');
  await expect(
    page
      .getByText(/origin/i)
      .filter({ hasText: /reach|npm start|try again/i })
      .first(),
  ).toBeVisible({ timeout: 30_000 });
});

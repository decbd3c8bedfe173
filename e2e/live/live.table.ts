/** Rows of the table: every combination on every link, the player's own rule and Evenkeel side by side. */
import { expect, test } from '@playwright/test';
import { COMBINATIONS, LINKS } from './combinations.ts';
import { ROW_NAME } from './table-reporter.ts';
import { figuresOf, watch } from './watch.ts';

const WATCH_SECONDS = Number(process.env.EVENKEEL_LIVE_SECONDS ?? 75);

for (const combination of COMBINATIONS) {
  for (const link of LINKS) {
    test(`${combination.name} on ${link.name}`, async ({ context }, info) => {
      test.setTimeout((WATCH_SECONDS + 60) * 1000);
      const rules = [
        ['built-in', 'none'],
        ['Evenkeel', 'control'],
      ] as const;
      const rows = await Promise.all(
        rules.map(async ([rule, plugin]) => {
          const watched = await watch(await context.newPage(), combination, link, plugin, WATCH_SECONDS);
          const { name, targetSeconds } = combination;
          return { combination: name, link: link.name, targetSeconds, rule, figures: figuresOf(watched) };
        }),
      );
      for (const row of rows) await info.attach(ROW_NAME, { body: JSON.stringify(row), contentType: 'application/json' });
      const [builtIn, ours] = rows.map(({ figures }) => figures);
      expect(ours?.errors).toEqual([]);
      // One stall of chance, and a segment's length, apart.
      expect(ours?.stallSeconds, 'seconds stalled').toBeLessThanOrEqual((builtIn?.stallSeconds ?? 0) + 4);
    });
  }
}

/** The plugin really steers: what is loaded is what was decided. */
import { expect, test } from '@playwright/test';
import { PLAYERS, play, playFor } from './players.ts';

const SWINGING = {
  trace: {
    name: 'swinging',
    unit: 'kbps',
    samples: [
      [12_000, 6000],
      [12_000, 900],
      [12_000, 4000],
    ],
  },
  rttSeconds: 0.06,
};

for (const player of PLAYERS) {
  test(`${player.name}: every rendition change is explained by a decision`, async ({ page }) => {
    test.setTimeout(120_000);
    const run = await play(page, player, SWINGING, { plugin: 'control' });
    await playFor(run, 32);
    const { events, errors } = await run.state();
    const requested = await run.link.requestedRungs();
    expect(errors).toEqual([]);
    expect(events.filter(({ type }) => type === 'fault')).toEqual([]);

    const ladder = events.find((event) => event.type === 'ladder');
    const rateOf = (index: number): number | undefined =>
      ladder?.type === 'ladder' ? ladder.renditions[index]?.rateBitsPerSecond : undefined;
    // Index order need not be bitrate order: compare by rank of the rate.
    const rates =
      ladder?.type === 'ladder' ? ladder.renditions.map(({ rateBitsPerSecond }) => rateBitsPerSecond).sort((a, b) => a - b) : [];
    expect(rates).toHaveLength(7);
    const decided = events.flatMap((event) =>
      event.type === 'decision' && event.applied ? [rates.indexOf(rateOf(event.decision.index) ?? -1)] : [],
    );
    const loaded = requested.map(({ rung }) => rung);
    expect(new Set(loaded).size).toBeGreaterThan(1);
    const changes = loaded.filter((rung, i) => i > 0 && rung !== loaded[i - 1]);
    for (const rung of changes) expect(decided).toContain(rung);
    // In order: the changes that were loaded are a subsequence of what was decided.
    let at = 0;
    for (const rung of changes) {
      at = decided.indexOf(rung, at);
      expect(at, `rung ${rung} was loaded without a decision for it`).toBeGreaterThanOrEqual(0);
    }
    for (const event of events) if (event.type === 'decision') expect(event.decision.reason.length).toBeGreaterThan(10);
  });
}

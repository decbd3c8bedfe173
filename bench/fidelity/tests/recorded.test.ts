/** Sessions that a browser really played, against the simulator: the players' own rules, which only a new version changes. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../differences.ts';
import { readRecord } from '../record-file.ts';
import { nameOf } from '../session.ts';
import { simulate } from '../simulated.ts';
import { TARGETS } from '../targets.ts';

const RECORDED = readRecord(fileURLToPath(new URL('../recorded/sessions.json', import.meta.url)));

describe('recorded sessions', () => {
  it('are of both players', () => {
    expect(new Set(RECORDED.map(({ session }) => session.player)).size).toBeGreaterThan(1);
  });

  it.each(RECORDED.map((each) => [nameOf(each.session), each] as const))('%s: the simulator plays the same', async (_, recorded) => {
    const { session, browser } = recorded;
    const simulated = await simulate(session, browser.viewport);
    const { sharedSegments, sameRung, startupSeconds, stallSeconds, bytesShare } = differencesOf(
      browser.played,
      simulated,
      session.seconds,
    );
    expect(sharedSegments).toBeGreaterThan(15);
    expect(sameRung / sharedSegments).toBeGreaterThanOrEqual(TARGETS.sameRungShare);
    expect(Math.abs(startupSeconds ?? Number.NaN)).toBeLessThan(TARGETS.medianStartupSeconds);
    expect(Math.abs(stallSeconds)).toBeLessThan(TARGETS.medianStallSeconds);
    expect(Math.abs(bytesShare ?? Number.NaN)).toBeLessThan(0.1);
  });

  it('tell another network apart', async () => {
    const [recorded] = RECORDED;
    if (!recorded) throw new Error('nothing recorded');
    const { session, browser } = recorded;
    const slower = { ...session, samples: session.samples.map(([ms = 0, kbps = 0]) => [ms, kbps / 3]) };
    const { sameRung, sharedSegments } = differencesOf(browser.played, await simulate(slower, browser.viewport), session.seconds);
    expect(sameRung / sharedSegments).toBeLessThan(TARGETS.sameRungShare);
  });
});

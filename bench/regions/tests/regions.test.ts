/** Every region in the tables, beside what is possible; and data at equal utility where the answer is known. */
import { lowestRule, type Rule } from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { REGION_IDS } from '../../input/scenarios/built-in-networks.ts';
import { sessionsOfBuiltIn } from '../../input/scenarios/sessions.ts';
import type { ResultRow } from '../../results/row.ts';
import { variantEntry } from '../../rules/evenkeel.ts';
import { type LoadedRule, runScenario } from '../../run/run-scenario.ts';
import { fixed, makeScenario } from '../../run/tests/make.ts';
import { ALL_TOGETHER, regionCells } from '../cells.ts';
import { CLAIMS, SUBJECT } from '../claims.ts';
import { equalUtility } from '../equal-utility.ts';
import { regionPage } from '../page.ts';
import { SETTINGS } from '../settings.ts';
import { regionTable } from '../table.ts';

describe('a small study', async () => {
  const named = (name: string, rule: Rule): LoadedRule => ({ name, rule });
  // Any rules will do, under the names that the study looks for.
  const rules = [
    named(SUBJECT, await variantEntry({ name: SUBJECT, options: {} }).load()),
    named('hls.js', fixed('hls.js', 1)),
    named('lowest', lowestRule()),
    named('optimum', fixed('optimum', 2)),
  ];
  const sessions = sessionsOfBuiltIn(REGION_IDS, { count: 2, contentSeconds: 40, seed: 1 });
  const cells = regionCells(
    sessions.flatMap((session) => runScenario(makeScenario(session), rules, false).rows),
    1,
    100,
  );

  it('has a line for every region and for all together, in every form', () => {
    expect(cells.map(({ region }) => region)).toEqual([ALL_TOGETHER, ...REGION_IDS]);
    const [table, page] = [regionTable(cells, 300), regionPage(cells, 'now')];
    for (const region of [ALL_TOGETHER, ...REGION_IDS]) {
      expect(table).toMatch(new RegExp(`^${region} +hls: hls.js`, 'm'));
      expect(page).toContain(region);
    }
    for (const { title, percent } of CLAIMS) expect(table).toContain(`${title} (claim ${percent} %)`);
  });

  it('takes networks that were drawn for no region by their names, and one alone without a sum', () => {
    const rows = sessions.slice(0, 4).flatMap((session) => runScenario(makeScenario(session), rules, false).rows);
    const named = rows.map((row, i) => ({ ...row, region: '', network: i < rows.length / 2 ? 'home' : 'train' }));
    const regionsOf = (given: readonly ResultRow[]): string[] => [...new Set(regionCells(given, 1, 20).map(({ region }) => region))];
    expect(regionsOf(named)).toEqual([ALL_TOGETHER, 'home', 'train']);
    expect(regionsOf(rows.map((row) => ({ ...row, region: '', network: 'home' })))).toEqual(['home']);
  });

  it('shows quantiles of what viewers got, with both bounds', () => {
    for (const { levels, sessions: count } of cells) {
      expect(levels.map(({ rule }) => rule)).toEqual(['lowest', 'optimum', 'hls.js', SUBJECT]);
      for (const { metrics } of levels) {
        expect(metrics.startupSeconds?.count).toBe(count);
        expect(metrics.startupSeconds?.p99).toBeGreaterThanOrEqual(metrics.startupSeconds?.p50 ?? Number.NaN);
      }
    }
  });
});

describe('data at equal utility', () => {
  const row = (rule: string, trace: number, meanUtility: number, totalBytes: number): ResultRow =>
    ({ network: 'net', trace: `t${trace}`, rule, meanUtility, totalBytes }) as ResultRow;
  const saver = SETTINGS[0]?.name ?? '';
  const rows = (peerUtility: number): ResultRow[] =>
    Array.from({ length: 8 }, (_, trace) => [
      row(SUBJECT, trace, 0.8, 100),
      row(saver, trace, 0.6, 25),
      row('hls.js', trace, peerUtility, 100),
    ]).flat();

  it('lies on the line between two settings', () => {
    // Half way between 25 and 100 on a logarithmic scale.
    expect(equalUtility(rows(0.7), 'hls.js', 1, 50)).toEqual({ percent: expect.closeTo(-50, 6), interval: [-50, -50] });
    expect(equalUtility(rows(0.6), 'hls.js', 1, 50).percent).toBeCloseTo(-75, 6);
  });

  it('is not made up beyond them', () => {
    expect(equalUtility(rows(0.9), 'hls.js', 1, 50)).toEqual({ percent: null, interval: null });
    expect(equalUtility(rows(0.1), 'hls.js', 1, 50)).toEqual({ percent: null, interval: null });
  });
});

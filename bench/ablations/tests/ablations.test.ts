/** Every variant takes something out, the study measures it, and what does nothing is said to do nothing. */
import { DEFAULT_CONFIG, resolveOptions } from 'evenkeel';
import { describe, expect, it } from 'vitest';
import { sessionsOfBuiltIn } from '../../input/scenarios/sessions.ts';
import type { ResultRow } from '../../results/row.ts';
import { variantEntry } from '../../rules/evenkeel.ts';
import { runScenario } from '../../run/run-scenario.ts';
import { makeScenario } from '../../run/tests/make.ts';
import { type Difference, summarise, type Verdict } from '../../statistics/index.ts';
import { ablationLines, WHOLE, wholeGroup, worthText } from '../lines.ts';
import { ablationPage } from '../page.ts';
import { ablationTable } from '../table.ts';
import { ABLATIONS } from '../variants.ts';
import { judgeAblation } from '../verdict.ts';

describe('the list', () => {
  it('has every term, and each name once', () => {
    expect(ABLATIONS.filter(({ kind }) => kind === 'term')).toHaveLength(5);
    expect(new Set(ABLATIONS.map(({ name }) => name)).size).toBe(ABLATIONS.length);
  });

  it.each(ABLATIONS)('$name changes the configuration and is accepted by the plugin', ({ options }) => {
    expect(resolveOptions(options)).not.toEqual(DEFAULT_CONFIG);
  });
});

describe('a small study', async () => {
  const chosen = ABLATIONS.filter(({ name }) => ['term: quality', 'term: device fit', 'look-ahead'].includes(name));
  const whole = { name: WHOLE, options: {} };
  const rules = await Promise.all([whole, ...chosen].map(async (each) => ({ name: each.name, rule: await variantEntry(each).load() })));
  const sessions = sessionsOfBuiltIn(['lte-drive', 'wifi'], { count: 4, contentSeconds: 40, seed: 3 });
  const rows: ResultRow[] = sessions.flatMap((session) => runScenario(makeScenario(session), rules, false).rows);
  const summary = summarise(rows, { subject: WHOLE, baselines: [WHOLE], resamples: 200 });
  const group = wholeGroup(summary);
  const lines = group ? ablationLines(group, chosen) : [];

  it('compares each variant with the whole engine in the same sessions, the greatest loss first', () => {
    expect(lines).toHaveLength(chosen.length);
    for (const { comparison } of lines) expect(comparison).toMatchObject({ baseline: WHOLE, sessions: 8, traces: 8 });
    const losses = lines.map(({ comparison }) => comparison.metrics.score?.difference ?? Number.NaN);
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
  });

  it('finds the picture gone without the term for it, and that term earning its place', () => {
    const quality = lines.find(({ ablation }) => ablation.name === 'term: quality');
    expect(quality?.comparison.metrics.meanUtility?.difference).toBeLessThan(-0.1);
    expect(quality?.judgement.worth).toBe('earns');
  });

  it('shows every line in the terminal and in the page', () => {
    for (const shown of [ablationTable(summary, 250), ablationPage(summary, 'now')]) {
      for (const { name } of chosen) expect(shown).toContain(name);
    }
  });
});

describe('the verdict', () => {
  const difference = (verdict: Verdict): Difference => ({
    ruleMean: 0,
    baselineMean: 0,
    difference: 0,
    interval: null,
    percent: null,
    percentInterval: null,
    verdict,
  });
  const judge = (score: Verdict, stallCount: Verdict) =>
    judgeAblation({
      rule: 'without',
      baseline: WHOLE,
      sessions: 9,
      traces: 9,
      metrics: { score: difference(score), stallCount: difference(stallCount) },
    });

  it.each([
    ['worse', 'no difference', 'earns'],
    ['no difference', 'worse', 'earns otherwise'],
    ['no difference', 'no difference', 'earns nothing'],
    ['better', 'worse', 'trades'],
    ['better', 'no difference', 'costs'],
    ['too few traces', 'worse', 'too few'],
  ] as const)('J %s and stalls %s without it: %s', (score, stalls, worth) => {
    expect(judge(score, stalls).worth).toBe(worth);
  });

  it('names what is worse', () => {
    expect(worthText(judge('no difference', 'worse'))).toBe('earns: stalls');
    expect(worthText(judge('better', 'worse'))).toContain('stalls');
  });
});

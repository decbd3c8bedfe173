/** The page and the table from rows of a few sessions, played here. */
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { variantEntry } from '../../rules/evenkeel.ts';
import { findRules } from '../../rules/index.ts';
import { runScenario } from '../../run/run-scenario.ts';
import { makeScenario } from '../../run/tests/make.ts';
import { type Summary, summarise } from '../../statistics/index.ts';
import { frontierPage } from '../page.ts';
import { COSTS } from '../points.ts';
import { listPositions } from '../positions.ts';
import { frontierTable } from '../table.ts';

const positions = listPositions();
const OTHERS = ['bba', 'throughput'];
let summary: Summary;
let document: Document;

beforeAll(async () => {
  const entries = [...findRules(OTHERS), ...positions.map(variantEntry)];
  const rules = await Promise.all(entries.map(async (entry) => ({ name: entry.name, rule: await entry.load() })));
  const scenarios = [1.1e6, 1.6e6, 2.4e6, 4e6].map((rate, i) => makeScenario({ trace: `t${i}`, seed: i }, rate));
  const rows = scenarios.flatMap((scenario) => runScenario(scenario, rules, false).rows);
  summary = summarise(rows, { subject: 'balanced', baselines: ['balanced'], resamples: 50 });
  document = parseHTML(frontierPage(summary, positions, [{ name: 'bba', source: 'a <paper>' }], 'Now')).document as unknown as Document;
});

describe('the page', () => {
  it('has a chart for each cost and player, which says itself what it shows', () => {
    const charts = [...document.querySelectorAll('figure svg')];
    expect(charts).toHaveLength(COSTS.length);
    for (const chart of charts) {
      expect(chart.getAttribute('role')).toBe('img');
      for (const id of (chart.getAttribute('aria-labelledby') ?? '').split(' '))
        expect(document.getElementById(id)?.textContent).toBeTruthy();
    }
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names every point, in each chart or beside it, and in the table', () => {
    const figures = [...document.querySelectorAll('figure')];
    const rowHeads = [...document.querySelectorAll('tbody th')].map(({ textContent }) => textContent);
    for (const name of [...positions.map((each) => each.name), ...OTHERS]) {
      for (const figure of figures) expect(figure.textContent).toContain(name);
      expect(rowHeads).toContain(name);
    }
  });

  it('escapes what it is told', () => {
    expect(document.body.innerHTML).toContain('a &lt;paper&gt;');
  });
});

describe('the table', () => {
  it('has a line for each rule, ours along the slider', () => {
    const lines = frontierTable(summary, positions, 200).split('\n');
    const heads = lines.map((line) => line.split(/ {2,}/)[0]);
    expect(heads.filter((head) => positions.some(({ name }) => name === head))).toEqual(positions.map(({ name }) => name));
    for (const name of OTHERS) expect(heads).toContain(name);
    // Some rule is always on a frontier.
    expect(lines.some((line) => /stalls, |stalls$|switches|bytes$/.test(line) && heads.includes(line.split(/ {2,}/)[0]))).toBe(true);
  });
});

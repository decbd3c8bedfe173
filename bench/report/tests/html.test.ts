import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Summary, summarise } from '../../statistics/index.ts';
import { SYNTHETIC_BOUNDS, syntheticRows } from '../../statistics/tests/synthetic-rows.ts';
import { renderHtml } from '../html.ts';
import { looksOf } from '../palette.ts';
import { SYNTHETIC_META } from './synthetic-report.ts';

const EVIL = 'evil <b onmouseover="x()"> & "quoted"';
const rules = ['evenkeel', 'hls.js', 'soda', EVIL, 'lowest', 'optimum'];
const rows = syntheticRows({ networks: ['wifi', `leo <img src=x>`], players: ['hls', 'shaka'], traces: 7, rules });

let summary: Summary;
let text: string;
let page: Document;

beforeAll(() => {
  summary = summarise(rows, { bounds: SYNTHETIC_BOUNDS, resamples: 100 });
  text = renderHtml(summary, rows, SYNTHETIC_META);
  page = parseHTML(text).document as unknown as Document;
});

const all = (selector: string): Element[] => [...page.querySelectorAll(selector)];

describe('structure', () => {
  test('every table has a caption and headings with a scope', () => {
    expect(all('table').length).toBeGreaterThan(50);
    for (const table of all('table')) {
      expect(table.querySelector('caption')?.textContent).toBeTruthy();
      for (const heading of table.querySelectorAll('th')) expect(heading.getAttribute('scope')).toMatch(/^(col|row)$/);
    }
  });

  test('every row of a table has a cell under each heading', () => {
    for (const table of all('table')) {
      const columns = table.querySelectorAll('thead th').length;
      for (const row of table.querySelectorAll('tbody tr')) expect(row.children.length).toBe(columns);
    }
  });

  test('every chart has a title and a description, and figures as a table in its section', () => {
    const charts = all('figure svg');
    // Two players: standing 2, scatter 2, distributions 3 x 2, networks 2, two baselines x 6.
    expect(charts).toHaveLength(2 + 2 + 6 + 2 + 12);
    for (const svg of charts) {
      expect(svg.getAttribute('role')).toBe('img');
      const [title, description] = (svg.getAttribute('aria-labelledby') ?? '').split(' ');
      expect(svg.querySelector('title')?.getAttribute('id')).toBe(title);
      expect(svg.querySelector('title')?.textContent).toBeTruthy();
      expect(svg.querySelector('desc')?.getAttribute('id')).toBe(description);
      expect(svg.closest('section')?.querySelector('details table')).toBeTruthy();
    }
    for (const svg of all('svg')) expect(svg.getAttribute('role') === 'img' || svg.getAttribute('aria-hidden') === 'true').toBe(true);
  });

  test('ids are unique, links within the page arrive, and headings go down one at a time', () => {
    const ids = all('[id]').map((each) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of all('a')) expect(ids).toContain((link.getAttribute('href') ?? '').slice(1));
    const levels = all('h1,h2,h3').map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, i) => {
      expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  test('what scrolls can be reached with the keyboard', () => {
    for (const box of all('.scroll')) {
      expect(box.getAttribute('tabindex')).toBe('0');
      expect(box.getAttribute('aria-label')).toBeTruthy();
    }
  });
});

describe('content', () => {
  test('needs nothing from anywhere: no script, no address, and a policy that says so', () => {
    expect(all('script,link,img,iframe,object,embed')).toEqual([]);
    expect(text.replaceAll('http://www.w3.org/2000/svg', '').replaceAll('http://www.w3.org/1999/xlink', '')).not.toMatch(
      /https?:|url\(|@import/,
    );
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'");
  });

  test('names from outside are text, never markup', () => {
    expect(all('b')).toEqual([]);
    expect(text).not.toContain('<script');
    expect(text).toContain('leo-&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(all('tbody th').some((each) => each.textContent === EVIL)).toBe(true);
    for (const element of all('*')) expect(element.getAttribute('onmouseover')).toBeNull();
  });

  test('marks the bounds', () => {
    const overview = all('section').find((each) => each.querySelector('h2')?.textContent === 'Overview') as Element;
    const names = [...overview.querySelectorAll('tbody th')].map((each) => each.textContent ?? '');
    expect([...new Set(names.filter((name) => name.endsWith('(bound)')))].sort()).toEqual(['lowest (bound)', 'optimum (bound)']);
  });

  test('names date, command, seed, versions, sources, mixes and failures', () => {
    for (const part of [
      SYNTHETIC_META.date,
      SYNTHETIC_META.command,
      '1.7.4',
      'no claim about the rule',
      '45 % fixed line',
      'chose 17 of 0..7',
    ])
      expect(page.body.textContent).toContain(part);
  });

  test('without a session there is still the background', () => {
    const empty = parseHTML(renderHtml(summarise([]), [], SYNTHETIC_META)).document;
    expect([...empty.querySelectorAll('h2')].map((each) => each.textContent)).toEqual(['Definitions', 'Rules', 'Run', 'Failures']);
  });

  test('keeps sessions that the network does not sustain out of the charts and in tables of their own', () => {
    const outages = rows.map((row) =>
      row.trace === 'wifi-3' && row.player === 'hls' ? { ...row, sustained: false, score: -77.777 } : row,
    );
    const made = renderHtml(summarise(outages, { resamples: 20 }), outages, SYNTHETIC_META);
    const drawn = parseHTML(made).document;
    expect(drawn.querySelector('#score-and-stalls ~ p')?.textContent).toMatch(
      /^54 of 56 sessions; in the other 2 the network's mean rate is below 1\.2 x/,
    );
    const captions = [...drawn.querySelectorAll('caption')].map((each) => each.textContent ?? '');
    expect(captions.filter((caption) => caption.includes('outages included')).length).toBeGreaterThan(3);
    expect(captions.some((caption) => caption.startsWith('Player hls: means of 26 of 28 sessions'))).toBe(true);
    expect([...drawn.querySelectorAll('svg')].some((svg) => svg.outerHTML.includes('−70'))).toBe(false);
    expect(text).not.toContain('outages included:');
    const none = rows.map((row) => ({ ...row, sustained: false }));
    expect(renderHtml(summarise(none, { resamples: 20 }), none, SYNTHETIC_META)).toContain('0 of 56 sessions');
  });

  test('draws a run of one row, and one without an optimum', () => {
    const one = rows.slice(0, 1);
    expect(renderHtml(summarise(one), one, SYNTHETIC_META)).toContain('1 session on 1 trace');
    const blind = rows.map((row) => ({ ...row, optimumScore: Number.NaN, regret: Number.NaN, fractionOfOptimum: null }));
    const drawn = renderHtml(summarise(blind, { resamples: 20 }), blind, SYNTHETIC_META);
    expect(drawn).toContain('No optimum was computed.');
    expect(drawn).not.toContain('NaN');
  });

  test('no chart holds a figure that is none', () => {
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('looks', () => {
  test('no two of 56 rules look the same, and bounds are grey', () => {
    const names = Array.from({ length: 56 }, (_, i) => `rule-${i}`);
    const lookOf = looksOf({ ...summary, rules: [...names, 'bound'], bounds: ['bound'], baselines: [] });
    expect(new Set(names.map((name) => `${lookOf(name).colour} ${lookOf(name).shape}`)).size).toBe(56);
    expect(lookOf('bound').colour).toBe('var(--bound)');
  });

  test('charts colour a rule alike everywhere', () => {
    const { colour } = looksOf(summary)('soda');
    expect(all(`svg [stroke="${colour}"], svg [fill="${colour}"]`).length).toBeGreaterThan(10);
  });
});

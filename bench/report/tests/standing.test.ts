import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { type Place, type Standing, summarise } from '../../statistics/index.ts';
import { SYNTHETIC_BOUNDS, syntheticRows } from '../../statistics/tests/synthetic-rows.ts';
import { renderHtml } from '../html.ts';
import { bestOther, FEASIBLE_REBUFFERING, feasibleSessions, standingSentence, standingSets, WORST_TENTH } from '../standing.ts';
import { standingLines } from '../standing-text.ts';
import { SYNTHETIC_META } from './synthetic-report.ts';

const rules = ['evenkeel', 'hls.js', 'shaka', 'soda', 'lowest', 'optimum'];
const rows = syntheticRows({ networks: ['wifi', 'leo'], players: ['hls', 'live'], traces: 8, rules });
const summary = summarise(rows, { bounds: SYNTHETIC_BOUNDS, resamples: 100 });
const found = summary.standing as Standing;
const lines = (given = summary, width = 160): string[] => standingLines(given, width, (text) => text);

const placed = (...places: Place[]): Standing => ({
  ...found,
  cells: places.map((place) => ({ ...(found.cells[0] as Standing['cells'][number]), place })),
});

test('the sentence counts wins and ties together', () => {
  expect(standingSentence(placed('won', 'won', 'tied', 'lost'))).toBe(
    'evenkeel is best or tied in 3 of 4 cells (player, network and ladder): 2 won, 1 tied, 1 lost.',
  );
  expect(standingSentence(placed('tied', 'too few traces'))).toContain('1 of 2 cells');
  expect(standingSentence(placed('tied', 'too few traces'))).toContain('1 with too few traces to tell');
});

describe('sets', () => {
  test('are each player over all networks, then on each', () => {
    expect(standingSets(summary).map(({ label }) => label)).toEqual([
      'hls',
      'hls / leo',
      'hls / wifi',
      'live',
      'live / leo',
      'live / wifi',
    ]);
    const one = summarise(
      rows.filter(({ network }) => network === 'leo'),
      { bounds: SYNTHETIC_BOUNDS, resamples: 20 },
    );
    expect(standingSets(one).map(({ label }) => label)).toEqual(['hls / leo', 'live / leo']);
  });

  test('rebuffering counts feasible sessions only', () => {
    const spoilt = rows.map((row) => (row.trace === 'wifi-1' ? { ...row, feasible: false, rebufferingRatio: 1 } : row));
    const made = summarise(spoilt, { bounds: SYNTHETIC_BOUNDS, resamples: 20 });
    const [before, after] = [summary, made].map((each) => standingSets(each).find(({ label }) => label === 'hls / wifi'));
    if (!before || !after) throw new Error('no such set');
    expect(feasibleSessions(after)).toBe(feasibleSessions(before) - 2);
    for (const rule of after.rules) expect(FEASIBLE_REBUFFERING.value(rule)).toBeLessThan(0.5);
  });

  test('the best of the others is no bound and not the subject, at the good end of each figure', () => {
    for (const set of standingSets(summary)) {
      const others = set.rules.filter(({ rule }) => ['hls.js', 'shaka', 'soda'].includes(rule));
      expect(bestOther(set, WORST_TENTH, summary)?.value).toBe(Math.max(...others.map((rule) => WORST_TENTH.value(rule) as number)));
      expect(bestOther(set, FEASIBLE_REBUFFERING, summary)?.value).toBe(
        Math.min(...others.map((rule) => FEASIBLE_REBUFFERING.value(rule) as number)),
      );
    }
  });
});

describe('in the terminal', () => {
  test('is a grid of cells and a grid of sets', () => {
    expect(`\n${lines().join('\n')}\n`).toMatchSnapshot();
  });

  test('gives up rivals, then leads, before it is too wide, and never a ladder', () => {
    const grid = (width: number): string => (lines(summary, width)[5] as string).trim();
    expect(grid(160)).toMatch(/^hls \/ leo +[▲=▼?] [+-]?\d\.\d{3} \(\S+\) +[▲=▼?] [+-]?\d\.\d{3} \(\S+\)$/);
    expect(grid(46)).toMatch(/^hls \/ leo +[▲=▼?] [+-]?\d\.\d{3} +[▲=▼?] [+-]?\d\.\d{3}$/);
    expect(grid(30)).toMatch(/^hls \/ leo +[▲=▼?] +[▲=▼?]$/);
  });

  test('is nothing without a subject', () => {
    expect(lines(summarise(rows.filter(({ rule }) => rule !== 'evenkeel')))).toEqual([]);
  });
});

describe('in the page', () => {
  const page = parseHTML(renderHtml(summary, rows, SYNTHETIC_META)).document;
  const section = page.querySelector('#where-evenkeel-stands')?.parentElement as Element;

  test('comes first, with a map for each player and a field for each cell', () => {
    expect(page.querySelector('main section h2')?.textContent).toBe('Where evenkeel stands');
    expect(section.querySelectorAll('svg').length).toBe(2);
    expect(section.querySelectorAll('svg rect').length).toBe(found.cells.length);
  });

  test('says each place by a sign, and in the description', () => {
    const maps = [...section.querySelectorAll('svg')].map((svg) => svg.textContent ?? '').join(' ');
    for (const { rival, network, ladder, place } of found.cells) {
      expect(maps).toContain(rival);
      expect(maps).toContain(`${network}, ${ladder}: ${place}`);
    }
    expect(maps).toMatch(/[▲=▼]/);
  });

  test('has every rule in both tables of sets', () => {
    const captions = [...section.querySelectorAll('table')].slice(-2);
    for (const table of captions) {
      expect([...table.querySelectorAll('tbody th')].length).toBe(rules.length);
      expect([...table.querySelectorAll('thead th')].length).toBe(1 + standingSets(summary).length);
    }
  });
});

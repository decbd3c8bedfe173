import { describe, expect, test } from 'vitest';
import { type Difference, metricNamed, summarise } from '../../statistics/index.ts';
import { SYNTHETIC_BOUNDS, syntheticRows } from '../../statistics/tests/synthetic-rows.ts';
import { differenceText, fixed } from '../figures.ts';
import { renderTable } from '../table.ts';
import { textGrid } from '../text-grid.ts';

const rules = ['evenkeel', 'hls.js', 'soda', 'bba', 'lowest', 'optimum'];
const rows = syntheticRows({ networks: ['wifi', 'leo'], players: ['hls', 'shaka'], traces: 8, rules });
const summary = summarise(rows, { bounds: SYNTHETIC_BOUNDS, resamples: 200 });
const plain = { width: 150, ansi: false };

describe('renderTable', () => {
  test('prints the picture, the comparisons and the losses', () => {
    expect(renderTable(summary, plain)).toMatchSnapshot();
  });

  test('sorts by score and marks bounds, and nobody else', () => {
    const text = renderTable(summary, plain);
    const block = text.split('\n\n')[1] as string;
    const scores = block
      .split('\n')
      .slice(2)
      .map((line) => Number(/ (-?\d\.\d{3}) /.exec(line)?.[1]));
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    const marked = block.split('\n').filter((line) => line.includes('(bound)'));
    expect(marked.map((line) => line.split(' ')[0])).toEqual(['optimum', 'lowest']);
  });

  test('draws both ends of the scale although no rule played them', () => {
    const some = rows.filter(({ rule }) => !SYNTHETIC_BOUNDS.includes(rule));
    const text = renderTable(summarise(some, { resamples: 50 }), plain);
    expect(text).toContain('optimum (bound)');
    expect(text).toContain('always lowest (bound)');
  });

  test('fits into the width it is given', () => {
    for (const width of [80, 120, 200]) {
      const longest = Math.max(
        ...renderTable(summary, { width, ansi: false })
          .split('\n')
          .map((line) => line.length),
      );
      // Prose lines are not broken.
      const picture = renderTable(summary, { width, ansi: false }).split('\n\n')[1] as string;
      expect(Math.max(...picture.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(longest).toBeGreaterThan(0);
    }
  });

  test('is plain text unless told otherwise', () => {
    expect(renderTable(summary, plain)).not.toContain('\u001b');
    expect(renderTable(summary, { ...plain, ansi: true })).toContain('\u001b[1m');
  });

  test('says how many sessions it leaves out, and shows all of them after it', () => {
    expect(renderTable(summary, plain)).not.toContain('outages');
    const outages = rows.map((row) =>
      row.network === 'leo' && row.player === 'hls' && row.trace.endsWith('3') ? { ...row, sustained: false, score: row.score - 50 } : row,
    );
    const some = renderTable(summarise(outages, { resamples: 50 }), plain);
    expect(some).toContain(
      "(30 of 32 sessions; in the other 2 the network's mean rate is below 1.2 x the lowest rung: figures of all sessions follow)",
    );
    expect(some).toContain('hls: 30 of 32 sessions on 15 traces');
    expect(some).toContain('shaka: 32 sessions on 16 traces');
    expect(some).toMatch(/All 64 sessions, outages included[^\n]*\nRule +hls: J +hls: % of opt\. +hls: stalled s +shaka: J/);
    expect(some.split('J, all sessions').length).toBe(2);
    const all = renderTable(
      summarise(
        rows.map((row) => ({ ...row, sustained: false })),
        { resamples: 50 },
      ),
      plain,
    );
    expect(all).toContain('(0 of 32 sessions; in the other 32 the');
    expect(all).toContain('All 64 sessions, outages included');
  });

  test('says so when there is nothing', () => {
    expect(renderTable(summarise([]), plain)).toBe('No sessions: nothing to show.\n');
    expect(renderTable(summarise(rows.slice(0, 1)), plain)).toContain('1 session of 1 rule on 1 trace');
  });
});

describe('differenceText', () => {
  const base = { ruleMean: 1, baselineMean: 1, difference: 0, interval: null, percent: null, percentInterval: null } as const;
  const [stalls, score] = [metricNamed('stallCount'), metricNamed('score')];
  const text = (difference: Partial<Difference>, metric = stalls): string =>
    differenceText(metric, { ...base, verdict: 'better', ...difference });

  test.each([
    [{ percent: -12.4, percentInterval: [-20.1, -3.2] as const }, '-12 % [-20, -3]'],
    [{ percent: -2.06, percentInterval: [-4.12, -0.31] as const }, '-2.1 % [-4.1, -0.3]'],
    [{ percent: -12.4, percentInterval: [-20.1, -0.2] as const }, '-12.4 % [-20.1, -0.2]'],
    [{ percent: -2, percentInterval: [-8.2, 4.1] as const, verdict: 'no difference' as const }, 'no difference [-8.2, +4.1]'],
    [{ percent: 5, percentInterval: [1, 9] as const, verdict: 'too few traces' as const }, '+5.0 % [+1.0, +9.0], too few traces'],
    [{ difference: 2, interval: [1, 3] as const }, '+2.00 [+1.00, +3.00]'],
  ])('%j is "%s"', (difference, expected) => {
    expect(text(difference)).toBe(expected);
  });

  test('scores are plain differences', () => {
    expect(text({ difference: 0.0714, interval: [0.055, 0.087] }, score)).toBe('+0.071 [+0.055, +0.087]');
  });

  test('no minus before a zero', () => {
    expect(fixed(-0.0001, 2)).toBe('0.00');
  });
});

test('textGrid drops columns of the highest number first, and never those of 0', () => {
  const columns = [
    { title: 'name', align: 'left', dropped: 0 },
    { title: 'first', align: 'right', dropped: 2 },
    { title: 'then', align: 'right', dropped: 1 },
  ] as const;
  expect(textGrid(columns, [['a', '1', '2']], 80)).toEqual(['name  first  then', 'a         1     2']);
  expect(textGrid(columns, [['a', '1', '2']], 12)).toEqual(['name  then', 'a        2']);
  expect(textGrid(columns, [['a', '1', '2']], 1)).toEqual(['name', 'a']);
});

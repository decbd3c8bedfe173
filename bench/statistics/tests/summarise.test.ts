import { describe, expect, test } from 'vitest';
import type { ResultRow } from '../../results/row.ts';
import { COMPARED_METRICS, findLosses, LEAST_TRACES, MAIN_COMPARED, MAIN_METRICS, METRICS, summarise } from '../index.ts';
import type { Comparison, GroupSummary, Summary } from '../summary.ts';
import { noise, SYNTHETIC_BOUNDS, syntheticRows } from './synthetic-rows.ts';

const small = { networks: ['wifi', 'leo'], rules: ['evenkeel', 'hls.js', 'soda'], traces: 8 };
const fast = { resamples: 200 };

const renamed = (rows: readonly ResultRow[], from: string, to: string, change: (row: ResultRow) => Partial<ResultRow> = () => ({})) =>
  rows.filter(({ rule }) => rule === from).map((row) => ({ ...row, ...change(row), rule: to }));
const groupOf = (summary: Summary, by: string, label = 'all'): GroupSummary =>
  summary.groups.find((group) => group.by === by && group.label === label) as GroupSummary;
const pairOf = (group: GroupSummary, rule: string, baseline: string): Comparison =>
  group.comparisons.find((each) => each.rule === rule && each.baseline === baseline) as Comparison;

describe('laws of a comparison', () => {
  const rows = syntheticRows(small);

  test('a rule against itself: difference 0, no difference, in every group and metric', () => {
    const summary = summarise([...rows, ...renamed(rows, 'hls.js', 'twin')], { ...fast, baselines: ['hls.js'] });
    for (const group of summary.groups.filter(({ traces, by }) => traces >= LEAST_TRACES && by !== 'ladder')) {
      for (const difference of Object.values(pairOf(group, 'twin', 'hls.js').metrics)) {
        expect(difference).toMatchObject({ difference: 0, interval: [0, 0], verdict: 'no difference' });
        expect(Math.abs(difference.percent ?? 0)).toBe(0);
      }
    }
  });

  test('shifted by a constant: exactly that constant, and no width', () => {
    const shifted = renamed(rows, 'hls.js', 'shifted', (row) => ({ score: row.score + 0.25 }));
    const found = pairOf(groupOf(summarise([...rows, ...shifted], fast), 'all'), 'shifted', 'hls.js').metrics.score;
    for (const value of [found?.difference, ...(found?.interval ?? [])]) expect(value).toBeCloseTo(0.25, 12);
    expect(found?.verdict).toBe('better');
  });

  test('multiplied: exactly that percentage', () => {
    const slower = renamed(rows, 'hls.js', 'slower', (row) => ({ startupSeconds: 1.5 * row.startupSeconds }));
    const found = pairOf(groupOf(summarise([...rows, ...slower], fast), 'all'), 'slower', 'hls.js').metrics.startupSeconds;
    for (const value of [found?.percent, ...(found?.percentInterval ?? [])]) expect(value).toBeCloseTo(50, 9);
    expect(found?.verdict).toBe('worse');
  });

  test('is the same the other way round, with the opposite sign', () => {
    const all = groupOf(summarise(rows, fast), 'all');
    const [there, back] = [pairOf(all, 'evenkeel', 'hls.js').metrics.score, pairOf(all, 'hls.js', 'evenkeel').metrics.score];
    expect(there?.difference).toBe(-(back?.difference as number));
    expect(there?.interval?.[0]).toBeCloseTo(-(back?.interval?.[1] as number), 12);
  });

  test('of a baseline that never stalls has no percentage, but a verdict', () => {
    const still = rows.map((row) => (row.rule === 'hls.js' ? { ...row, stallCount: 0 } : { ...row, stallCount: 2 }));
    const found = pairOf(groupOf(summarise(still, fast), 'all'), 'soda', 'hls.js').metrics.stallCount;
    expect(found).toMatchObject({ percent: null, percentInterval: null, interval: [2, 2], verdict: 'worse' });
  });
});

describe('intervals', () => {
  /** Traces differ much, sessions of one trace little: resampling sessions would cover the truth in about two cases of three. */
  const drawn = (seed: number, traces: number): ResultRow[] => {
    const [template] = syntheticRows({ networks: ['wifi'], players: ['hls'], ladders: ['one'], rules: ['a'], traces: 1 });
    const normal = (...at: [number, number, number]): number =>
      Array.from({ length: 12 }, (_, i) => noise(seed + 101 * i, ...at)).reduce((sum, value) => sum + value, -6);
    return Array.from({ length: traces * 4 }, (_, i) => {
      const trace = Math.floor(i / 4);
      const row = { ...(template as ResultRow), trace: `t${trace}`, seed: i };
      const advantage = 0.1 + 0.05 * normal(trace, 1, 1) + 0.01 * normal(i, 2, 2);
      return [
        { ...row, rule: 'a', score: advantage },
        { ...row, rule: 'b', score: 0 },
      ];
    }).flat();
  };

  test('cover the truth in about 95 % of cases', { timeout: 120_000 }, () => {
    const cases = 200;
    let covered = 0;
    for (let seed = 1; seed <= cases; seed += 1) {
      const all = groupOf(summarise(drawn(seed * 7919, 40), { baselines: ['b'], resamples: 300, seed }), 'all');
      const { score } = pairOf(all, 'a', 'b').metrics;
      const [low, high] = score?.interval ?? [Number.NaN, Number.NaN];
      if (low <= 0.1 && 0.1 <= high) covered += 1;
    }
    expect(covered / cases).toBeGreaterThan(0.89);
    expect(covered / cases).toBeLessThan(0.99);
  });

  test('no verdict with few traces, no interval with one', () => {
    const few = pairOf(groupOf(summarise(drawn(1, LEAST_TRACES - 1), { ...fast, baselines: ['b'] }), 'all'), 'a', 'b');
    expect(few.metrics.score?.verdict).toBe('too few traces');
    const one = pairOf(groupOf(summarise(drawn(1, 1), { ...fast, baselines: ['b'] }), 'all'), 'a', 'b');
    expect(one).toMatchObject({ sessions: 4, traces: 1 });
    expect(one.metrics.score).toMatchObject({ interval: null, verdict: 'too few traces' });
  });

  test('surround the mean and the share of the optimum', () => {
    for (const rule of groupOf(summarise(syntheticRows(small), fast), 'all').rules) {
      for (const { name } of COMPARED_METRICS) {
        const [low, high] = rule.intervals[name] as [number, number];
        const mean = rule.metrics[name]?.mean as number;
        expect(low).toBeLessThanOrEqual(mean + 1e-9);
        expect(high).toBeGreaterThanOrEqual(mean * (1 - 1e-12));
      }
      expect(rule.fractionInterval?.[0]).toBeLessThan(rule.fractionOfOptimum as number);
      expect(rule.fractionInterval?.[1]).toBeGreaterThan(rule.fractionOfOptimum as number);
    }
  });
});

describe('distributions', () => {
  test('quantiles rise, and the worst tenth is on the bad side of the mean', () => {
    for (const { rules } of summarise(syntheticRows(small), fast).groups) {
      for (const { metrics } of rules) {
        for (const { name, better } of METRICS) {
          if (!metrics[name]) continue;
          const { count, p5, p50, p95, p99, mean, worstTenth } = metrics[name] as NonNullable<(typeof metrics)[string]>;
          if (count === 0) continue;
          const rising = [p5, p50, p95, p99] as number[];
          expect([...rising].sort((a, b) => a - b)).toEqual(rising);
          const gap = (mean as number) - (worstTenth as number);
          expect(better === 'higher' ? gap : -gap).toBeGreaterThanOrEqual(-1e-9 * Math.abs(mean as number));
        }
      }
    }
  });

  test('the share of the optimum is a quotient of means; the bounds have 0 and 1', () => {
    const rows = syntheticRows({ ...small, rules: ['soda', 'lowest', 'optimum'] });
    const all = groupOf(summarise(rows, fast), 'all');
    const mean = (read: (row: ResultRow) => number): number =>
      rows.filter(({ rule }) => rule === 'soda').reduce((sum, row) => sum + read(row), 0);
    const expected = (mean((r) => r.score) - mean((r) => r.lowestScore)) / (mean((r) => r.optimumScore) - mean((r) => r.lowestScore));
    expect(all.rules.find(({ rule }) => rule === 'soda')?.fractionOfOptimum).toBeCloseTo(expected, 9);
    expect(all.rules.find(({ rule }) => rule === 'lowest')?.fractionOfOptimum).toBeCloseTo(0, 12);
    expect(all.rules.find(({ rule }) => rule === 'optimum')?.fractionOfOptimum).toBeCloseTo(1, 12);
  });

  test('rebuffering where avoidable looks only at feasible sessions', () => {
    const rows = syntheticRows(small).map((row, i) => ({ ...row, feasible: i % 2 === 0, rebufferingRatio: i % 2 === 0 ? 0.01 : 0.5 }));
    const found = groupOf(summarise(rows, fast), 'all').rules[0]?.metrics.feasibleRebufferingRatio;
    expect(found?.mean).toBeCloseTo(0.01, 12);
  });

  test('without an optimum there is no share of it, and no failure', () => {
    const rows = syntheticRows(small).map((row) => ({ ...row, optimumScore: Number.NaN, regret: Number.NaN, fractionOfOptimum: null }));
    const all = groupOf(summarise(rows, fast), 'all');
    expect(all.optimumScore).toBeNull();
    expect(all.rules[0]).toMatchObject({ fractionOfOptimum: null, fractionInterval: null });
    expect(all.rules[0]?.metrics.regret?.count).toBe(0);
  });
});

describe('summarise', () => {
  const rows = syntheticRows(small);

  test('is plain data, and the same for the same seed whatever the order of the rows', () => {
    const summary = summarise(rows, fast);
    const sessionsTurned = small.rules.flatMap((rule) => rows.filter((row) => row.rule === rule).reverse());
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summarise(sessionsTurned, fast).groups).toEqual(summary.groups);
    expect(summarise(rows, { ...fast, seed: 2 })).not.toEqual(summary);
  });

  test('another rule changes no figure of those that were there', () => {
    const without = groupOf(
      summarise(
        rows.filter(({ rule }) => rule !== 'soda'),
        fast,
      ),
      'player',
      'hls',
    );
    const withIt = groupOf(summarise(rows, fast), 'player', 'hls');
    expect(pairOf(withIt, 'evenkeel', 'hls.js')).toEqual(pairOf(without, 'evenkeel', 'hls.js'));
  });

  test('groups: all, per network, player, region, ladder and cell', () => {
    const { groups } = summarise(
      rows.map((row, i) => (i < 3 ? { ...row, region: '' } : row)),
      fast,
    );
    const labels = (by: string) => groups.filter((group) => group.by === by).map(({ label }) => label);
    expect(labels('network')).toEqual(['leo', 'wifi']);
    expect(labels('player')).toEqual(['hls', 'live', 'shaka']);
    expect(labels('ladder')).toEqual(['hls-8', 'pensieve-6']);
    expect(labels('cell')).toHaveLength(6);
    expect(labels('region')).not.toContain('');
    expect(groups[0]).toMatchObject({ by: 'all', sessions: 96, traces: 16 });
  });

  test('pairs sessions only where both rules played, and says how many', () => {
    const holey = rows.filter(({ rule, ladder }) => !(rule === 'soda' && ladder === 'hls-8'));
    const all = groupOf(summarise(holey, fast), 'all');
    const own = rows.filter(({ ladder }) => ladder === 'pensieve-6');
    expect(pairOf(all, 'soda', 'hls.js')).toMatchObject({ sessions: 48, traces: 16 });
    expect(pairOf(all, 'evenkeel', 'hls.js').sessions).toBe(96);
    expect(pairOf(all, 'soda', 'hls.js').metrics.score?.baselineMean).toBeCloseTo(
      own.filter(({ rule }) => rule === 'hls.js').reduce((sum, { score }) => sum + score, 0) / 48,
      12,
    );
    expect(groupOf(summarise(holey, fast), 'ladder', 'hls-8').rules.map(({ rule }) => rule)).toEqual(['evenkeel', 'hls.js']);
  });

  test('knows no rule but by its options', () => {
    const others = rows.map((row) => ({ ...row, rule: `x-${row.rule}` }));
    expect(summarise(others, fast)).toMatchObject({ baselines: [], subject: null });
    const chosen = summarise(others, { ...fast, baselines: ['x-soda', 'absent'], subject: 'x-hls.js' });
    expect(chosen).toMatchObject({ baselines: ['x-soda', 'x-hls.js'], subject: 'x-hls.js' });
  });

  test('counts a session twice once', () => {
    const twice = summarise([...rows, ...rows.slice(0, 5)], fast);
    expect(twice.duplicateRows).toBe(5);
    expect(twice.groups).toEqual(summarise(rows, fast).groups);
  });

  test('takes no rows, and one row', () => {
    expect(summarise([])).toMatchObject({ sessions: 0, rules: [], groups: [] });
    const one = summarise(rows.slice(0, 1), fast);
    expect(one.groups.map(({ by }) => by)).toEqual(['all', 'network', 'player', 'region', 'ladder', 'cell']);
    expect(one.groups[0]?.rules[0]?.metrics.score).toMatchObject({ count: 1, mean: rows[0]?.score, worstTenth: rows[0]?.score });
    expect(one.groups[0]?.comparisons).toEqual([]);
  });

  test('refuses a number of resamples that is none', () => {
    expect(() => summarise(rows, { resamples: 0 })).toThrow('resamples must be a whole number >= 1, got 0');
  });
});

describe('sessions that the network does not sustain', () => {
  const rows = syntheticRows(small);
  const isOut = ({ network, trace, player }: ResultRow): boolean => network === 'leo' && (trace.endsWith('1') || player === 'live');
  const marked = rows.map((row) => (isOut(row) ? { ...row, sustained: false, score: -100 } : row));
  const summary = summarise(marked, fast);
  const named = (groups: readonly GroupSummary[]): string[] => groups.map(({ by, label }) => `${by} ${label}`);
  const unmarked = (sessions: readonly ResultRow[]): Summary =>
    summarise(
      sessions.map((row) => ({ ...row, sustained: true })),
      fast,
    );
  /** The figures of a group, without how many are left out. */
  const figuresOf = ({ sessionsInAll: _, ...rest }: GroupSummary): unknown => rest;

  test('decide no headline figure: as if they had not been played', () => {
    const without = unmarked(marked.filter((row) => !isOut(row)));
    expect(summary.groups.map(figuresOf)).toEqual(without.groups.map(figuresOf));
    expect(findLosses(summary)?.found).toEqual(
      findLosses(without)?.found.map((loss) => ({ ...loss, group: summary.groups.find(({ label }) => label === loss.group.label) })),
    );
  });

  test('are in the figures of all sessions, where any are left out, with their comparisons', () => {
    expect(named(summary.allSessions)).toEqual(
      expect.arrayContaining(['all all', 'network leo', 'player hls', 'player live', 'player shaka']),
    );
    expect(named(summary.allSessions)).not.toContain('network wifi');
    const complete = unmarked(marked).groups;
    for (const group of summary.allSessions)
      expect(complete.find(({ by, label }) => by === group.by && label === group.label)).toMatchObject(group);
    expect(summary.allSessions[0]?.comparisons).toHaveLength(4);
  });

  test('are counted', () => {
    expect(summary).toMatchObject({ sessions: 96, sustainedSessions: 96 - 16 - 4 });
    expect(groupOf(summary, 'all')).toMatchObject({ sessions: 76, sessionsInAll: 96 });
    expect(groupOf(summary, 'network', 'wifi')).toMatchObject({ sessions: 48, sessionsInAll: 48 });
    expect(summarise(rows, fast).allSessions).toEqual([]);
  });

  test('leave no group behind where there is nothing else', () => {
    expect(groupOf(summary, 'cell', 'live / leo')).toBeUndefined();
    const none = summarise(
      rows.map((row) => ({ ...row, sustained: false })),
      fast,
    );
    expect(none).toMatchObject({ sustainedSessions: 0, groups: [] });
    expect(none.allSessions[0]).toMatchObject({ by: 'all', sessions: 96 });
  });
});

test('networks, ladders, regions and cells have the main figures only', () => {
  const names = (metrics: readonly { readonly name: string }[]): string[] => metrics.map(({ name }) => name).sort();
  const rows = syntheticRows({ ...small, rules: ['evenkeel', 'hls.js', 'optimum'] });
  for (const { by, rules, comparisons } of summarise(rows, { ...fast, bounds: SYNTHETIC_BOUNDS }).groups) {
    const full = by === 'all' || by === 'player';
    expect(Object.keys(rules[0]?.metrics ?? {}).sort()).toEqual(names(full ? METRICS : MAIN_METRICS));
    expect(comparisons.some(({ rule }) => rule === 'optimum')).toBe(full);
    expect(comparisons).toHaveLength(full ? 4 : by === 'ladder' ? 0 : 2);
    for (const { metrics } of comparisons) expect(Object.keys(metrics).sort()).toEqual(names(full ? COMPARED_METRICS : MAIN_COMPARED));
  }
});

describe('findLosses', () => {
  test('finds the cell and metric in which the subject is worse, and no bound as a winner', () => {
    const rows = syntheticRows({ ...small, rules: ['evenkeel'] });
    const planted = [
      ...rows,
      ...renamed(rows, 'evenkeel', 'rival', (row) => (row.network === 'leo' && row.player === 'hls' ? { score: row.score + 0.1 } : {})),
      ...renamed(rows, 'evenkeel', 'optimum', (row) => ({ score: row.score + 0.3 })),
    ];
    const losses = findLosses(summarise(planted, { ...fast, bounds: SYNTHETIC_BOUNDS }));
    expect(losses?.found.map(({ group, metric, winner }) => [group.label, metric, winner])).toEqual([['hls / leo', 'score', 'rival']]);
    expect(losses?.compared).toBe(6 * MAIN_COMPARED.length);
  });

  test('has nothing to say without a subject', () => {
    expect(findLosses(summarise(syntheticRows({ ...small, rules: ['soda'] }), fast))).toBeNull();
  });
});

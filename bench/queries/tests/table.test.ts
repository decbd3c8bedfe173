import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeParquet } from '../../results/parquet.ts';
import type { ResultRow } from '../../results/row.ts';
import { makeRow } from '../../results/tests/make.ts';
import { summarise } from '../../statistics/index.ts';

const SQL = readFileSync(new URL('../table.sql', import.meta.url), 'utf8');

/** Sessions of three rules on two networks in two players, every figure drawn. */
function drawRows(seed: number): ResultRow[] {
  const [draws = []] = fc.sample(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4000, maxLength: 4000 }), {
    seed,
    numRuns: 1,
  });
  let next = 0;
  const draw = (scale = 1): number => (draws[next++ % draws.length] ?? 0) * scale;
  const sessions = ['3g', 'wifi'].flatMap((network) =>
    ['hls', 'shaka'].flatMap((player) => Array.from({ length: 23 }, (_, i) => ({ network, player, trace: `t${i % 7}`, seed: i }))),
  );
  return sessions.flatMap((session) => {
    const bounds = { lowestScore: draw(0.3), optimumScore: 0.6 + draw(0.4), sustained: draw() > 0.3 };
    return ['evenkeel', 'hls.js', 'bba'].map((rule) =>
      makeRow({
        ...session,
        ...bounds,
        rule,
        score: draw(),
        regret: draw(),
        startupSeconds: draw(3),
        stallCount: Math.floor(draw(5)),
        avoidableStalls: Math.floor(draw(3)),
        stallSeconds: draw(20),
        rebufferingRatio: draw(),
        meanRateBitsPerSecond: draw(5e6),
        meanUtility: draw(),
        switchesPerMinute: draw(9),
        meanUtilityStep: draw(0.2),
        totalBytes: draw(1e8),
        wastedBytes: draw(1e6),
      }),
    );
  });
}

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-query-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function query(rows: readonly ResultRow[]): Promise<Record<string, unknown>[]> {
  const file = join(directory, 'rows.parquet');
  writeFileSync(file, encodeParquet(rows));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    await connection.run(`SET VARIABLE rows = '${file}'`);
    return (await connection.runAndReadAll(SQL)).getRowObjectsJS() as Record<string, unknown>[];
  } finally {
    connection.closeSync();
  }
}

describe('table.sql over the Parquet file', () => {
  const rows = drawRows(5);

  it.each([
    ['sustained', rows],
    // All sessions as the headline has them: by calling each of them sustained.
    ['all', rows.map((row) => ({ ...row, sustained: true }))],
  ])('gives the figures of the printed table over %s sessions', async (scope, counted) => {
    const lines = (await query(rows)).filter((line) => line.scope === scope);
    const groups = summarise(counted, { resamples: 10 }).groups.filter(({ by }) => by === 'all' || by === 'player' || by === 'cell');
    expect(lines).toHaveLength(groups.reduce((sum, group) => sum + group.rules.length, 0));
    for (const group of groups) {
      for (const { rule, sessions, traces, metrics, fractionOfOptimum } of group.rules) {
        const line = lines.find(
          (each) => each.rule === rule && each.player === (group.player ?? null) && each.network === (group.network ?? null),
        );
        expect(line, `${group.label} ${rule}`).toBeDefined();
        expect(line).toMatchObject({ sessions, traces });
        close(line?.fractionOfOptimum, fractionOfOptimum);
        close(line?.scoreMedian, metrics.score?.p50);
        close(line?.scoreWorstTenth, metrics.score?.worstTenth);
        close(line?.startupSecondsP95, metrics.startupSeconds?.p95);
        close(line?.stallSecondsP95, metrics.stallSeconds?.p95);
        close(line?.rebufferingRatioP99, metrics.rebufferingRatio?.p99);
        // Cells have the main figures only.
        for (const name of MEANS) if (metrics[name]) close(line?.[name], metrics[name].mean, `${name} of ${rule} in ${group.label}`);
        expect(MEANS.filter((name) => metrics[name]).length).toBeGreaterThan(7);
      }
    }
  });

  it('has no fraction without an optimum', async () => {
    const none = { optimumScore: Number.NaN, boundScore: Number.NaN, regret: Number.NaN, fractionOfOptimum: null };
    const [line] = await query([makeRow(none)]);
    expect(line).toMatchObject({ fractionOfOptimum: null, regret: null, score: makeRow().score });
  });
});

const MEANS = [
  'score',
  'regret',
  'startupSeconds',
  'stallCount',
  'avoidableStalls',
  'stallSeconds',
  'rebufferingRatio',
  'meanRateBitsPerSecond',
  'meanUtility',
  'switchesPerMinute',
  'meanUtilityStep',
  'totalBytes',
  'wastedBytes',
] as const;

/** Sums in another order differ in the last digits. */
function close(value: unknown, expected: number | null | undefined, what?: string): void {
  expect(expected, what).toEqual(expect.any(Number));
  expect(Math.abs((value as number) - (expected as number)), what).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected as number)));
}

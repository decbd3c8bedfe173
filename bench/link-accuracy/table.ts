import type { CellResult, Clock } from './judge.ts';

const COLUMNS = [8, 34, 16, 9, 9, 15, 9, 6] as const;

/** Column titles of the printed table. */
export const TABLE_HEAD: string = row(['host', 'cell', 'ResourceTiming', 'fetch', 'XHR', 'TTFB - RTT', 'allowed', 'runs', '']);

const CLOCK_NAMES: Readonly<Record<Clock, string>> = { timing: 'ResourceTiming', fetch: 'fetch', xhr: 'XHR' };

/** One result as a table row. */
export function tableRow(result: CellResult): string {
  const { host, cell, errors, missing, firstByteExcessSeconds, tolerance, runs, attempts, passed } = result;
  const excess = firstByteExcessSeconds === null ? '-' : `${(firstByteExcessSeconds * 1000).toFixed(1)} ms`;
  const allowed = `${tolerance * 100} %`;
  return row([
    host,
    cell,
    percent(errors.timing),
    percent(errors.fetch),
    percent(errors.xhr),
    excess,
    allowed,
    String(runs),
    [
      passed ? 'PASS' : 'FAIL',
      ...(attempts > 1 ? [`(all runs of ${attempts} attempts)`] : []),
      ...missing.map((clock) => `no ${CLOCK_NAMES[clock]}`),
    ].join(' '),
  ]);
}

function percent(share: number | null): string {
  return share === null ? '-' : `${share >= 0 ? '+' : ''}${(share * 100).toFixed(2)} %`;
}

function row(texts: readonly string[]): string {
  return texts
    .map((text, i) => text.padEnd(COLUMNS[i] ?? 0))
    .join('')
    .trimEnd();
}

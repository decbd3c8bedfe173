import type { CellResult } from './measure.ts';

const COLUMNS = [8, 34, 16, 9, 9, 15, 8] as const;

/** Column titles of the printed table. */
export const TABLE_HEAD: string = row(['host', 'cell', 'ResourceTiming', 'fetch', 'XHR', 'TTFB - RTT', 'allowed', '']);

/** One result as a table row. */
export function tableRow(result: CellResult): string {
  const { host, cell, errors, firstByteExcessSeconds, tolerance, attempts, passed } = result;
  const excess = `${(firstByteExcessSeconds * 1000).toFixed(1)} ms`;
  const allowed = `${tolerance * 100} %`;
  return row([
    host,
    cell,
    percent(errors.timing),
    percent(errors.fetch),
    percent(errors.xhr),
    excess,
    allowed,
    `${passed ? 'PASS' : 'FAIL'}${attempts > 1 ? ` (attempt ${attempts})` : ''}`,
  ]);
}

function percent(share: number): string {
  return Number.isNaN(share) ? '-' : `${share >= 0 ? '+' : ''}${(share * 100).toFixed(2)} %`;
}

function row(texts: readonly string[]): string {
  return texts
    .map((text, i) => text.padEnd(COLUMNS[i] ?? 0))
    .join('')
    .trimEnd();
}

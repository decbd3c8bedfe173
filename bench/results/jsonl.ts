/** Rows as text, one JSON object a line. What a number is in a file is what it is everywhere: rows pass through here first. */
import { COLUMNS } from './columns.ts';
import type { ResultRow } from './row.ts';

/** Columns where a number may be missing although the row's type has none: NaN in memory, `null` in files. */
const NAN_WHEN_NULL: readonly (keyof ResultRow)[] = ['optimumScore', 'boundScore', 'regret'];

/** One line without its end, columns in their fixed order. */
export function encodeRow(row: ResultRow): string {
  const ordered: Record<string, unknown> = {};
  for (const { name } of COLUMNS) if (row[name] !== undefined) ordered[name] = row[name];
  return JSON.stringify(ordered);
}

/** The row of one line. */
export function decodeRow(line: string): ResultRow {
  const row = JSON.parse(line) as Record<string, unknown>;
  for (const name of NAN_WHEN_NULL) row[name] ??= Number.NaN;
  return row as unknown as ResultRow;
}

export const encodeRows = (rows: readonly ResultRow[]): string => rows.map((row) => `${encodeRow(row)}\n`).join('');

export const decodeRows = (text: string): ResultRow[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map(decodeRow);

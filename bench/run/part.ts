/** The result of one scenario as text: its rows, its failures, and a last line without which it is not whole. */
import { decodeRow, encodeRow } from '../results/jsonl.ts';
import type { FailedRow, ResultRow } from '../results/row.ts';

export interface ScenarioResult {
  readonly rows: readonly ResultRow[];
  readonly failures: readonly FailedRow[];
}

export const encodePart = (id: string, { rows, failures }: ScenarioResult): string =>
  encodeLines(id, [...rows.map(encodeRow), ...failures.map((failure) => JSON.stringify(failure))]);

/** A part of any lines of JSON: studies keep other things than rows. */
export const encodeLines = (id: string, lines: readonly string[]): string => `${[...lines, JSON.stringify({ end: id })].join('\n')}\n`;

/** The lines of a whole part with this id; undefined where the text is not one. */
export const decodeLines = (id: string, text: string): string[] | undefined =>
  text.endsWith(`${JSON.stringify({ end: id })}\n`) ? text.split('\n').slice(0, -2) : undefined;

/** Undefined where the text is not one whole part with this id. */
export function decodePart(id: string, text: string): ScenarioResult | undefined {
  const lines = decodeLines(id, text);
  if (!lines) return undefined;
  const rows: ResultRow[] = [];
  const failures: FailedRow[] = [];
  try {
    for (const line of lines) {
      const value = decodeRow(line);
      if ('error' in value) failures.push(JSON.parse(line) as FailedRow);
      else rows.push(value);
    }
  } catch {
    return undefined;
  }
  return { rows, failures };
}

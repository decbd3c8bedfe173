/** The result of one scenario as text: its rows, its failures, and a last line without which it is not whole. */
import { decodeRow, encodeRow } from '../results/jsonl.ts';
import type { FailedRow, ResultRow } from '../results/row.ts';

export interface ScenarioResult {
  readonly rows: readonly ResultRow[];
  readonly failures: readonly FailedRow[];
}

export function encodePart(id: string, { rows, failures }: ScenarioResult): string {
  const lines = [...rows.map(encodeRow), ...failures.map((failure) => JSON.stringify(failure)), JSON.stringify({ end: id })];
  return `${lines.join('\n')}\n`;
}

/** Undefined where the text is not one whole part with this id. */
export function decodePart(id: string, text: string): ScenarioResult | undefined {
  if (!text.endsWith(`${JSON.stringify({ end: id })}\n`)) return undefined;
  const rows: ResultRow[] = [];
  const failures: FailedRow[] = [];
  try {
    for (const line of text.split('\n').slice(0, -2)) {
      const value = decodeRow(line);
      if ('error' in value) failures.push(JSON.parse(line) as FailedRow);
      else rows.push(value);
    }
  } catch {
    return undefined;
  }
  return { rows, failures };
}

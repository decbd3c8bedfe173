/** A whole run, from its plan and its parts: the same in one process and after a merge. */
import type { FailedRow, ResultRow } from '../results/row.ts';
import type { Summary } from '../statistics/index.ts';
import { decodePart } from './part.ts';
import type { Plan } from './plan.ts';

export interface Result {
  readonly plan: Plan;
  /** In the order of the plan, then of its rules. */
  readonly rows: readonly ResultRow[];
  readonly failures: readonly FailedRow[];
}

/** `partOf` answers the text of a part; undefined where it is missing. */
export function collect(plan: Plan, partOf: (id: string) => string | undefined): { result: Result; missing: number[] } {
  const rows: ResultRow[] = [];
  const failures: FailedRow[] = [];
  const missing: number[] = [];
  for (const [i, id] of plan.scenarios.entries()) {
    const text = partOf(id);
    const part = text === undefined ? undefined : decodePart(id, text);
    if (!part) missing.push(i);
    for (const row of part?.rows ?? []) rows.push(row);
    for (const failure of part?.failures ?? []) failures.push(failure);
  }
  return { result: { plan, rows, failures }, missing };
}

/** The JSON output: no dates and no durations, so that equal runs give equal files. */
export function encodeResult({ plan, failures }: Result, summary: Summary): string {
  const { id, identity, settings, problems, scenarios } = plan;
  const { packageVersion, rules } = identity;
  const all = { evenkeelBench: packageVersion, plan: id, settings, scenarios: scenarios.length, rules, summary, failures, problems };
  return `${JSON.stringify(all)}\n`;
}

/** What is printed and written at the end of a run or a merge. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderHtml, renderTable } from '../report/index.ts';
import { encodeRows } from '../results/jsonl.ts';
import { encodeParquet } from '../results/parquet.ts';
import type { FailedRow } from '../results/row.ts';
import type { InputProblem, Plan } from '../run/plan.ts';
import { encodeResult, type Result } from '../run/result.ts';
import { summarise } from '../statistics/index.ts';
import type { Outputs } from './arguments.ts';
import { reportMeta } from './report-meta.ts';

/** Where and when the report was made: in the HTML only, so that equal runs give equal data. */
export interface Occasion {
  readonly date: Date;
  /** As typed, without the program's name. */
  readonly args: readonly string[];
}

/** Returns the exit code. */
export function deliver(result: Result, outputs: Outputs, occasion: Occasion): number {
  const { rows, failures, plan } = result;
  if (rows.length > 0) {
    const summary = summarise(rows, { bounds: boundsOf(plan), seed: plan.settings.seed });
    console.log(renderTable(summary));
    if (outputs.json) write(outputs.json, encodeResult(result, summary));
    if (outputs.html) write(outputs.html, renderHtml(summary, rows, reportMeta(result, occasion)));
    if (outputs.jsonl) write(outputs.jsonl, encodeRows(rows));
    if (outputs.parquet) write(outputs.parquet, encodeParquet(rows));
  } else {
    console.error('No session could be run, so there is nothing to compare and nothing was written.');
  }
  return reportTrouble(failures, plan.problems);
}

/** Prints what went wrong, by rule and reason. Returns the exit code. */
export function reportTrouble(failures: readonly FailedRow[], problems: readonly InputProblem[]): number {
  for (const line of [...problemLines(problems), ...failureLines(failures)]) console.error(line);
  return failures.length + problems.length > 0 ? 1 : 0;
}

export function problemLines(problems: readonly InputProblem[]): string[] {
  if (problems.length === 0) return [];
  return [
    `\n${problems.length} input file(s) could not be used; the rest went on:`,
    ...problems.map(({ file, error }) => `  ${error.includes(file) ? error : `${file}: ${error}`}`),
  ];
}

export function failureLines(failures: readonly FailedRow[]): string[] {
  if (failures.length === 0) return [];
  const groups = new Map<string, FailedRow[]>();
  for (const failure of failures) {
    const key = `${failure.rule}: ${withoutTimes(failure.error)}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  const lines = [...groups].map(([key, [first, ...others]]) => {
    const { network, trace, ladder, player, seed } = first as FailedRow;
    return `  ${others.length + 1} x ${key} (first: ${player} / ${network} / ${trace} / ${ladder} / seed ${seed})`;
  });
  return [`\n${failures.length} session(s) failed; the rest went on:`, ...lines];
}

/** The same mistake at two instants is one mistake. */
const withoutTimes = (error: string): string => error.replace(/\bat \d+(\.\d+)? s\b/g, 'at ... s');

const boundsOf = ({ identity }: Plan): string[] => identity.rules.filter(({ kind }) => kind === 'bound').map(({ name }) => name);

/** Makes the directory, and says what was written. */
export function write(file: string, data: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
  console.error(`Written: ${file}`);
}

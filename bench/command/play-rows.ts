/** What the commands that compare variants of our engine have in common: sessions to rows, and rows to files. */
import { encodeRows } from '../results/jsonl.ts';
import { encodeParquet } from '../results/parquet.ts';
import { collect, type Result } from '../run/result.ts';
import type { RunOptions } from './arguments.ts';
import { write } from './outputs.ts';
import { playScenarios } from './play-scenarios.ts';
import { prepare, type Study } from './prepare.ts';

/** Plays `study`; undefined when it was interrupted. */
export async function playRows(options: RunOptions, study: Study): Promise<Result | undefined> {
  const prepared = await prepare(options, study);
  const texts = await playScenarios(prepared, options);
  return texts && collect(prepared.plan, (id) => texts.get(id)).result;
}

/** `--jsonl` and `--parquet`, where they were given. */
export function writeRows({ jsonl, parquet }: RunOptions['outputs'], rows: Result['rows']): void {
  if (jsonl !== undefined) write(jsonl, encodeRows(rows));
  if (parquet !== undefined) write(parquet, encodeParquet(rows));
}

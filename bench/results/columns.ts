/** The columns of a result, in the order of the JSONL and of the Parquet file. Their meaning: README.md beside this. */
import type { ResultRow } from './row.ts';

export type ColumnType = 'STRING' | 'DOUBLE' | 'INT32' | 'BOOLEAN';

export interface Column {
  readonly name: keyof ResultRow;
  readonly type: ColumnType;
  /** Whether a row may have nothing here: `null` in the files. */
  readonly nullable: boolean;
}

/** A record, so that the compiler finds a column of the row that is missing here. */
const TYPES: { readonly [Name in keyof Required<ResultRow>]: ColumnType | `${ColumnType}?` } = {
  network: 'STRING',
  region: 'STRING',
  trace: 'STRING',
  traceOffsetSeconds: 'DOUBLE',
  traceMeanBitsPerSecond: 'DOUBLE',
  ladder: 'STRING',
  player: 'STRING',
  rule: 'STRING',
  seed: 'DOUBLE',
  score: 'DOUBLE',
  lowestScore: 'DOUBLE',
  optimumScore: 'DOUBLE?',
  boundScore: 'DOUBLE?',
  fractionOfOptimum: 'DOUBLE?',
  regret: 'DOUBLE?',
  qoeLinear: 'DOUBLE',
  qoeLog: 'DOUBLE',
  qoeSoda: 'DOUBLE',
  qoeVmaf: 'DOUBLE?',
  startupSeconds: 'DOUBLE',
  stallCount: 'INT32',
  stallSeconds: 'DOUBLE',
  longestStallSeconds: 'DOUBLE',
  rebufferingRatio: 'DOUBLE',
  avoidableStalls: 'INT32',
  meanRateBitsPerSecond: 'DOUBLE',
  meanUtility: 'DOUBLE',
  switchCount: 'INT32',
  switchesPerMinute: 'DOUBLE',
  meanUtilityStep: 'DOUBLE',
  totalBytes: 'DOUBLE',
  wastedBytes: 'DOUBLE',
  sustained: 'BOOLEAN',
  feasible: 'BOOLEAN',
  outcome: 'STRING',
};

export const COLUMNS: readonly Column[] = Object.entries(TYPES).map(([name, type]) => ({
  name: name as keyof ResultRow,
  type: type.replace('?', '') as ColumnType,
  nullable: type.endsWith('?'),
}));

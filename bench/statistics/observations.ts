/** Rows as columns of numbers: sessions in a fixed order, and who played them. */
import type { ResultRow } from '../results/row.ts';
import { METRICS } from './metrics.ts';

export interface Session {
  readonly network: string;
  readonly region: string;
  readonly ladder: string;
  readonly player: string;
  readonly trace: string;
  readonly sustained: boolean;
}

export interface Observations {
  readonly rules: readonly string[];
  readonly sessions: readonly Session[];
  /** Number of the trace of each session. */
  readonly traceOf: Int32Array;
  readonly traceCount: number;
  /** Row of a rule in a session, -1 where it did not play it: `[rule][session]`. */
  readonly rowOf: readonly Int32Array[];
  /** `[metric][row]`, in the order of `METRICS`. */
  readonly values: readonly Float64Array[];
  /** Per row; NaN where the run did not ask for it. */
  readonly lowestScore: Float64Array;
  readonly optimumScore: Float64Array;
  readonly boundScore: Float64Array;
  readonly duplicateRows: number;
}

/** Between the parts of a key; in no name. */
const SEPARATOR = '\u0000';

/** The order of sessions and traces comes from their names, so the order of the rows changes nothing. */
export function observe(rows: readonly ResultRow[]): Observations {
  const keys = rows.map((row) => sessionKey(row));
  const sessionNumbers = numbered(keys);
  const traces = numbered(rows.map((row) => row.network + SEPARATOR + row.trace));
  // By first appearance: the order in which the caller lists its rules.
  const rules = [...new Set(rows.map(({ rule }) => rule))];
  const ruleNumbers = new Map(rules.map((rule, i) => [rule, i]));
  const sessions = new Array<Session>(sessionNumbers.size);
  const traceOf = new Int32Array(sessionNumbers.size);
  const rowOf = rules.map(() => new Int32Array(sessionNumbers.size).fill(-1));
  let duplicateRows = 0;
  rows.forEach((row, i) => {
    const session = sessionNumbers.get(keys[i] as string) as number;
    sessions[session] = row;
    traceOf[session] = traces.get(row.network + SEPARATOR + row.trace) as number;
    const own = rowOf[ruleNumbers.get(row.rule) as number] as Int32Array;
    if (own[session] === -1) own[session] = i;
    else duplicateRows += 1;
  });
  const column = (read: (row: ResultRow) => number): Float64Array => {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < values.length; i += 1) values[i] = read(rows[i] as ResultRow);
    return values;
  };
  return {
    rules,
    sessions,
    traceOf,
    traceCount: traces.size,
    rowOf,
    values: METRICS.map(({ read }) => column(read)),
    lowestScore: column((row) => row.lowestScore ?? Number.NaN),
    optimumScore: column((row) => row.optimumScore ?? Number.NaN),
    boundScore: column((row) => row.boundScore ?? Number.NaN),
    duplicateRows,
  };
}

const sessionKey = (row: ResultRow): string =>
  [row.network, row.trace, row.traceOffsetSeconds, row.seed, row.player, row.ladder, row.region].join(SEPARATOR);

/** Each different name with its place in alphabetical order. */
const numbered = (names: readonly string[]): Map<string, number> => new Map([...new Set(names)].sort().map((name, i) => [name, i]));

/** Means over sets of sessions of one group, and what they are in every resample of its traces. */
import { resampleSums } from './bootstrap.ts';
import type { Group } from './groups.ts';
import { COMPARED_METRICS, METRICS } from './metrics.ts';
import type { Observations } from './observations.ts';

/** Sessions that are summed together. */
interface SessionList {
  readonly sessions: Int32Array;
  readonly traces: number;
  /** First of its own columns: count, lowest score, optimum. */
  readonly column: number;
}

/** A rule in a list of sessions. */
export interface Selection {
  readonly rule: number;
  readonly list: SessionList;
  /** First of its columns, one a compared metric. */
  readonly column: number;
}

/** A mean, and the mean in each resample (NaN where none of the sessions was drawn; empty below two traces). */
export interface MeasuredMean {
  readonly mean: number;
  readonly drawn: Float64Array;
}

export interface Measured {
  /** By the metric's place in `COMPARED_METRICS`. */
  metric(selection: Selection, place: number): MeasuredMean;
  lowest(selection: Selection): MeasuredMean;
  optimum(selection: Selection): MeasuredMean;
  /** Room for one figure a resample, to be written over at will: fresh arrays by the ten thousand cost more than the sums. */
  readonly scratch: Float64Array;
}

export interface ClusterMeans {
  /** All sessions of the group that the rule played. */
  own(rule: number): Selection;
  /** The rule in the sessions that the other played too. */
  common(rule: number, other: number): Selection;
  /** Call after every selection is made. */
  measure(resamples: number, seed: number): Measured;
}

const LOWEST = 1;
const OPTIMUM = 2;
const LIST_COLUMNS = 3;
const METRIC_COLUMNS = COMPARED_METRICS.length;
const METRIC_PLACES = COMPARED_METRICS.map((metric) => METRICS.indexOf(metric));

export function createClusterMeans(data: Observations, { sessions }: Group): ClusterMeans {
  const clusterOf = numberTraces(data, sessions);
  const clusters = clusterOf.size;
  // Equal lists are one list: with complete data, each rule is summed once and not once a pair.
  const lists: SessionList[] = [];
  const selections = new Map<string, Selection>();
  let width = 0;
  const intern = (members: Int32Array): SessionList => {
    const known = lists.find((list) => same(list.sessions, members));
    if (known) return known;
    const list = { sessions: members, traces: countTraces(data, members), column: width };
    width += LIST_COLUMNS;
    lists.push(list);
    return list;
  };
  const ownLists = data.rowOf.map((rowOf) => intern(sessions.filter((session) => (rowOf[session] as number) >= 0)));
  const select = (rule: number, list: SessionList): Selection => {
    const key = `${rule} ${list.column}`;
    const known = selections.get(key);
    if (known) return known;
    const made = { rule, list, column: width };
    width += METRIC_COLUMNS;
    selections.set(key, made);
    return made;
  };
  return {
    own: (rule) => select(rule, ownLists[rule] as SessionList),
    common(rule, other) {
      const [mine, theirs] = [ownLists[rule] as SessionList, ownLists[other] as SessionList];
      if (mine === theirs) return select(rule, mine);
      const rowOf = data.rowOf[other] as Int32Array;
      return select(rule, intern(mine.sessions.filter((session) => (rowOf[session] as number) >= 0)));
    },
    measure(resamples, seed) {
      const sums = new Float64Array(clusters * width);
      for (const list of lists) addList(sums, width, list, data, clusterOf);
      for (const selection of selections.values()) addMetrics(sums, width, selection, data, clusterOf);
      return measureColumns(sums, width, clusters < 2 ? 0 : resamples, seed);
    },
  };
}

function measureColumns(sums: Float64Array, width: number, resamples: number, seed: number): Measured {
  const drawn = resampleSums(sums, width, resamples, seed);
  const total = new Float64Array(width);
  for (let from = 0; from < sums.length; from += width) {
    for (let i = 0; i < width; i += 1) total[i] = (total[i] as number) + (sums[from + i] as number);
  }
  const cache = new Map<number, Map<number, MeasuredMean>>();
  const measure = ({ column: count, traces }: SessionList, column: number): MeasuredMean => {
    const known = cache.get(count)?.get(column);
    if (known) return known;
    const means = new Float64Array(traces < 2 ? 0 : resamples);
    for (let i = 0; i < means.length; i += 1) means[i] = (drawn[i * width + column] as number) / (drawn[i * width + count] as number);
    const made = { mean: (total[column] as number) / (total[count] as number), drawn: means };
    cache.set(count, (cache.get(count) ?? new Map<number, MeasuredMean>()).set(column, made));
    return made;
  };
  return {
    metric: ({ list, column }, place) => measure(list, column + place),
    lowest: ({ list }) => measure(list, list.column + LOWEST),
    optimum: ({ list }) => measure(list, list.column + OPTIMUM),
    scratch: new Float64Array(resamples),
  };
}

/** Any rule's row of a session has the scores of its bounds. */
function addList(sums: Float64Array, width: number, list: SessionList, data: Observations, clusterOf: Map<number, number>): void {
  for (const session of list.sessions) {
    const row = (data.rowOf.find((rowOf) => (rowOf[session] as number) >= 0) as Int32Array)[session] as number;
    const at = (clusterOf.get(data.traceOf[session] as number) as number) * width + list.column;
    sums[at] = (sums[at] as number) + 1;
    sums[at + LOWEST] = (sums[at + LOWEST] as number) + (data.lowestScore[row] as number);
    sums[at + OPTIMUM] = (sums[at + OPTIMUM] as number) + (data.optimumScore[row] as number);
  }
}

function addMetrics(sums: Float64Array, width: number, selection: Selection, data: Observations, clusterOf: Map<number, number>): void {
  const rowOf = data.rowOf[selection.rule] as Int32Array;
  for (const session of selection.list.sessions) {
    const row = rowOf[session] as number;
    const at = (clusterOf.get(data.traceOf[session] as number) as number) * width + selection.column;
    for (let i = 0; i < METRIC_COLUMNS; i += 1) {
      sums[at + i] = (sums[at + i] as number) + ((data.values[METRIC_PLACES[i] as number] as Float64Array)[row] as number);
    }
  }
}

/** Traces from 0, in the order of the sessions. */
function numberTraces(data: Observations, sessions: Int32Array): Map<number, number> {
  const numbers = new Map<number, number>();
  for (const session of sessions) {
    const trace = data.traceOf[session] as number;
    if (!numbers.has(trace)) numbers.set(trace, numbers.size);
  }
  return numbers;
}

const countTraces = (data: Observations, sessions: Int32Array): number => numberTraces(data, sessions).size;

function same(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** From rows to figures: see summary.ts for what comes out. */
import type { ResultRow } from '../results/row.ts';
import { middle95 } from './bootstrap.ts';
import { createClusterMeans, type Measured, type Selection } from './cluster-means.ts';
import { choosePair, comparePair } from './compare.ts';
import { type Group, groupSessions, isOverAll, KEPT_OVER_ALL, type Kept, keptIn, sustainedPart } from './groups.ts';
import { COMPARED_METRICS, METRICS } from './metrics.ts';
import { type Observations, observe } from './observations.ts';
import { distribution } from './quantile.ts';
import { hashText } from './random.ts';
import { standingOf } from './standing.ts';
import { DEFAULT_BASELINES, DEFAULT_SUBJECT, type GroupSummary, type RuleSummary, type Summary, type SummaryOptions } from './summary.ts';

/** Equal for all groups of a summary; rules by their place in `data.rules`. */
interface Setting {
  readonly data: Observations;
  readonly rules: readonly number[];
  readonly baselines: readonly number[];
  readonly bounds: readonly number[];
  readonly seed: number;
  readonly resamples: number;
}

export function summarise(rows: readonly ResultRow[], options: SummaryOptions = {}): Summary {
  const { seed = 1, resamples = 1000, bounds = [] } = options;
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`resamples must be a whole number >= 1, got ${resamples}`);
  const data = observe(rows);
  const present = (name: string): boolean => data.rules.includes(name);
  const subject = [options.subject ?? DEFAULT_SUBJECT].find(present) ?? null;
  const named = [...(options.baselines ?? DEFAULT_BASELINES), ...(subject === null ? [] : [subject])];
  const baselines = [...new Set(named)].filter(present);
  const places = (names: readonly string[]): number[] => names.filter(present).map((name) => data.rules.indexOf(name));
  const setting = { data, rules: places(data.rules), baselines: places(baselines), bounds: places(bounds), seed, resamples };
  const complete = groupSessions(data.sessions);
  const sustained = complete.map((group) => sustainedPart(group, data.sessions));
  const groups = sustained.flatMap((group, i) => {
    const sessionsInAll = (complete[i] as Group).sessions.length;
    return group.sessions.length > 0 ? [{ ...summariseGroup(setting, group, keptIn(group)), sessionsInAll }] : [];
  });
  return {
    rules: data.rules,
    bounds: bounds.filter(present),
    baselines,
    subject,
    seed,
    resamples,
    rows: rows.length,
    duplicateRows: data.duplicateRows,
    sessions: data.sessions.length,
    traces: data.traceCount,
    sustainedSessions: data.sessions.filter((session) => session.sustained).length,
    groups,
    allSessions: complete
      .filter((group, i) => isOverAll(group) && group.sessions.length > (sustained[i] as Group).sessions.length)
      .map((group) => summariseGroup(setting, group, KEPT_OVER_ALL)),
    standing: subject === null ? null : standingOf(data, { subject, bounds, seed, resamples }),
  };
}

function summariseGroup({ data, rules, baselines, bounds, seed, resamples }: Setting, group: Group, kept: Kept): GroupSummary {
  const means = createClusterMeans(data, group);
  const selections = rules.map((rule) => means.own(rule)).filter(({ list }) => list.sessions.length > 0);
  const compared = kept.boundsCompared ? rules : rules.filter((rule) => !bounds.includes(rule));
  const pairs = (kept.compared.length > 0 ? baselines : [])
    .flatMap((baseline) => compared.filter((rule) => rule !== baseline).map((rule) => choosePair(means, rule, baseline)))
    .filter(({ rule }) => rule.list.sessions.length > 0);
  const measured = means.measure(resamples, seed ^ hashText(`${group.by} ${group.label}`));
  const { sessions, ...naming } = group;
  return {
    ...naming,
    sessions: sessions.length,
    sessionsInAll: sessions.length,
    traces: new Set(sessions.map((session) => data.traceOf[session] as number)).size,
    lowestScore: meanOverSessions(data, sessions, data.lowestScore),
    optimumScore: meanOverSessions(data, sessions, data.optimumScore),
    boundScore: meanOverSessions(data, sessions, data.boundScore),
    rules: selections.map((selection) => summariseRule(data, selection, measured, kept)),
    comparisons: pairs.map((pair) => comparePair(pair, measured, data.rules, kept.compared)),
  };
}

function summariseRule(data: Observations, selection: Selection, measured: Measured, kept: Kept): RuleSummary {
  const { sessions, traces } = selection.list;
  const rowOf = data.rowOf[selection.rule] as Int32Array;
  const values = new Float64Array(sessions.length);
  const figures = (place: number): Float64Array => {
    const column = data.values[place] as Float64Array;
    for (let i = 0; i < values.length; i += 1) values[i] = column[rowOf[sessions[i] as number] as number] as number;
    return values;
  };
  const score = measured.metric(selection, SCORE);
  const lowest = measured.lowest(selection);
  const optimum = measured.optimum(selection);
  const fraction = fractionBetween(score.mean, lowest.mean, optimum.mean);
  return {
    rule: data.rules[selection.rule] as string,
    sessions: sessions.length,
    traces,
    metrics: Object.fromEntries(
      METRICS.flatMap((metric, place) =>
        kept.summed.includes(metric) ? [[metric.name, distribution(figures(place), metric.better)]] : [],
      ),
    ),
    intervals: Object.fromEntries(
      COMPARED_METRICS.flatMap((metric, place) =>
        kept.summed.includes(metric) ? [[metric.name, middle95(copyInto(measured.scratch, measured.metric(selection, place).drawn))]] : [],
      ),
    ),
    fractionOfOptimum: Number.isFinite(fraction) ? fraction : null,
    fractionInterval: Number.isFinite(fraction)
      ? middle95(score.drawn.map((value, i) => fractionBetween(value, lowest.drawn[i] as number, optimum.drawn[i] as number)))
      : null,
  };
}

function copyInto(scratch: Float64Array, values: Float64Array): Float64Array {
  scratch.set(values);
  return scratch.subarray(0, values.length);
}

const SCORE = COMPARED_METRICS.findIndex(({ name }) => name === 'score');

/** NaN where the optimum is no better than the lowest. */
const fractionBetween = (score: number, lowest: number, optimum: number): number =>
  optimum > lowest ? (score - lowest) / (optimum - lowest) : Number.NaN;

/** Every rule's row of a session has the same value: the first is taken. */
function meanOverSessions(data: Observations, sessions: Int32Array, values: Float64Array): number | null {
  let sum = 0;
  for (const session of sessions) {
    const own = data.rowOf.find((rowOf) => (rowOf[session] as number) >= 0) as Int32Array;
    sum += values[own[session] as number] as number;
  }
  return Number.isFinite(sum) ? sum / sessions.length : null;
}

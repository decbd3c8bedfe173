/** The one look at sessions that the fit has not seen: the tuned options against those it began from. */
import type { AbrOptions } from 'evenkeel';
import type { FailedRow, ResultRow } from '../results/row.ts';
import { decodePart } from '../run/part.ts';
import { runInPool } from '../run/pool.ts';
import type { Scenario } from '../run/scenario.ts';
import { middle95 } from '../statistics/bootstrap.ts';
import { type Difference, type Interval, LEAST_TRACES, METRICS, summarise, type Verdict } from '../statistics/index.ts';
import { seededIndex } from '../statistics/random.ts';
import { type ObjectiveWeights, objectiveOf } from './objective.ts';

/** Names of the two in rows and tables. */
export const BEFORE = 'start';
export const AFTER = 'tuned';

export interface Outcome {
  /** Of the objective. `too few traces`: below six, whatever the figures. */
  readonly verdict: Verdict;
  readonly sessions: number;
  readonly traces: number;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** 95 %, over draws of whole traces. */
  readonly interval: Interval | null;
  /** Over sustained sessions, as in every table of the benchmark. */
  readonly players: readonly PlayerOutcome[];
  readonly failures: readonly FailedRow[];
}

export interface PlayerOutcome {
  readonly player: string;
  readonly sessions: number;
  readonly sessionsInAll: number;
  readonly traces: number;
  /** (J - J of always-lowest) / (J of the optimum - J of always-lowest), with its interval. */
  readonly fractions: readonly [before: Fraction, after: Fraction];
  /** Mean of the worst tenth of J. */
  readonly worstTenths: readonly [before: number | null, after: number | null];
  /** By metric name: both means, and where it is compared the difference. */
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface Fraction {
  readonly fractionOfOptimum: number | null;
  readonly fractionInterval: Interval | null;
}

export interface Figure {
  readonly before: number | null;
  readonly after: number | null;
  readonly difference: Difference | null;
}

export interface LastLook {
  readonly scenarios: readonly Scenario[];
  readonly before: AbrOptions;
  readonly after: AbrOptions;
  readonly weights: ObjectiveWeights;
  readonly workers: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly step: () => void;
}

/** Undefined where it was stopped. */
export async function lookOnce({ scenarios, before, after, weights, workers, seed, signal, step }: LastLook): Promise<Outcome | undefined> {
  const texts = new Map<string, string>();
  const variants = [
    { name: BEFORE, options: before },
    { name: AFTER, options: after },
  ];
  await runInPool(scenarios, {
    setup: { rules: [], ruleFiles: [], optimum: true, variants },
    ruleNames: [BEFORE, AFTER],
    workers,
    signal,
    done: ({ id }, text) => {
      texts.set(id, text);
      step();
    },
  });
  if (signal.aborted) return undefined;
  const parts = scenarios.flatMap(({ id }) => decodePart(id, texts.get(id) ?? '') ?? []);
  const rows = parts.flatMap((part) => part.rows);
  return judge(
    rows,
    parts.flatMap((part) => part.failures),
    weights,
    seed,
  );
}

const RESAMPLES = 1000;

/** `rows` of both, in any order. A session that one of them lost counts for neither. */
export function judge(rows: readonly ResultRow[], failures: readonly FailedRow[], weights: ObjectiveWeights, seed: number): Outcome {
  const pairs = pairUp(rows);
  const clusters = byTrace(pairs);
  const of = (which: 0 | 1, drawn: readonly Pair[][]): number =>
    objectiveOf(
      drawn.flatMap((cluster) => cluster.map((pair) => pair[which])),
      weights,
    );
  const pick = seededIndex(seed);
  const draws = Float64Array.from({ length: clusters.length < 2 ? 0 : RESAMPLES }, () => {
    const drawn = clusters.map(() => clusters[pick(clusters.length)] as Pair[]);
    return of(1, drawn) - of(0, drawn);
  });
  const [before, after] = [of(0, clusters), of(1, clusters)];
  const interval = middle95(draws);
  return {
    verdict: verdictOf(interval, clusters.length),
    sessions: pairs.length,
    traces: clusters.length,
    before,
    after,
    difference: after - before,
    interval,
    players: byPlayer(pairs.flat(), seed),
    failures,
  };
}

type Pair = readonly [before: ResultRow, after: ResultRow];

function pairUp(rows: readonly ResultRow[]): Pair[] {
  const keyOf = (row: ResultRow): string =>
    JSON.stringify([row.player, row.ladder, row.network, row.trace, row.traceOffsetSeconds, row.seed]);
  const tuned = new Map(rows.filter(({ rule }) => rule === AFTER).map((row) => [keyOf(row), row]));
  return rows.flatMap((row): Pair[] => {
    const twin = row.rule === BEFORE ? tuned.get(keyOf(row)) : undefined;
    return twin ? [[row, twin]] : [];
  });
}

function byTrace(pairs: readonly Pair[]): Pair[][] {
  const clusters = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair[0].network, pair[0].trace]);
    const cluster = clusters.get(key);
    if (cluster) cluster.push(pair);
    else clusters.set(key, [pair]);
  }
  return [...clusters.values()];
}

function verdictOf(interval: Interval | null, traces: number): Verdict {
  if (interval === null || traces < LEAST_TRACES) return 'too few traces';
  if (interval[0] > 0) return 'better';
  return interval[1] < 0 ? 'worse' : 'no difference';
}

function byPlayer(rows: readonly ResultRow[], seed: number): PlayerOutcome[] {
  const { groups } = summarise(rows, { subject: AFTER, baselines: [BEFORE], seed });
  return groups.flatMap(({ by, label, rules, comparisons, sessions, sessionsInAll, traces }) => {
    const [before, after] = [BEFORE, AFTER].map((name) => rules.find(({ rule }) => rule === name));
    if (by !== 'player' || !before || !after) return [];
    const compared = comparisons.find(({ rule, baseline }) => rule === AFTER && baseline === BEFORE);
    const fraction = ({ fractionOfOptimum, fractionInterval }: Fraction): Fraction => ({ fractionOfOptimum, fractionInterval });
    return {
      player: label,
      sessions,
      sessionsInAll,
      traces,
      fractions: [fraction(before), fraction(after)] as const,
      worstTenths: [before.metrics.score?.worstTenth ?? null, after.metrics.score?.worstTenth ?? null] as const,
      figures: Object.fromEntries(
        METRICS.map(({ name }) => [
          name,
          {
            before: before.metrics[name]?.mean ?? null,
            after: after.metrics[name]?.mean ?? null,
            difference: compared?.metrics[name] ?? null,
          },
        ]),
      ),
    };
  });
}

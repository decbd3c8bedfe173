/** One scenario: the bounds first, since every row is measured against them, then each rule. */
import { bitsBetween, type NetworkTrace } from 'evenkeel/link';
import { measureSession, offlineOptimum, type Rule, type SessionMetrics, type SessionOptions, simulateSession } from 'evenkeel/simulator';
import { type FailedRow, type ResultRow, SUSTAINED_HEADROOM } from '../results/row.ts';
import type { ScenarioResult } from './part.ts';
import { type Scenario, sessionOptions, traceOf } from './scenario.ts';

/** A rule, or why there is none. */
export interface LoadedRule {
  readonly name: string;
  readonly rule?: Rule;
  readonly problem?: string;
}

const LOWEST: Rule = { name: 'lowest', start: () => ({ choose: () => 0 }) };

export function runScenario(scenario: Scenario, rules: readonly LoadedRule[], optimum: boolean): ScenarioResult {
  const failures: FailedRow[] = [];
  const fail = (rule: string, error: unknown): void => {
    const { network, trace, ladder, player, seed } = scenario;
    failures.push({ network, trace, ladder, player: player.name, rule, seed, error: reasonOf(error) });
  };
  let bounds: Bounds;
  try {
    bounds = boundsOf(scenario, optimum);
  } catch (error) {
    for (const { name } of rules) fail(name, `no bounds: ${reasonOf(error)}`);
    return { rows: [], failures };
  }
  const options = sessionOptions(scenario, bounds.trace);
  const played: Played[] = [];
  for (const { name, rule, problem } of rules) {
    try {
      if (!rule) throw new Error(problem);
      played.push({ name, ...play(options, rule, bounds) });
    } catch (error) {
      fail(name, error);
    }
  }
  // What a rule has done is possible, whatever the search has missed.
  const possible = [bounds.lowest.score, ...played.map(({ metrics }) => metrics.score)];
  const optimumScore = bounds.optimum ? Math.max(bounds.optimum.score, ...possible) : Number.NaN;
  const best = { optimumScore, boundScore: boundFor(played, bounds) };
  return { rows: played.map((each) => rowOf(scenario, bounds, best, each)), failures };
}

interface Played {
  readonly name: string;
  readonly metrics: SessionMetrics;
  /** Its first segment was asked for once. */
  readonly isPrompt: boolean;
  readonly outcome: string;
}

/** What rounding may add to a score, and no more. */
const ROUNDING = 1e-9;

function play(options: SessionOptions, rule: Rule, { optimum }: Bounds): Omit<Played, 'name'> {
  const record = simulateSession(options, rule);
  const metrics = checkFinite(measureSession(record, options.content));
  // Asking for the first segment again and again puts the start off, which pays in an outage: that has a bound of its own.
  const isPrompt = !record.segments[0]?.restarts;
  const bound = optimum && (isPrompt ? optimum.promptUpperBound : optimum.upperBound);
  if (bound !== undefined && metrics.score > bound + ROUNDING) {
    throw new Error(
      `score ${metrics.score} is above ${bound}, which no rule can exceed: the simulator or its bound is wrong, not the rule`,
    );
  }
  return { metrics, isPrompt, outcome: record.outcome };
}

/** No row of the session is above it. */
function boundFor(played: readonly Played[], { optimum }: Bounds): number {
  if (!optimum) return Number.NaN;
  return played.every(({ isPrompt }) => isPrompt) ? optimum.promptUpperBound : optimum.upperBound;
}

interface Bounds {
  readonly trace: NetworkTrace;
  readonly traceMeanBitsPerSecond: number;
  readonly lowest: SessionMetrics;
  readonly optimum: ReturnType<typeof offlineOptimum> | undefined;
  readonly sustained: boolean;
  readonly feasible: boolean;
}

function boundsOf(scenario: Scenario, optimum: boolean): Bounds {
  const { traceOffsetSeconds, settings, content } = scenario;
  const trace = traceOf(scenario.table);
  const options = sessionOptions(scenario, trace);
  const record = simulateSession(options, LOWEST);
  const lowest = checkFinite(measureSession(record, content));
  const { contentSeconds } = settings;
  const traceMeanBitsPerSecond = bitsBetween(trace, traceOffsetSeconds, traceOffsetSeconds + contentSeconds) / contentSeconds;
  const lowestRate = content.renditions[0]?.rateBitsPerSecond ?? 0;
  const firstRequestSeconds = record.segments[0]?.requestSeconds ?? 0;
  const sustained = traceMeanBitsPerSecond >= SUSTAINED_HEADROOM * lowestRate;
  return {
    trace,
    traceMeanBitsPerSecond,
    lowest,
    optimum: optimum ? offlineOptimum(options, { firstRequestSeconds }) : undefined,
    sustained,
    feasible: sustained && lowest.stallCount === 0 && record.outcome === 'end',
  };
}

function rowOf(
  scenario: Scenario,
  bounds: Bounds,
  best: Pick<ResultRow, 'optimumScore' | 'boundScore'>,
  { name, metrics, outcome }: Played,
): ResultRow {
  const { network, region, trace, traceOffsetSeconds, ladder, player, seed } = scenario;
  const { lowest, traceMeanBitsPerSecond, sustained, feasible } = bounds;
  const { optimumScore } = best;
  const room = optimumScore - lowest.score;
  return {
    network,
    region,
    trace,
    traceOffsetSeconds,
    traceMeanBitsPerSecond,
    ladder,
    player: player.name,
    rule: name,
    seed,
    ...metrics,
    lowestScore: lowest.score,
    ...best,
    fractionOfOptimum: room > 0 ? (metrics.score - lowest.score) / room : null,
    regret: optimumScore - metrics.score,
    sustained,
    feasible,
    avoidableStalls: Math.max(0, metrics.stallCount - lowest.stallCount),
    outcome,
  };
}

/** A figure that is not a number would end as `null` in a file and as nonsense in a mean. */
function checkFinite(metrics: SessionMetrics): SessionMetrics {
  for (const [name, value] of Object.entries(metrics)) {
    if (value !== undefined && !Number.isFinite(value)) throw new Error(`metric ${name} is not finite: ${value}`);
  }
  return metrics;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

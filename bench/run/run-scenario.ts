/** One scenario: the bounds first, since every row is measured against them, then each rule. */
import { bitsBetween, type NetworkTrace } from 'evenkeel/link';
import { measureSession, type OfflineOptimum, offlineOptimum, type Rule, type SessionMetrics, simulateSession } from 'evenkeel/simulator';
import type { FailedRow, ResultRow } from '../results/row.ts';
import type { ScenarioResult } from './part.ts';
import { type Scenario, sessionOptions, traceOf } from './scenario.ts';

/** A rule, or why there is none. */
export interface LoadedRule {
  readonly name: string;
  readonly rule?: Rule;
  readonly problem?: string;
}

const LOWEST: Rule = { name: 'lowest', start: () => ({ choose: () => 0 }) };

/** Mean rate of the network over the lowest rendition's, below which no rule can be expected to play. */
const LEAST_HEADROOM = 1.2;

export function runScenario(scenario: Scenario, rules: readonly LoadedRule[], optimum: boolean): ScenarioResult {
  const rows: ResultRow[] = [];
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
    return { rows, failures };
  }
  const options = sessionOptions(scenario, bounds.trace);
  for (const { name, rule, problem } of rules) {
    try {
      if (!rule) throw new Error(problem);
      const record = simulateSession(options, rule);
      const metrics = checkFinite(measureSession(record, scenario.content));
      rows.push(rowOf(scenario, bounds, name, metrics, record.outcome));
    } catch (error) {
      fail(name, error);
    }
  }
  return { rows, failures };
}

interface Bounds {
  readonly trace: NetworkTrace;
  readonly traceMeanBitsPerSecond: number;
  readonly lowest: SessionMetrics;
  readonly optimum: OfflineOptimum | undefined;
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
  return {
    trace,
    traceMeanBitsPerSecond,
    lowest,
    optimum: optimum ? offlineOptimum(options, { firstRequestSeconds }) : undefined,
    feasible: lowest.stallCount === 0 && record.outcome === 'end' && traceMeanBitsPerSecond >= LEAST_HEADROOM * lowestRate,
  };
}

function rowOf(scenario: Scenario, bounds: Bounds, rule: string, metrics: SessionMetrics, outcome: string): ResultRow {
  const { network, region, trace, traceOffsetSeconds, ladder, player, seed } = scenario;
  const { lowest, optimum, traceMeanBitsPerSecond, feasible } = bounds;
  const optimumScore = optimum?.upperBound ?? Number.NaN;
  const room = optimumScore - lowest.score;
  return {
    network,
    region,
    trace,
    traceOffsetSeconds,
    traceMeanBitsPerSecond,
    ladder,
    player: player.name,
    rule,
    seed,
    ...metrics,
    lowestScore: lowest.score,
    optimumScore,
    ...(optimum ? { optimumScheduleScore: optimum.score } : {}),
    fractionOfOptimum: room > 0 ? (metrics.score - lowest.score) / room : null,
    regret: optimumScore - metrics.score,
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

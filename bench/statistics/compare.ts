/** One rule against another in the sessions that both played. */
import { middle95 } from './bootstrap.ts';
import type { ClusterMeans, Measured, MeasuredMean, Selection } from './cluster-means.ts';
import { COMPARED_METRICS, type Metric } from './metrics.ts';
import { type Comparison, type Difference, type Interval, LEAST_TRACES, type Verdict } from './summary.ts';

/** Two rules, chosen before anything is summed. */
export interface Pair {
  readonly rule: Selection;
  readonly baseline: Selection;
}

export function choosePair(means: ClusterMeans, rule: number, baseline: number): Pair {
  return { rule: means.common(rule, baseline), baseline: means.common(baseline, rule) };
}

/** `kept`: the metrics to compare; the others are left out. */
export function comparePair(pair: Pair, measured: Measured, names: readonly string[], kept: readonly Metric[]): Comparison {
  return {
    rule: names[pair.rule.rule] as string,
    baseline: names[pair.baseline.rule] as string,
    sessions: pair.rule.list.sessions.length,
    traces: pair.rule.list.traces,
    metrics: Object.fromEntries(
      COMPARED_METRICS.flatMap((metric, place) =>
        kept.includes(metric) ? [[metric.name, compareMetric(metric, place, pair, measured)]] : [],
      ),
    ),
  };
}

function compareMetric(metric: Metric, place: number, pair: Pair, measured: Measured): Difference {
  const rule = measured.metric(pair.rule, place);
  const baseline = measured.metric(pair.baseline, place);
  const interval = middle95(each(rule, baseline, (a, b) => a - b, measured.scratch));
  const inPercent = metric.compared === 'percent' && baseline.mean > 0;
  const percentInterval = inPercent ? middle95(each(rule, baseline, percentOf, measured.scratch)) : null;
  return {
    ruleMean: rule.mean,
    baselineMean: baseline.mean,
    difference: rule.mean - baseline.mean,
    interval,
    percent: inPercent ? percentOf(rule.mean, baseline.mean) : null,
    percentInterval,
    verdict: judge(
      percentInterval ?? interval,
      metric.better,
      pair.rule.list.traces,
      Math.max(Math.abs(rule.mean), Math.abs(baseline.mean)),
    ),
  };
}

function each(
  rule: MeasuredMean,
  baseline: MeasuredMean,
  combine: (rule: number, baseline: number) => number,
  scratch: Float64Array,
): Float64Array {
  const count = rule.drawn.length;
  for (let i = 0; i < count; i += 1) scratch[i] = combine(rule.drawn[i] as number, baseline.drawn[i] as number);
  return scratch.subarray(0, count);
}

/** Two zeros are equal. */
const percentOf = (value: number, base: number): number => (value === base ? 0 : 100 * (value / base - 1));

/** Differences this far below the figures themselves are rounding of the sums. */
const ROUNDING = 1e-12;

function judge(interval: Interval | null, better: Metric['better'], traces: number, size: number): Verdict {
  if (interval === null || traces < LEAST_TRACES) return 'too few traces';
  const [low, high] = interval;
  const least = ROUNDING * size;
  if (low <= least && high >= -least) return 'no difference';
  return high < 0 === (better === 'lower') ? 'better' : 'worse';
}

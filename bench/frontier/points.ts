/** The measured figures of each rule, and who beats whom. */
import { type Comparison, type GroupSummary, type Interval, type Metric, metricNamed, type RuleSummary } from '../statistics/index.ts';
import type { Position } from './positions.ts';

/** What the picture costs. Lower is better in each. */
export const COSTS: readonly Metric[] = ['stallCount', 'switchesPerMinute', 'totalBytes'].map(metricNamed);
export const PICTURE: Metric = metricNamed('meanUtility');

export interface Point {
  readonly rule: string;
  readonly isOurs: boolean;
  /** On the slider. */
  readonly preference: number | undefined;
  readonly summary: RuleSummary;
  /** Against `BASELINE`, in the same sessions; undefined for itself. */
  readonly comparison: Comparison | undefined;
}

/** From which intervals of the charts are reckoned: networks differ more than rules, and all played the same ones. */
export const BASELINE = 'balanced';

/** Ours first, along the slider; then the others, best score first. */
export function pointsOf({ rules, comparisons }: GroupSummary, positions: readonly Position[]): Point[] {
  const placeOf = (rule: string): number => positions.findIndex(({ name }) => name === rule);
  const score = ({ metrics }: RuleSummary): number => metrics.score?.mean ?? Number.NEGATIVE_INFINITY;
  return rules
    .map((summary) => ({ summary, place: placeOf(summary.rule) }))
    .sort((a, b) => (a.place < 0 || b.place < 0 ? b.place - a.place : a.place - b.place) || score(b.summary) - score(a.summary))
    .map(({ summary, place }) => ({
      rule: summary.rule,
      isOurs: place >= 0,
      preference: positions[place]?.preference,
      summary,
      comparison: comparisons.find(({ rule, baseline }) => rule === summary.rule && baseline === BASELINE),
    }));
}

/** As shown. */
export const shownMean = ({ summary }: Point, { name, scale }: Metric): number => scale * (summary.metrics[name]?.mean ?? Number.NaN);

export function endsOf(point: Point, metric: Metric): Interval {
  const value = shownMean(point, metric);
  const interval = point.summary.intervals[metric.name];
  return interval ? [interval[0] * metric.scale, interval[1] * metric.scale] : [value, value];
}

/** The interval of the difference from `BASELINE`, laid round the mean of that. Without one, the point itself. */
export function pairedEndsOf(point: Point, metric: Metric): Interval {
  const found = point.comparison?.metrics[metric.name];
  if (!found?.interval) return [shownMean(point, metric), shownMean(point, metric)];
  const [low, high] = found.interval;
  return [(found.baselineMean + low) * metric.scale, (found.baselineMean + high) * metric.scale];
}

/**
 * Rules with a picture at least as good for a cost not above, and one of the two truly better: means, not intervals. None:
 * the point is on the frontier of that cost.
 */
export function beatenBy(point: Point, points: readonly Point[], cost: Metric): string[] {
  const [u, c] = [shownMean(point, PICTURE), shownMean(point, cost)];
  return points
    .filter((other) => {
      const [otherU, otherC] = [shownMean(other, PICTURE), shownMean(other, cost)];
      return otherU >= u && otherC <= c && (otherU > u || otherC < c);
    })
    .map(({ rule }) => rule);
}

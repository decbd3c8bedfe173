/** Figures as text: the same in the terminal and in the page. */
import {
  type Difference,
  type GroupKind,
  type GroupSummary,
  type Interval,
  type Metric,
  metricNamed,
  type RuleSummary,
  type Summary,
} from '../statistics/index.ts';

/** For a figure that there is not. */
export const NONE = '–';

export const figure = (metric: Metric, value: number | null | undefined): string =>
  value === null || value === undefined ? NONE : fixed(value * metric.scale, metric.digits);

/** With the unit, for sentences. */
export const figureWithUnit = (metric: Metric, value: number | null | undefined): string =>
  value === null || value === undefined || metric.unit === '' ? figure(metric, value) : `${figure(metric, value)} ${metric.unit}`;

/** No "-0.00". */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

export const signed = (value: number, digits: number): string => `${Number(fixed(value, digits)) > 0 ? '+' : ''}${fixed(value, digits)}`;

/** How a difference is shown: in percent if it is compared so and can be, else in the metric's unit. */
export interface ShownDifference {
  readonly value: number;
  readonly interval: Interval | null;
  readonly unit: string;
  readonly digits: number;
}

export function shownDifference(metric: Metric, difference: Difference): ShownDifference {
  const { percent, percentInterval, interval } = difference;
  if (percent !== null && percentInterval !== null) {
    const wide = percentInterval.some((end) => Math.abs(end) >= 10) || Math.abs(percent) >= 10;
    return { value: percent, interval: percentInterval, unit: '%', digits: clearOfZero(difference, percentInterval, wide ? 0 : 1) };
  }
  const { scale, digits } = metric;
  const unit = metric.unit === '%' ? 'points' : metric.unit;
  const shown: Interval | null = interval && [interval[0] * scale, interval[1] * scale];
  return { value: difference.difference * scale, interval: shown, unit, digits: clearOfZero(difference, shown, digits) };
}

/** As many digits as keep an interval without 0 from being rounded to one with it; at most three more. */
function clearOfZero({ verdict }: Difference, interval: Interval | null, digits: number): number {
  if (interval === null || verdict === 'no difference') return digits;
  const touches = (places: number): boolean => interval.some((end) => end !== 0 && Number(end.toFixed(places)) === 0);
  return [0, 1, 2, 3].map((more) => digits + more).find((places) => !touches(places)) ?? digits;
}

/** `-12 % [-20, -3]`; `no difference [-8, +4] %` inside the interval. */
export function differenceText(metric: Metric, difference: Difference): string {
  const { value, interval, unit, digits } = shownDifference(metric, difference);
  const suffix = unit === '' ? '' : ` ${unit}`;
  const range = interval ? ` [${signed(interval[0], digits)}, ${signed(interval[1], digits)}]` : '';
  if (difference.verdict === 'no difference') return `no difference${range}`;
  const note = difference.verdict === 'too few traces' ? ', too few traces' : '';
  return `${signed(value, digits)}${suffix}${range}${note}`;
}

/** `73.2 [71.2, 74.9]`, in percent. */
export function fractionText({ fractionOfOptimum, fractionInterval }: Pick<RuleSummary, 'fractionOfOptimum' | 'fractionInterval'>): string {
  if (fractionOfOptimum === null) return NONE;
  const range =
    fractionInterval && fractionInterval[0] < fractionInterval[1]
      ? ` [${fixed(100 * fractionInterval[0], 1)}, ${fixed(100 * fractionInterval[1], 1)}]`
      : '';
  return `${fixed(100 * fractionOfOptimum, 1)}${range}`;
}

export const groupsBy = (summary: Summary, by: GroupKind): readonly GroupSummary[] => summary.groups.filter((group) => group.by === by);

/** Best first. */
export const byScore = (group: GroupSummary): readonly RuleSummary[] =>
  [...group.rules].sort((a, b) => (b.metrics.score?.mean ?? 0) - (a.metrics.score?.mean ?? 0));

export const SCORE: Metric = metricNamed('score');
/** `1 session`, `12 sessions`. */
export const counted = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

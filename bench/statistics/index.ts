/** Figures over many sessions: distributions, paired comparisons, defeats. */
export type { Loss, Losses } from './losses.ts';
export { findLosses } from './losses.ts';
export type { Metric } from './metrics.ts';
export { COMPARED_METRICS, MAIN_COMPARED, MAIN_METRICS, METRICS, metricNamed } from './metrics.ts';
export type { Distribution } from './quantile.ts';
export { distribution, quantile } from './quantile.ts';
export { summarise } from './summarise.ts';
export type {
  Comparison,
  Difference,
  GroupKind,
  GroupSummary,
  Interval,
  Place,
  RuleSummary,
  Standing,
  StandingCell,
  Summary,
  SummaryOptions,
  Verdict,
} from './summary.ts';
export { DEFAULT_BASELINES, DEFAULT_SUBJECT, LEAST_TRACES } from './summary.ts';

/** The figures that are summed up: what each is, which end of it is bad, how it is compared and shown. */
import type { ResultRow } from '../results/row.ts';

export interface Metric {
  readonly name: string;
  /** For tables. */
  readonly title: string;
  /** As shown, after `scale`; '' for a pure number. */
  readonly unit: string;
  /** Shown = value x scale. */
  readonly scale: number;
  /** Digits after the point, as shown. */
  readonly digits: number;
  readonly better: 'higher' | 'lower';
  /** Compared in percent of the baseline, as a plain difference, or not at all. */
  readonly compared: 'percent' | 'difference' | null;
  readonly definition: string;
  /** NaN: this session has no such figure. */
  read(row: ResultRow): number;
}

type Better = Metric['better'];
type Compared = Metric['compared'];
type Shown = readonly [unit: string, scale: number, digits: number];

const SECONDS: Shown = ['s', 1, 2];
const PERCENT: Shown = ['%', 100, 2];
const PLAIN: Shown = ['', 1, 3];
const COUNT: Shown = ['', 1, 2];
const MBIT: Shown = ['Mbit/s', 1e-6, 2];
const MEGABYTES: Shown = ['MB', 1e-6, 1];

function metric(
  name: string,
  title: string,
  [unit, scale, digits]: Shown,
  better: Better,
  compared: Compared,
  definition: string,
  read: (row: ResultRow) => number,
): Metric {
  return { name, title, unit, scale, digits, better, compared, definition, read };
}

/** The score first, then what a viewer meets in order of time. */
export const METRICS: readonly Metric[] = [
  metric('score', 'J', PLAIN, 'higher', 'difference', 'Mean of QoE-linear, QoE-log and QoE-SODA.', (r) => r.score),
  metric(
    'fractionOfOptimum',
    '% of optimum',
    ['%', 100, 1],
    'higher',
    null,
    '(J - J of always-lowest) / (J of the optimum - J of always-lowest), session by session, where the optimum is better than always-lowest; the optimum is the best J known in that session. The figure in the tables is the same quotient of mean scores, which sessions with a narrow gap cannot upset.',
    (r) => r.fractionOfOptimum ?? Number.NaN,
  ),
  metric(
    'regret',
    'Regret',
    PLAIN,
    'lower',
    null,
    'J of the optimum - J, per segment, as J is a mean over segments.',
    (r) => r.regret ?? Number.NaN,
  ),
  metric(
    'startupSeconds',
    'Start-up',
    SECONDS,
    'lower',
    'percent',
    'From the first request to the first frame; the length of the session where none came.',
    (r) => r.startupSeconds,
  ),
  metric(
    'stallCount',
    'Stalls',
    COUNT,
    'lower',
    'percent',
    'Pauses after the start for want of media, per session; waiting after a seek is none.',
    (r) => r.stallCount,
  ),
  metric(
    'avoidableStalls',
    'Avoidable stalls',
    COUNT,
    'lower',
    'percent',
    'Stalls beyond those of always-lowest in the same session.',
    (r) => r.avoidableStalls,
  ),
  metric('stallSeconds', 'Stalled', SECONDS, 'lower', 'percent', 'Time in stalls, per session.', (r) => r.stallSeconds),
  metric(
    'longestStallSeconds',
    'Longest stall',
    SECONDS,
    'lower',
    null,
    'The longest stall of a session, 0 without one.',
    (r) => r.longestStallSeconds,
  ),
  metric(
    'rebufferingRatio',
    'Rebuffering',
    PERCENT,
    'lower',
    'difference',
    'Stalled / (stalled + played), the start-up not counted.',
    (r) => r.rebufferingRatio,
  ),
  metric(
    'feasibleRebufferingRatio',
    'Rebuffering where avoidable',
    PERCENT,
    'lower',
    null,
    'Rebuffering in the sustained sessions which always-lowest plays without a stall.',
    (r) => (r.feasible ? r.rebufferingRatio : Number.NaN),
  ),
  metric(
    'meanRateBitsPerSecond',
    'Rate',
    MBIT,
    'higher',
    'percent',
    'Mean declared rate of the media loaded.',
    (r) => r.meanRateBitsPerSecond,
  ),
  metric(
    'meanUtility',
    'Utility',
    PLAIN,
    'higher',
    'difference',
    'Mean of ln(rate / lowest) / ln(highest / lowest).',
    (r) => r.meanUtility,
  ),
  metric(
    'switchesPerMinute',
    'Switches/min',
    COUNT,
    'lower',
    'percent',
    'Changes of rendition per minute played.',
    (r) => r.switchesPerMinute,
  ),
  metric(
    'meanUtilityStep',
    'Utility step',
    PLAIN,
    'lower',
    null,
    'Mean |difference of utility| from segment to segment.',
    (r) => r.meanUtilityStep,
  ),
  metric('totalBytes', 'Data', MEGABYTES, 'lower', 'percent', 'Everything received, playlists and audio included.', (r) => r.totalBytes),
  metric(
    'wastedBytes',
    'Wasted',
    MEGABYTES,
    'lower',
    null,
    'Received for nothing: given up in mid-segment or dropped by a seek.',
    (r) => r.wastedBytes,
  ),
  metric('wastedShare', 'Wasted share', PERCENT, 'lower', null, 'Wasted / everything received.', (r) =>
    r.totalBytes > 0 ? r.wastedBytes / r.totalBytes : 0,
  ),
  metric(
    'qoeLinear',
    'QoE-linear',
    PLAIN,
    'higher',
    'difference',
    'mean u - (stalled + start-up / 4) / N - sum |change of u| / N, with u = rate / highest rate, N = seconds of media loaded / 4 (Yin et al. 2015 in the weights of Pensieve, 2017).',
    (r) => r.qoeLinear,
  ),
  metric(
    'qoeLog',
    'QoE-log',
    PLAIN,
    'higher',
    'difference',
    'The same with u = ln(rate / lowest) / ln(highest / lowest).',
    (r) => r.qoeLog,
  ),
  metric(
    'qoeSoda',
    'QoE-SODA',
    PLAIN,
    'higher',
    'difference',
    'mean u - 10 x stalled / media loaded - switches / (segments - 1), with the u of QoE-log (SODA, 2024).',
    (r) => r.qoeSoda,
  ),
  metric(
    'qoeVmaf',
    'QoE-VMAF',
    PLAIN,
    'higher',
    null,
    'As QoE-linear with u = VMAF / 100, where the content has VMAF.',
    (r) => r.qoeVmaf ?? Number.NaN,
  ),
];

/** Those that are compared pairwise, and have an interval round their mean. */
export const COMPARED_METRICS: readonly Metric[] = METRICS.filter(({ compared }) => compared !== null);

/** What is compared in every network, region and cell too: everything in each would make a file of many megabytes. */
export const MAIN_COMPARED: readonly Metric[] = [
  'score',
  'stallCount',
  'avoidableStalls',
  'stallSeconds',
  'startupSeconds',
  'switchesPerMinute',
  'meanRateBitsPerSecond',
].map(metricNamed);

/** What is summed up there. */
export const MAIN_METRICS: readonly Metric[] = [
  ...MAIN_COMPARED,
  ...['rebufferingRatio', 'feasibleRebufferingRatio', 'totalBytes'].map(metricNamed),
];

/** A metric by name. Throws for one that there is not. */
export function metricNamed(name: string): Metric {
  const found = METRICS.find((each) => each.name === name);
  if (!found) throw new RangeError(`no metric "${name}"; there are ${METRICS.map((each) => each.name).join(', ')}`);
  return found;
}

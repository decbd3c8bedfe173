/** The figures as text: the same in the terminal and in the page. */
import { fixed, NONE } from '../report/figures.ts';
import type { Interval } from '../statistics/index.ts';
import type { Bin } from './bins.ts';
import type { Calibration, CalibrationGroup } from './study.ts';

/** A share in percent, with as many digits as small ones need. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return NONE;
  return fixed(100 * share, share === 0 ? 0 : share < 0.01 ? 2 : share < 0.1 ? 1 : 0);
}

export const range = (interval: Interval | null): string => (interval ? `[${percent(interval[0])}, ${percent(interval[1])}]` : '');

export const binName = ({ low, high }: Bin): string => `${100 * low}–${100 * high} %`;

export const ratioText = ({ ratio, decisions }: Bin): string =>
  decisions === 0 ? NONE : ratio === Number.POSITIVE_INFINITY ? 'not foreseen' : `x ${ratio.toFixed(ratio < 10 ? 2 : 0)}`;

/** `4 of 5 bins within a factor of 2; off: 0–1 %`. */
export function binsInWords(bins: readonly Bin[]): string {
  const judged = bins.filter(({ verdict }) => verdict !== 'too few');
  const off = judged.filter(({ verdict }) => verdict === 'no').map(binName);
  const good = judged.length - off.length;
  return `${good} of ${judged.length}${off.length > 0 ? `; off: ${off.join(', ')}` : ''}`;
}

export const FINISHED_WORDS = 'Each segment played to its end, however slow: what a decision claims by itself.';
export const PLAYED_WORDS = 'As the plugin plays: slow segments are given up, and a stall before the lower one is there still counts.';

/** For whoever fits the constants of src/engine/stall-risk.ts. */
export const recalibrationText = ({ recalibration }: Calibration): string =>
  recalibration === undefined
    ? 'No line through the log odds fits best: too few stalls, or all risks are equal.'
    : `Best line through the log odds, every network counted the same: true = ${fixed(recalibration.offset, 3)} + ${fixed(recalibration.slope, 3)} x reported (0 + 1 x: nothing to correct).`;

export interface CalibrationColumn {
  readonly title: string;
  cell(finished: Bin, played: Bin): string;
}

/** One line a bin. */
export const BIN_COLUMNS: readonly CalibrationColumn[] = [
  { title: 'predicted risk', cell: (bin) => binName(bin) },
  { title: 'decisions', cell: ({ decisions }) => decisions.toLocaleString('en') },
  { title: 'traces', cell: ({ traces }) => String(traces) },
  { title: 'mean predicted %', cell: ({ predicted }) => percent(predicted) },
  { title: 'stalled % [95 %]', cell: ({ observed, interval }) => `${percent(observed)} ${range(interval)}`.trim() },
  { title: 'stalled / predicted', cell: ratioText },
  { title: 'within x 2', cell: ({ verdict }) => verdict },
  { title: 'as played: stalled %', cell: (_, { observed }) => percent(observed) },
  { title: 'given up %', cell: (_, { givenUp }) => percent(givenUp) },
  { title: 'within x 2', cell: (_, { verdict }) => verdict },
];

export const binRows = ({ finished, played }: CalibrationGroup): string[][] =>
  finished.map((bin, i) => BIN_COLUMNS.map(({ cell }) => cell(bin, played[i] as Bin)));

export const GROUP_COLUMNS: readonly string[] = [
  '',
  'bins within x 2',
  'as played',
  'next segment: below 5 %',
  'below 50 %',
  'below 95 %',
  'window: below 5 %',
  'below 50 %',
  'below 95 %',
];

/** One line a group: verdicts, and what share of outcomes lay below each quantile of the forecast, in percent. */
export const groupRow = ({ label, finished, played, next, window }: CalibrationGroup): string[] => [
  label,
  binsInWords(finished),
  binsInWords(played),
  ...[...next.below, ...window.below].map((share) => (Number.isFinite(share) ? fixed(100 * share, 1) : NONE)),
];

/** The figures as text: the same in the terminal and in the page. */
import { differenceText, figure, figureWithUnit, fixed, NONE } from '../report/figures.ts';
import { type Interval, LEAST_TRACES, metricNamed, type RuleSummary } from '../statistics/index.ts';
import type { RegionCell } from './cells.ts';
import { CLAIMS, type Claim, POSSIBLE, SUBJECT } from './claims.ts';

export const CLAIM_COLUMNS: readonly string[] = [
  'region',
  'player: rule',
  ...CLAIMS.flatMap(({ title, percent, metric }) => [
    `${title} (claim ${percent} %)`,
    ...(metric === undefined ? [] : [POSSIBLE.join(' / ')]),
  ]),
];

/** One line a region and player: Evenkeel against the player's own rule, and what is possible against it. */
export const claimRow = (cell: RegionCell): string[] => [
  cell.region,
  `${cell.player}: ${cell.peer}`,
  ...CLAIMS.flatMap((claim) => (claim.metric === undefined ? [bytesText(cell)] : [answer(cell, claim), possible(cell, claim)])),
];

function answer({ comparisons }: RegionCell, { metric = '' }: Claim): string {
  const difference = comparisons.find(({ rule }) => rule === SUBJECT)?.metrics[metric];
  return difference ? differenceText(metricNamed(metric), difference) : NONE;
}

/** In percent of the peer where it has any, else by how much. */
function possible({ comparisons }: RegionCell, { metric: name = '' }: Claim): string {
  const metric = metricNamed(name);
  const texts = POSSIBLE.map((bound) => {
    const difference = comparisons.find(({ rule }) => rule === bound)?.metrics[name];
    if (!difference) return NONE;
    return difference.percent === null ? figureWithUnit(metric, difference.difference) : `${signed(difference.percent)} %`;
  });
  return texts.join(' / ');
}

function bytesText({ bytes: { percent, interval }, traces }: RegionCell): string {
  if (percent === null) return 'beyond its settings';
  const text = `${signed(percent)} %${rangeText(interval)}`;
  if (traces < LEAST_TRACES || interval === null) return `${text}, too few traces`;
  return interval[0] <= 0 && interval[1] >= 0 ? `no difference${rangeText(interval)}` : text;
}

const rangeText = (interval: Interval | null): string => (interval ? ` [${signed(interval[0])}, ${signed(interval[1])}]` : '');
const signed = (percent: number): string => `${percent >= 0.5 ? '+' : ''}${fixed(percent, 0)}`;

export const LEVEL_COLUMNS: readonly string[] = [
  'rule',
  'rebuffering %: mean',
  'p50',
  'p95',
  'p99',
  'start-up s: mean',
  'p50',
  'p95',
  'p99',
  'switches/min',
  'utility',
  'Mbit/s',
  'MB',
  'J',
];

const QUANTILES = ['mean', 'p50', 'p95', 'p99'] as const;

/** One line a rule. */
export const levelRow = ({ rule, metrics }: RuleSummary): string[] => [
  (POSSIBLE as readonly string[]).includes(rule) ? `${rule} (bound)` : rule,
  ...['rebufferingRatio', 'startupSeconds'].flatMap((name) => QUANTILES.map((place) => figure(metricNamed(name), metrics[name]?.[place]))),
  ...['switchesPerMinute', 'meanUtility', 'meanRateBitsPerSecond', 'totalBytes', 'score'].map((name) =>
    figure(metricNamed(name), metrics[name]?.mean),
  ),
];

/** The rows of the table, the same in the terminal and in the page. */
import { figure, fractionText } from '../report/figures.ts';
import { type Metric, metricNamed } from '../statistics/index.ts';
import { beatenBy, COSTS, endsOf, PICTURE, type Point } from './points.ts';

const SHOWN: readonly Metric[] = [
  PICTURE,
  ...[
    'stallCount',
    'stallSeconds',
    'avoidableStalls',
    'switchesPerMinute',
    'totalBytes',
    'meanRateBitsPerSecond',
    'startupSeconds',
    'score',
  ].map(metricNamed),
];

const titleOf = ({ title, unit }: Metric): string => (unit === '' || title.endsWith(unit) ? title : `${title}, ${unit}`);

export const COLUMNS: readonly string[] = ['Rule', ...SHOWN.map(titleOf), '% of optimum', 'On the frontier of'];

/** With intervals for the page, without for the terminal. */
export function cellsOf(point: Point, points: readonly Point[], withIntervals: boolean): string[] {
  return [
    point.rule,
    ...SHOWN.map((metric) => {
      const mean = figure(metric, point.summary.metrics[metric.name]?.mean);
      if (!withIntervals || !point.summary.intervals[metric.name]) return mean;
      const [low, high] = endsOf(point, metric).map((end) => figure({ ...metric, scale: 1 }, end));
      return `${mean} [${low}, ${high}]`;
    }),
    fractionText(point.summary),
    frontiersOf(point, points),
  ];
}

const SHORT = ['stalls', 'switches', 'bytes'] as const;

/** The costs for which nobody has as good a picture; a dash where there is none. */
function frontiersOf(point: Point, points: readonly Point[]): string {
  const found = SHORT.filter((_, i) => beatenBy(point, points, COSTS[i] as Metric).length === 0);
  return found.length > 0 ? found.join(', ') : '–';
}

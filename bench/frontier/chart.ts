/** One cost against the picture in one player: our slider as a line, everybody as a labelled point with intervals. */
import * as Plot from '@observablehq/plot';
import { chart } from '../report/chart.ts';
import { type NamedPoint, namedPoints } from '../report/charts/named-points.ts';
import { fixed } from '../report/figures.ts';
import { type Markup, slug } from '../report/markup.ts';
import type { Look } from '../report/palette.ts';
import type { Metric } from '../statistics/index.ts';
import { BASELINE, beatenBy, PICTURE, type Point, pairedEndsOf, shownMean } from './points.ts';

const HEIGHT = 400;
const MARGIN = { top: 24, right: 96, bottom: 38, left: 44 };
/** Of the whole range of utility: a rule further below the best would press the others together. */
const SHOWN_BELOW_BEST = 0.25;

interface Dot extends NamedPoint {
  readonly xEnds: readonly [number, number];
  readonly yEnds: readonly [number, number];
}

export function frontierChart(player: string, cost: Metric, points: readonly Point[], lookOf: (rule: string) => Look): Markup {
  const dots = points.map(
    (point): Dot => ({
      rule: point.rule,
      look: lookOf(point.rule),
      x: shownMean(point, cost),
      y: shownMean(point, PICTURE),
      xEnds: pairedEndsOf(point, cost),
      yEnds: pairedEndsOf(point, PICTURE),
    }),
  );
  const best = Math.max(...dots.map(({ y }) => y));
  const shown = dots.filter(({ y }) => y >= best - SHOWN_BELOW_BEST).sort((a, b) => b.y - a.y);
  const outside = dots.filter(({ y }) => y < best - SHOWN_BELOW_BEST);
  const [bottom, top] = padded(shown.flatMap(({ y, yEnds }) => [y, ...yEnds]));
  const [least, most] = padded(shown.flatMap(({ x, xEnds }) => [x, ...xEnds]));
  const [left, right] = [Math.max(0, least), most];
  const slider = points.filter(({ preference }) => preference !== undefined);
  const line = slider.map(({ rule }) => dots.find((dot) => dot.rule === rule) as Dot);
  const unit = cost.unit === '' ? '' : `, ${cost.unit}`;
  const unbeaten = points.filter((point) => beatenBy(point, points, cost).length === 0).map(({ rule }) => rule);
  return chart({
    id: `frontier-${slug(cost.name)}-${slug(player)}`,
    title: `${cost.title} against picture, player ${player}`,
    note: `Up and left is better. The line is our slider; intervals are of the difference from ${BASELINE}.${outside.length > 0 ? ` Below the picture: ${outside.map((dot) => sayDot(dot, cost)).join(', ')}.` : ''}`,
    description: `Mean utility upward, ${cost.title}${unit} to the right, with 95 % intervals of the difference from ${BASELINE}. Nobody beats in both: ${unbeaten.join(', ')}. All figures are in the table of this player.`,
    plot: {
      height: HEIGHT,
      marginTop: MARGIN.top,
      marginRight: MARGIN.right,
      marginBottom: MARGIN.bottom,
      marginLeft: MARGIN.left,
      x: {
        type: cost.name === 'stallCount' ? 'sqrt' : 'linear',
        domain: [left, right],
        label: `${cost.title}${unit}`,
        grid: true,
        ticks: 5,
        labelAnchor: 'left',
      },
      y: { domain: [bottom, top], label: 'Utility', grid: true, ticks: 6 },
      marks: [
        ...namedPoints(shown, { insidePixels: HEIGHT - MARGIN.top - MARGIN.bottom, top, bottom, right }, [
          ...intervals(shown, left),
          Plot.line(line, { x: 'x', y: 'y', stroke: 'var(--rule-0)', strokeWidth: 2 }),
        ]),
      ],
    },
  });
}

function intervals(dots: readonly Dot[], left: number): Plot.Markish[] {
  const stroke = ({ look }: Dot): string => look.colour;
  const thin = { stroke, strokeOpacity: 0.45, strokeWidth: 1 };
  return [
    Plot.link(dots, { x1: ({ xEnds }: Dot) => Math.max(left, xEnds[0]), x2: ({ xEnds }: Dot) => xEnds[1], y1: 'y', y2: 'y', ...thin }),
    Plot.link(dots, {
      x1: 'x',
      x2: 'x',
      y1: ({ yEnds }: Dot) => yEnds[0],
      y2: ({ yEnds }: Dot) => yEnds[1],
      ...thin,
    }),
  ];
}

const sayDot = ({ rule, x, y }: Dot, cost: Metric): string => `${rule} (utility ${fixed(y, 3)}, ${fixed(x, cost.digits)})`;

function padded(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(1e-3, 0.04 * (high - low));
  return [low - room, high + room];
}

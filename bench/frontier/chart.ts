/** One cost against the picture in one player: our slider as a line, everybody as a labelled point with intervals. */
import * as Plot from '@observablehq/plot';
import { chart } from '../report/chart.ts';
import { spreadApart } from '../report/charts/spread.ts';
import { fixed } from '../report/figures.ts';
import { type Markup, slug } from '../report/markup.ts';
import type { Look } from '../report/palette.ts';
import type { Metric } from '../statistics/index.ts';
import { BASELINE, beatenBy, PICTURE, type Point, pairedEndsOf, shownMean } from './points.ts';

const HEIGHT = 400;
const MARGIN = { top: 24, right: 96, bottom: 38, left: 44 };
/** Between the names at the right. */
const LEAST_GAP = 13;
/** Of the whole range of utility: a rule further below the best would press the others together. */
const SHOWN_BELOW_BEST = 0.25;

interface Dot {
  readonly rule: string;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
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
  const labels = labelled(shown, top, bottom).map((label) => ({ ...label, right }));
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
        Plot.link(labels, { x1: 'x', y1: 'y', x2: 'right', y2: 'labelY', stroke: 'colour', strokeWidth: 0.5, strokeOpacity: 0.5 }),
        ...intervals(shown, left),
        Plot.line(line, { x: 'x', y: 'y', stroke: 'var(--rule-0)', strokeWidth: 2 }),
        Plot.dot(shown, {
          x: 'x',
          y: 'y',
          r: 4.2,
          fill: ({ look }: Dot) => look.colour,
          symbol: ({ look }: Dot) => look.shape,
          stroke: 'var(--page)',
        }),
        // A weight is no channel of Plot: one mark for each.
        ...[700, 400].map((fontWeight) =>
          Plot.text(
            labels.filter(({ weight }) => weight === fontWeight),
            { x: 'right', y: 'labelY', text: 'rule', dx: 5, textAnchor: 'start', fill: 'currentColor', fontWeight },
          ),
        ),
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

/** Names at the right, at the height of their points as far as there is room. Dots come from the top down. */
function labelled(dots: readonly Dot[], top: number, bottom: number) {
  const inside = HEIGHT - MARGIN.top - MARGIN.bottom;
  const places = spreadApart(
    dots.map(({ y }) => ((top - y) / (top - bottom)) * inside),
    inside,
    LEAST_GAP,
  );
  return dots.map(({ rule, look, x, y }, i) => ({
    rule,
    x,
    y,
    colour: look.colour,
    weight: look.strong ? 700 : 400,
    labelY: top - ((places[i] as number) / inside) * (top - bottom),
  }));
}

function padded(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(1e-3, 0.04 * (high - low));
  return [low - room, high + room];
}

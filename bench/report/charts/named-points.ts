/** Points in a plane, with their names at the right, each at the height of its point as far as there is room. */
import * as Plot from '@observablehq/plot';
import type { Look } from '../palette.ts';
import { spreadApart } from './spread.ts';

export interface NamedPoint {
  readonly rule: string;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
}

/** Of the picture: pixels inside its margins, and the ends of its axes. */
export interface Frame {
  readonly insidePixels: number;
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

/** Between the names, pixels. */
const LEAST_GAP = 13.5;

/** Marks in the order in which they are drawn: lines to the names, `between` (intervals), dots, names. Points come from the top down. */
export function namedPoints(points: readonly NamedPoint[], frame: Frame, between: readonly Plot.Markish[]): Plot.Markish[] {
  const { insidePixels, top, bottom, right } = frame;
  const perUnit = insidePixels / (top - bottom);
  const heights = spreadApart(
    points.map(({ y }) => (top - y) * perUnit),
    insidePixels,
    LEAST_GAP,
  );
  const labels = points.map(({ rule, look, x, y }, i) => ({
    x,
    y,
    right,
    colour: look.colour,
    name: look.bound ? `${rule} (bound)` : rule,
    weight: look.strong ? 700 : 400,
    labelY: top - (heights[i] as number) / perUnit,
  }));
  return [
    Plot.link(labels, { x1: 'x', y1: 'y', x2: 'right', y2: 'labelY', stroke: 'colour', strokeWidth: 0.6, strokeOpacity: 0.6 }),
    ...between,
    Plot.dot(points, {
      x: 'x',
      y: 'y',
      r: 4.4,
      fill: ({ look }: NamedPoint) => look.colour,
      symbol: ({ look }: NamedPoint) => look.shape,
      stroke: 'var(--page)',
    }),
    // A weight is no channel of Plot: one mark for each.
    ...[700, 400].map((fontWeight) =>
      Plot.text(
        labels.filter(({ weight }) => weight === fontWeight),
        { x: 'right', y: 'labelY', text: 'name', dx: 6, textAnchor: 'start', fill: 'currentColor', fontWeight },
      ),
    ),
  ];
}

/** Score against stalled share, a chart a player: up and to the left is better. */
import * as Plot from '@observablehq/plot';
import { type GroupSummary, metricNamed, type Summary } from '../../statistics/index.ts';
import { sessionsText } from '../all-sessions.ts';
import { chart } from '../chart.ts';
import { dataTable, folded } from '../data-table.ts';
import { byScore, figure, fixed, fractionText, groupsBy, SCORE } from '../figures.ts';
import { html, type Markup, slug } from '../markup.ts';
import type { Look } from '../palette.ts';
import { type NamedPoint, namedPoints } from './named-points.ts';

const STALLED = metricNamed('rebufferingRatio');
const HEIGHT = 420;
const MARGIN = { top: 24, right: 122, bottom: 38, left: 42 };

interface Point extends NamedPoint {
  readonly xEnds: readonly [number, number];
  readonly yEnds: readonly [number, number];
}

export function scoreAndStalls(summary: Summary, lookOf: (rule: string) => Look): Markup {
  const groups = groupsBy(summary, 'player');
  const rows = groups.flatMap((group) =>
    byScore(group).map((rule) => [
      rule.rule,
      group.label,
      figure(SCORE, rule.metrics.score?.mean),
      ends(rule.intervals.score, 1, SCORE.digits),
      fractionText(rule),
      figure(STALLED, rule.metrics.rebufferingRatio?.mean),
      ends(rule.intervals.rebufferingRatio, STALLED.scale, STALLED.digits),
    ]),
  );
  return html`<div class="charts">${groups.map((group) => drawGroup(group, lookOf))}</div>
${folded('Figures of these charts', [
  dataTable({
    caption: 'Score and stalled share by player, with 95 % intervals',
    columns: ['Rule', 'Player', 'J', 'J, 95 %', '% of optimum', 'Stalled %', 'Stalled %, 95 %'],
    rows,
  }),
])}`;
}

const ends = (interval: readonly [number, number] | null | undefined, scale: number, digits: number): string =>
  interval ? `${fixed(interval[0] * scale, digits)} to ${fixed(interval[1] * scale, digits)}` : '–';

function drawGroup(group: GroupSummary, lookOf: (rule: string) => Look): Markup {
  const points = pointsOf(group, lookOf);
  const [bottom, top] = scoreDomain(points, group);
  const shown = points.filter(({ y }) => y >= bottom && y <= top);
  const hidden = points.filter(({ y }) => y < bottom || y > top);
  const left = Math.max(0, 0.9 * Math.min(...shown.map(({ xEnds }) => xEnds[0])));
  const right = Math.max(left + 0.1, ...shown.map(({ xEnds }) => 1.02 * xEnds[1]));
  const best = shown.find(({ look }) => !look.bound);
  const reference = [
    ...(group.optimumScore === null ? [] : [{ y: group.optimumScore, text: 'optimum' }]),
    ...(group.lowestScore === null ? [] : [{ y: group.lowestScore, text: 'always lowest' }]),
  ].filter(({ y }) => y >= bottom && y <= top);
  const outside = hidden.map(({ rule, x, y }) => `${rule} (J ${fixed(y, 3)}, stalled ${fixed(x, 1)} %)`).join(', ');
  return chart({
    id: `score-stalls-${slug(group.label)}`,
    title: `Player ${group.label}`,
    note: `${sessionsText(group)}. Up and left is better.${outside ? ` Outside the picture: ${outside}.` : ''}`,
    description: `Mean score J upward, mean stalled share to the right, with 95 % intervals. ${best ? `The highest score of a real rule is ${fixed(best.y, 3)}, by ${best.rule}, stalled ${fixed(best.x, 2)} % of the time.` : ''} All figures are in the table below.`,
    plot: {
      height: HEIGHT,
      marginTop: MARGIN.top,
      marginRight: MARGIN.right,
      marginBottom: MARGIN.bottom,
      marginLeft: MARGIN.left,
      x: { type: 'sqrt', domain: [left, right], label: 'Stalled, % of the time', grid: true, ticks: 5, labelAnchor: 'left' },
      y: { domain: [bottom, top], label: 'J', grid: true, ticks: 6 },
      marks: [
        Plot.ruleY(reference, { y: 'y', stroke: 'var(--bound)', strokeDasharray: '4 3' }),
        Plot.text(reference, { x: right, y: 'y', text: 'text', dy: -6, textAnchor: 'end', fill: 'var(--faint)', stroke: 'var(--page)' }),
        ...namedPoints(shown, { insidePixels: HEIGHT - MARGIN.top - MARGIN.bottom, top, bottom, right }, [
          Plot.link(shown, {
            x1: ({ xEnds }: Point) => xEnds[0],
            x2: ({ xEnds }: Point) => xEnds[1],
            y1: 'y',
            y2: 'y',
            stroke: ({ look }: Point) => look.colour,
          }),
          Plot.link(shown, {
            x1: 'x',
            x2: 'x',
            y1: ({ yEnds }: Point) => Math.max(bottom, yEnds[0]),
            y2: ({ yEnds }: Point) => Math.min(top, yEnds[1]),
            stroke: ({ look }: Point) => look.colour,
          }),
        ]),
      ],
    },
  });
}

/**
 * From the worst to the best of the rules that are no bounds: the bounds would press these together. A rule further
 * below the best than half the way from the optimum to always-lowest is left out, and named beside the picture.
 */
function scoreDomain(points: readonly Point[], { optimumScore, lowestScore }: GroupSummary): readonly [number, number] {
  const real = points.filter(({ look }) => !look.bound);
  const seen = real.length > 0 ? real : points;
  const best = Math.max(...seen.map(({ y }) => y));
  const most = optimumScore === null || lowestScore === null ? Number.POSITIVE_INFINITY : 0.5 * (optimumScore - lowestScore);
  const near = seen.filter(({ y }) => best - y <= most || y === best);
  const ends = near.flatMap(({ yEnds, y }) => [...yEnds, y]);
  const [bottom, top] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max(0.005, 0.05 * (top - bottom));
  return [bottom - room, top + room];
}

function pointsOf(group: GroupSummary, lookOf: (rule: string) => Look): Point[] {
  return byScore(group).map(({ rule, metrics, intervals }) => {
    const x = 100 * (metrics.rebufferingRatio?.mean ?? 0);
    const y = metrics.score?.mean ?? 0;
    const [left, right] = intervals.rebufferingRatio ?? [x / 100, x / 100];
    return { rule, look: lookOf(rule), x, y, xEnds: [100 * left, 100 * right], yEnds: intervals.score ?? [y, y] };
  });
}

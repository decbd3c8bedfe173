/** Paired differences from a baseline, a chart a metric: one row a rule, one mark a player. */
import * as Plot from '@observablehq/plot';
import { type Difference, type Metric, metricNamed, quantile, type Summary, type Verdict } from '../../statistics/index.ts';
import { chart, shapeSign } from '../chart.ts';
import { byScore, groupsBy, shownDifference } from '../figures.ts';
import { html, type Markup, slug } from '../markup.ts';
import { type Look, SHAPES, type Shape } from '../palette.ts';

const SHOWN = ['score', 'stallCount', 'startupSeconds', 'switchesPerMinute', 'meanRateBitsPerSecond', 'stallSeconds'].map(metricNamed);
/** Height of a mark within its row, pixels. */
const STEP = 8;

interface Mark {
  readonly rule: string;
  readonly player: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
}

export function differences(summary: Summary, baseline: string, lookOf: (rule: string) => Look): Markup {
  const players = groupsBy(summary, 'player');
  const all = summary.groups.find(({ by }) => by === 'all');
  const order = all ? byScore(all).map(({ rule }) => rule) : [];
  const rules = order.filter((rule) => rule !== baseline && !summary.bounds.includes(rule));
  const key = players.map(({ label }, i) => `${shapeSign[shapeOf(i)]} ${label}`).join(', ');
  const charts = SHOWN.map((metric) => {
    const marks = players.flatMap(({ comparisons }, player) =>
      rules.flatMap((rule) => {
        const found = comparisons.find((each) => each.rule === rule && each.baseline === baseline);
        const difference = found?.metrics[metric.name];
        const mark = difference && markOf(metric, difference);
        return mark ? [{ ...mark, rule, player }] : [];
      }),
    );
    return draw(metric, baseline, rules, players.length, marks, lookOf);
  });
  return html`<p>Players: ${key}. Hollow: no difference (the interval contains 0) or too few traces. What lies beyond the edge is drawn at the edge.</p><div class="charts">${charts}</div>`;
}

const shapeOf = (player: number): Shape => SHAPES[player % SHAPES.length] as Shape;

/** A metric in percent has no mark where its baseline is 0. */
function markOf(metric: Metric, difference: Difference): Omit<Mark, 'rule' | 'player'> | undefined {
  const { value, interval, unit } = shownDifference(metric, difference);
  if (metric.compared === 'percent' && unit !== '%') return undefined;
  return { value, low: interval?.[0] ?? value, high: interval?.[1] ?? value, verdict: difference.verdict };
}

function draw(
  metric: Metric,
  baseline: string,
  rules: readonly string[],
  players: number,
  marks: readonly Mark[],
  lookOf: (rule: string) => Look,
): Markup {
  const [from, to] = domainOf(marks);
  const clamp = (value: number): number => Math.min(to, Math.max(from, value));
  const unit = metric.compared === 'percent' ? '%' : metric.unit === '%' ? 'points' : metric.unit;
  const count = (verdict: Verdict): number => marks.filter((mark) => mark.verdict === verdict).length;
  const height = Math.max(22, STEP * players + 8);
  return chart({
    id: `difference-${slug(baseline)}-${slug(metric.name)}`,
    title: `${metric.title} against ${baseline}`,
    note: metric.better === 'higher' ? 'Right of 0 is better.' : 'Left of 0 is better.',
    description: `Difference from ${baseline} in ${metric.title}${unit ? `, ${unit}` : ''}, with 95 % intervals, by rule and player: ${count('better')} better, ${count('worse')} worse, ${count('no difference')} without difference. The figures are in the tables of comparisons below.`,
    plot: {
      height: 44 + height * rules.length,
      marginLeft: 104,
      marginTop: 6,
      marginBottom: 36,
      x: { domain: [from, to], label: `${metric.title}${unit ? `, ${unit}` : ''}`, grid: true, ticks: 5 },
      y: { type: 'band', domain: rules, label: null, tickSize: 0 },
      marks: [
        Plot.ruleX([0], { stroke: 'currentColor' }),
        ...Array.from({ length: players }, (_, player) => {
          const own = marks.filter((mark) => mark.player === player);
          const dy = (player - (players - 1) / 2) * STEP;
          const stroke = ({ rule }: Mark): string => lookOf(rule).colour;
          const fill = (mark: Mark): string => (mark.verdict === 'better' || mark.verdict === 'worse' ? stroke(mark) : 'var(--page)');
          return [
            Plot.ruleY(own, { y: 'rule', x1: ({ low }: Mark) => clamp(low), x2: ({ high }: Mark) => clamp(high), stroke, dy }),
            Plot.dot(own, {
              y: 'rule',
              x: ({ value }: Mark) => clamp(value),
              stroke,
              fill,
              symbol: shapeOf(player),
              r: 3.2,
              strokeWidth: 1.4,
              dy,
            }),
          ];
        }).flat(),
      ],
    },
  });
}

/** Wide enough for nearly all, so that one rule far off does not flatten the rest. */
function domainOf(marks: readonly Mark[]): readonly [number, number] {
  const ends = Float64Array.from(marks.flatMap(({ low, high }) => [low, high])).sort();
  if (ends.length === 0) return [-1, 1];
  const from = Math.min(0, quantile(ends, 0.03));
  const to = Math.max(0, quantile(ends, 0.97));
  const room = Math.max(1e-3, 0.06 * (to - from));
  return [from - room, to + room];
}

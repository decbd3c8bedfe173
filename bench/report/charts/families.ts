/** Share of the optimum, a chart a network. */
import * as Plot from '@observablehq/plot';
import type { GroupSummary, Summary } from '../../statistics/index.ts';
import { sessionsText } from '../all-sessions.ts';
import { chart } from '../chart.ts';
import { dataTable, folded } from '../data-table.ts';
import { byScore, fixed, fractionText, groupsBy, NONE } from '../figures.ts';
import { html, type Markup, slug } from '../markup.ts';
import type { Look } from '../palette.ts';

/** Bars to the left of 0 end here. */
const LEAST = -25;

export function families(summary: Summary, lookOf: (rule: string) => Look): Markup {
  const networks = groupsBy(summary, 'network');
  const all = summary.groups.find(({ by }) => by === 'all');
  const order = all ? byScore(all).map(({ rule }) => rule) : [];
  const table = dataTable({
    caption: '% of the optimum by network, all players, with 95 % intervals',
    columns: ['Rule', ...networks.map(({ label }) => label)],
    rows: order.map((rule) => [
      rule,
      ...networks.map(({ rules }) => {
        const own = rules.find((each) => each.rule === rule);
        return own ? fractionText(own) : NONE;
      }),
    ]),
  });
  return html`<div class="charts">${networks.map((group) => drawNetwork(group, order, lookOf))}</div>${folded('Figures of these charts', [table])}`;
}

function drawNetwork(group: GroupSummary, order: readonly string[], lookOf: (rule: string) => Look): Markup {
  const bars = order.flatMap((rule) => {
    const own = group.rules.find((each) => each.rule === rule);
    if (!own || own.fractionOfOptimum === null) return [];
    const value = 100 * own.fractionOfOptimum;
    const [low, high] = own.fractionInterval ?? [own.fractionOfOptimum, own.fractionOfOptimum];
    const look = lookOf(rule);
    const name = look.bound ? `${rule} (bound)` : rule;
    return [{ name, value, shown: clamp(value), low: clamp(100 * low), high: clamp(100 * high), look, text: fixed(value, 1) }];
  });
  const least = Math.min(0, ...bars.map(({ low, shown }) => Math.min(low, shown)));
  const best = [...bars].filter(({ look }) => !look.bound).sort((a, b) => b.value - a.value)[0];
  return chart({
    id: `family-${slug(group.label)}`,
    title: group.label,
    note: sessionsText(group),
    description: `Bars: % of the optimum by rule, with 95 % intervals. ${best ? `Best of the real rules: ${best.name}, ${best.text} %.` : 'No optimum was computed.'} All figures are in the table below.`,
    plot: {
      height: 46 + 19 * bars.length,
      marginLeft: 136,
      marginRight: 42,
      marginTop: 6,
      marginBottom: 34,
      x: { domain: [least, 100], label: '% of optimum', ticks: 5, grid: true },
      y: { domain: bars.map(({ name }) => name), label: null, tickSize: 0, padding: 0.25 },
      marks: [
        Plot.barX(bars, {
          y: 'name',
          x1: 0,
          x2: 'shown',
          fill: ({ look }) => look.colour,
          fillOpacity: ({ look }) => (look.bound ? 0.45 : 1),
        }),
        Plot.ruleY(bars, { y: 'name', x1: 'low', x2: 'high', stroke: 'var(--page)', strokeWidth: 4 }),
        Plot.ruleY(bars, { y: 'name', x1: 'low', x2: 'high', stroke: 'currentColor', strokeWidth: 1.6 }),
        Plot.text(bars, { y: 'name', x: 100, dx: 8, text: 'text', textAnchor: 'start' }),
        Plot.ruleX([0]),
      ],
    },
  });
}

const clamp = (value: number): number => Math.max(LEAST, Math.min(100, value));

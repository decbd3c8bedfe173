/** Cumulative distributions over sessions, a chart a metric and player. */
import * as Plot from '@observablehq/plot';
import type { ResultRow } from '../../results/row.ts';
import { type Metric, metricNamed, quantile, type Summary } from '../../statistics/index.ts';
import { chart, legend } from '../chart.ts';
import { dataTable, folded } from '../data-table.ts';
import { figure, groupsBy } from '../figures.ts';
import { html, type Markup, slug } from '../markup.ts';
import type { Look } from '../palette.ts';

const SHOWN = ['score', 'startupSeconds', 'rebufferingRatio'].map(metricNamed);
/** Points of a curve. */
const STEPS = 100;

interface Curve {
  readonly rule: string;
  /** Ascending, as shown. */
  readonly values: Float64Array;
}

export function distributions(summary: Summary, rows: readonly ResultRow[], lookOf: (rule: string) => Look): Markup {
  const groups = groupsBy(summary, 'player');
  const sections = SHOWN.map((metric) => {
    const charts = groups.map(({ label, rules }) => {
      const present = new Set(rules.map(({ rule }) => rule));
      const curves = summary.rules.filter((rule) => present.has(rule)).map((rule) => curveOf(rows, metric, label, rule));
      return drawCurves(metric, label, curves, lookOf);
    });
    const table = dataTable({
      caption: `${metric.title}${metric.unit ? `, ${metric.unit}` : ''}: quantiles over sessions`,
      columns: ['Rule', 'Player', 'p5', 'p50', 'p95', 'p99', 'Worst 10 %'],
      rows: groups.flatMap(({ label, rules }) =>
        rules.map(({ rule, metrics }) => {
          const d = metrics[metric.name];
          return [rule, label, ...[d?.p5, d?.p50, d?.p95, d?.p99, d?.worstTenth].map((value) => figure(metric, value))];
        }),
      ),
    });
    return html`<h3>${metric.title}</h3><div class="charts">${charts}</div>${folded('Figures of these charts', [table])}`;
  });
  return html`${legend(summary.rules.map((rule) => ({ name: rule, look: lookOf(rule) })))}${sections}`;
}

function curveOf(rows: readonly ResultRow[], metric: Metric, player: string, rule: string): Curve {
  const own = rows.filter((row) => row.sustained && row.player === player && row.rule === rule);
  return { rule, values: Float64Array.from(own, (row) => metric.read(row) * metric.scale).sort() };
}

function drawCurves(metric: Metric, player: string, curves: readonly Curve[], lookOf: (rule: string) => Look): Markup {
  const all = Float64Array.from(curves.flatMap(({ values }) => [...values])).sort();
  // The last hundredth on the bad side would squeeze the rest: it is drawn at the edge.
  const from = metric.better === 'higher' ? quantile(all, 0.01) : Math.min(0, quantile(all, 0));
  const to = Math.max(from + 1e-3, metric.better === 'higher' ? quantile(all, 1) : quantile(all, 0.99));
  // Where most sessions do not stall at all, the interesting part is above.
  const started = Math.min(...curves.map(({ values }) => shareUpTo(values, from)));
  const floor = metric.name === 'rebufferingRatio' ? Math.floor(Math.min(0.9, started) * 10) * 10 : 0;
  const points = curves.flatMap(({ rule, values }) =>
    Array.from({ length: STEPS + 1 }, (_, i) => ({
      rule,
      x: Math.min(to, Math.max(from, quantile(values, i / STEPS))),
      y: (100 * i) / STEPS,
    })).filter(({ y }) => y >= floor),
  );
  const reading = metric.better === 'higher' ? 'Lower and further right is better.' : 'Higher and further left is better.';
  const name = `${metric.title}${metric.unit ? `, ${metric.unit}` : ''}`;
  return chart({
    id: `cdf-${slug(metric.name)}-${slug(player)}`,
    title: `${metric.title}, player ${player}`,
    note: `${reading}${floor > 0 ? ` Begins at ${floor} % of sessions.` : ''}`,
    description: `Cumulative distribution of ${name}, one curve a rule: share of sessions at or below each value. The quantiles are in the table below.`,
    plot: {
      height: 280,
      marginLeft: 38,
      marginTop: 24,
      x: { domain: [from, to], label: name, grid: true, ticks: 6 },
      y: { domain: [floor, 100], label: '% of sessions', grid: true, ticks: 5 },
      // One mark a curve: Plot has no dash a line within a mark.
      marks: curves.map(({ rule }) => {
        const { colour, dash, strong } = lookOf(rule);
        const own = points.filter((point) => point.rule === rule);
        const options = { x: 'x', y: 'y', stroke: colour, strokeWidth: strong ? 2.5 : 1.2, strokeOpacity: strong ? 1 : 0.85 };
        return Plot.line(own, { ...options, ...(dash ? { strokeDasharray: dash } : {}) });
      }),
    },
  });
}

const shareUpTo = (ascending: Float64Array, value: number): number =>
  ascending.length === 0 ? 0 : ascending.filter((each) => each <= value).length / ascending.length;

/** The frontier as one HTML page. */
import { dataTable } from '../report/data-table.ts';
import { counted, groupsBy } from '../report/figures.ts';
import { html } from '../report/markup.ts';
import { renderPage, type Section } from '../report/page.ts';
import type { Summary } from '../statistics/index.ts';
import { frontierChart } from './chart.ts';
import { COLUMNS, cellsOf } from './lines.ts';
import { frontierLooks } from './looks.ts';
import { COSTS, pointsOf } from './points.ts';
import type { Position } from './positions.ts';

/** What the rules of others are, by name. */
export type RuleSources = readonly { readonly name: string; readonly source: string }[];

export function frontierPage(summary: Summary, positions: readonly Position[], sources: RuleSources, facts: string): string {
  const lookOf = frontierLooks(summary, positions);
  const players = groupsBy(summary, 'player').map((group) => ({ group, points: pointsOf(group, positions) }));
  const charts = COSTS.map(
    (cost): Section => ({
      title: cost.title,
      content: html`<div class="charts">${players.map(({ group, points }) => frontierChart(group.label, cost, points, lookOf))}</div>`,
    }),
  );
  const tables = players.map(({ group, points }) =>
    dataTable({
      caption: `Player ${group.label}: means and 95 % intervals over ${counted(group.sessions, 'session')} on ${counted(group.traces, 'trace')}. On a frontier: no rule here has as much utility for as little of that cost, by means`,
      columns: COLUMNS,
      rows: points.map((point) => cellsOf(point, points, true)),
    }),
  );
  return renderPage({
    title: 'The frontier: what a better picture costs',
    facts: `${facts}. ${counted(summary.sessions, 'session')} on ${counted(summary.traces, 'trace')}, ${counted(summary.resamples, 'resample')} of traces, seed ${summary.seed}. Figures are of the ${counted(summary.sustainedSessions, 'session')} that the network sustains.`,
    sections: [
      ...charts,
      { title: 'All figures', content: tables },
      {
        title: 'Presets and positions',
        content: dataTable({
          caption: 'Options of each place of ours',
          columns: ['Name', 'Slider', 'Options'],
          rows: positions.map(({ name, preference, options }) => [
            name,
            preference === undefined ? 'beside it' : String(preference),
            html`<code>${JSON.stringify(options)}</code>`,
          ]),
          prose: true,
        }),
      },
      {
        title: 'Other rules',
        content: dataTable({
          caption: 'At their defaults',
          columns: ['Name', 'Version and source'],
          rows: sources.map(({ name, source }) => [name, source]),
          prose: true,
        }),
      },
    ],
    footer: "Made by Evenkeel's benchmark.",
  });
}

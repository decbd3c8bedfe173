/** The study as one HTML page. */
import * as Plot from '@observablehq/plot';
import { chart } from '../report/chart.ts';
import { dataTable, folded } from '../report/data-table.ts';
import { counted, groupsBy } from '../report/figures.ts';
import { html, type Markup, slug } from '../report/markup.ts';
import { renderPage } from '../report/page.ts';
import type { GroupSummary, Summary } from '../statistics/index.ts';
import { type AblationLine, ablationLines, COLUMNS, cellsOf, wholeGroup } from './lines.ts';
import { ABLATIONS } from './variants.ts';

export function ablationPage(summary: Summary, facts: string): string {
  const all = wholeGroup(summary);
  const players = groupsBy(summary, 'player');
  return renderPage({
    title: 'Ablations: what each term and mechanism is worth',
    facts: `${facts}. ${counted(summary.sessions, 'session')} on ${counted(summary.traces, 'trace')}, ${counted(summary.resamples, 'resample')} of traces, seed ${summary.seed}.`,
    sections: [
      {
        title: 'Loss without it',
        content: html`<p>Each row is the engine without one thing, against the whole engine in the same sessions. Left of 0 the thing earns its place.</p><div class="charts">${[...(all ? [all] : []), ...players].map(lossChart)}</div>`,
      },
      { title: 'All sessions', content: all ? table(all, 'All players') : html`<p>No session to compare.</p>` },
      { title: 'By player', content: players.map((group) => folded(`Player ${group.label}`, [table(group, `Player ${group.label}`)])) },
      {
        title: 'What was taken out',
        content: dataTable({
          caption: 'Options of each variant',
          columns: ['Without', 'Kind', 'What is left', 'Options'],
          rows: ABLATIONS.map(({ name, kind, meaning, options }) => [name, kind, meaning, html`<code>${JSON.stringify(options)}</code>`]),
          prose: true,
        }),
      },
    ],
    footer: "Made by Evenkeel's benchmark.",
  });
}

const table = (group: GroupSummary, name: string): Markup =>
  dataTable({
    caption: `${name}: without one thing against the whole engine, ${counted(group.sessions, 'session')}, 95 % intervals over traces`,
    columns: COLUMNS,
    rows: ablationLines(group).map(cellsOf),
  });

function lossChart(group: GroupSummary): Markup {
  const lines = ablationLines(group);
  const score = ({ comparison }: AblationLine): number => comparison.metrics.score?.difference ?? 0;
  const end = (line: AblationLine, side: 0 | 1): number => line.comparison.metrics.score?.interval?.[side] ?? score(line);
  const least = Math.min(-0.01, ...lines.map(score));
  const colour = ({ judgement: { worth } }: AblationLine): string =>
    worth === 'costs' || worth === 'trades' ? 'var(--rule-1)' : worth === 'earns' ? 'var(--rule-0)' : 'var(--page)';
  // The great losses would leave no room to tell the small ones apart.
  const floor = Math.max(least, -0.15);
  const clamp = (value: number): number => Math.max(floor, Math.min(0.05, value));
  return chart({
    id: `loss-${group.by}-${slug(group.label)}`,
    title: group.by === 'all' ? 'All players' : `Player ${group.label}`,
    note: `Difference of J. Hollow: no difference. What lies beyond ${floor} is drawn there.`,
    description: `J without one thing less J of the whole engine, with 95 % intervals: ${lines.map((line) => `${line.ablation.name} ${score(line).toFixed(3)}`).join(', ')}.`,
    plot: {
      height: 40 + 14 * lines.length,
      marginLeft: 150,
      marginTop: 6,
      marginBottom: 34,
      x: { label: 'J without it - J', grid: true, ticks: 5 },
      y: { type: 'band', domain: lines.map(({ ablation }) => ablation.name), label: null, tickSize: 0 },
      marks: [
        Plot.ruleX([0], { stroke: 'currentColor' }),
        Plot.ruleY(lines, {
          y: ({ ablation }: AblationLine) => ablation.name,
          x1: (line: AblationLine) => clamp(end(line, 0)),
          x2: (line: AblationLine) => clamp(end(line, 1)),
          stroke: 'currentColor',
        }),
        Plot.dot(lines, {
          y: ({ ablation }: AblationLine) => ablation.name,
          x: (line: AblationLine) => clamp(score(line)),
          stroke: 'currentColor',
          fill: colour,
          r: 3.2,
        }),
      ],
    },
  });
}

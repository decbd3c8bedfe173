/** The study as one HTML page. */
import { findFamily, REGIONS } from 'evenkeel/simulator';
import { dataTable } from '../report/data-table.ts';
import { counted } from '../report/figures.ts';
import { html } from '../report/markup.ts';
import { renderPage, type Section } from '../report/page.ts';
import type { RegionCell } from './cells.ts';
import { CLAIMS } from './claims.ts';
import { CLAIM_COLUMNS, claimRow, LEVEL_COLUMNS, levelRow } from './words.ts';

export function regionPage(cells: readonly RegionCell[], facts: string): string {
  const regions = [...new Set(cells.map(({ region }) => region))];
  return renderPage({
    title: "Evenkeel beside the players' own rules",
    facts,
    sections: [
      {
        title: 'Claims',
        content: html`<p>Evenkeel against the player's own rule in the same sessions, with 95 % intervals over traces; beside it what always-lowest and the offline optimum, which knows the future, are against that rule: the optimum is that of J, so it starts later or pauses where that pays. Over sessions whose network sustains the lowest rendition.</p>${[
          dataTable({ caption: 'Claim by claim', columns: CLAIM_COLUMNS, rows: cells.map(claimRow) }),
          dataTable({
            caption: 'What answers each claim',
            columns: ['Claim', 'Mission', 'Measured as'],
            rows: CLAIMS.map(({ title, percent, measuredAs }) => [title, `${percent} %`, measuredAs]),
            prose: true,
          }),
        ]}`,
      },
      ...regions.map((region) => regionSection(region, cells)),
    ],
    footer: "Made by Evenkeel's benchmark.",
  });
}

function regionSection(id: string, cells: readonly RegionCell[]): Section {
  const region = REGIONS.find((each) => each.id === id);
  const mix = region?.parts.map(
    ({ family, share, scale }) => `${Math.round(100 * share)} % ${findFamily(family)?.title ?? family} x ${scale}`,
  );
  const tables = cells
    .filter((cell) => cell.region === id)
    .map((cell) =>
      dataTable({
        caption: `${region?.title ?? id}, player ${cell.player}: ${cell.sessions} of ${counted(cell.sessionsInAll, 'session')} on ${counted(cell.traces, 'trace')}`,
        columns: LEVEL_COLUMNS,
        rows: cell.levels.map(levelRow),
      }),
    );
  return { title: region?.title ?? id, content: [...(mix ? [html`<p>${mix.join(', ')}.</p>`] : []), ...tables] };
}

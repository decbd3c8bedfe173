/** Cells won, tied and lost, a small map a player; and the worst tenth and avoidable rebuffering of every rule in every set. */
import * as Plot from '@observablehq/plot';
import type { Place, StandingCell, Summary } from '../../statistics/index.ts';
import { chart } from '../chart.ts';
import { dataTable, folded } from '../data-table.ts';
import { byScore, differenceText, groupsBy, SCORE } from '../figures.ts';
import { html, type Markup, slug } from '../markup.ts';
import {
  FEASIBLE_REBUFFERING,
  feasibleSessions,
  LEGEND,
  leadText,
  PLACE_SIGNS,
  ruleIn,
  SET_NOTE,
  type SetFigure,
  STANDING_NOTE,
  setName,
  standingSentence,
  standingSets,
  WORST_TENTH,
} from '../standing.ts';

const FILLS: Readonly<Record<Place, string>> = {
  won: 'var(--rule-0)',
  tied: 'var(--bound)',
  lost: 'var(--rule-1)',
  'too few traces': 'none',
};
const ROW_HEIGHT = 42;
/** With more columns there is no room for figures. */
const MOST_WITH_FIGURES = 4;

/** Null without a subject, or without another rule to compare it with. */
export function standing(summary: Summary): Markup | null {
  const { standing: found } = summary;
  if (found === null || found.cells.length === 0) return null;
  const players = [...new Set(found.cells.map(({ player }) => player))];
  const rows = found.cells.map((cell) => [
    `${cell.player} / ${cell.network} / ${cell.ladder}`,
    cell.place,
    differenceText(SCORE, cell.difference),
    cell.rival,
    String(cell.sessions),
    String(cell.traces),
  ]);
  return html`<p><strong>${standingSentence(found)}</strong> ${LEGEND}. ${STANDING_NOTE}</p>
<div class="charts">${players.map((player) =>
    drawPlayer(
      player,
      found.cells.filter((cell) => cell.player === player),
    ),
  )}</div>${[
    folded('Figures of these charts', [
      dataTable({
        caption: `${found.subject} against the best of the others, in J with 95 % intervals`,
        columns: ['Cell', 'Place', 'Lead', 'Best other', 'Sessions', 'Traces'],
        rows,
      }),
    ]),
    html`<p>${SET_NOTE}</p>`,
    setTable(summary, WORST_TENTH, 'Worst-10 % J of every rule'),
    setTable(summary, FEASIBLE_REBUFFERING, 'Rebuffering of every rule in feasible sessions, %'),
  ]}`;
}

function drawPlayer(player: string, cells: readonly StandingCell[]): Markup {
  const ladders = [...new Set(cells.map(({ ladder }) => ladder))].sort();
  const networks = [...new Set(cells.map(({ network }) => network))].sort();
  const isWide = ladders.length <= MOST_WITH_FIGURES;
  const drawn = cells.map((cell) => ({
    ...cell,
    fill: FILLS[cell.place],
    text: isWide ? leadText(cell.place, cell.difference.difference) : PLACE_SIGNS[cell.place],
    title: `${cell.network}, ${cell.ladder}: ${cell.place}, ${differenceText(SCORE, cell.difference)} against ${cell.rival}`,
  }));
  const place = { x: 'ladder', y: 'network' };
  const counts = (['won', 'tied', 'lost'] as const).map((each) => `${cells.filter((cell) => cell.place === each).length} ${each}`);
  return chart({
    id: `standing-${slug(player)}`,
    title: `Player ${player}`,
    note: counts.join(', '),
    description: `A field for each network and ladder: ${drawn.map(({ title }) => title).join('; ')}.`,
    plot: {
      height: 52 + ROW_HEIGHT * networks.length,
      marginLeft: 124,
      marginRight: 6,
      marginTop: 6,
      marginBottom: 46,
      x: { domain: ladders, label: null, tickSize: 0, padding: 0, ...(ladders.length > 3 ? { tickRotate: -20 } : {}) },
      y: { domain: networks, label: null, tickSize: 0, padding: 0 },
      marks: [
        Plot.cell(drawn, { ...place, fill: 'fill', fillOpacity: 0.3, stroke: 'var(--line)', inset: 1, title: 'title' }),
        Plot.text(drawn, { ...place, text: 'text', dy: isWide ? -6 : 0, fill: 'currentColor', fontWeight: 600 }),
        ...(isWide ? [Plot.text(drawn, { ...place, text: 'rival', dy: 9, fill: 'var(--faint)', fontSize: 10 })] : []),
      ],
    },
  });
}

/** A line a rule, best score first; a column a set. */
function setTable(summary: Summary, figure: SetFigure, caption: string): Markup {
  const sets = standingSets(summary);
  const rules = groupsBy(summary, 'all').flatMap((all) => byScore(all).map(({ rule }) => rule));
  const sessions = (set: (typeof sets)[number]): number => (figure === FEASIBLE_REBUFFERING ? feasibleSessions(set) : set.sessions);
  return dataTable({
    caption,
    columns: ['Rule', ...sets.map((set) => `${setName(set)} (${sessions(set)})`)],
    rows: rules.map((rule) => [
      summary.bounds.includes(rule) ? `${rule} (bound)` : rule,
      ...sets.map((set) => figure.show(figure.value(ruleIn(set, rule)))),
    ]),
  });
}

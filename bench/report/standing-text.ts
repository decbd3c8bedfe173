/** Where the subject stands, for a terminal: cells won, tied and lost, and two figures of each set. */
import type { Standing, Summary } from '../statistics/index.ts';
import { NONE } from './figures.ts';
import {
  bestOther,
  FEASIBLE_REBUFFERING,
  feasibleSessions,
  LEGEND,
  leadText,
  PLACE_SIGNS,
  ruleIn,
  SET_NOTE,
  STANDING_NOTE,
  setName,
  standingSentence,
  standingSets,
  WORST_TENTH,
} from './standing.ts';
import { type TextColumn, textGrid } from './text-grid.ts';

/** Empty without a subject, or without another rule to compare it with. */
export function standingLines(summary: Summary, width: number, head: (text: string) => string): string[] {
  const { standing } = summary;
  if (standing === null || standing.cells.length === 0) return [];
  return [
    '',
    head(`Where ${standing.subject} stands`),
    standingSentence(standing),
    `${LEGEND}. ${STANDING_NOTE}`,
    ...cellGrid(standing, width),
    '',
    SET_NOTE,
    ...setGrid(summary, standing.subject, width),
  ];
}

/** A line for each player and network, a column a ladder; without the rivals, then without the leads, where there is no room. */
function cellGrid({ cells }: Standing, width: number): string[] {
  const ladders = [...new Set(cells.map(({ ladder }) => ladder))].sort();
  const lines = [...new Set(cells.map(({ player, network }) => `${player} / ${network}`))];
  const columns = ['', ...ladders].map((title): TextColumn => ({ title, align: 'left', dropped: 0 }));
  const forms = [
    (cell: Standing['cells'][number]): string => `${leadText(cell.place, cell.difference.difference)} (${cell.rival})`,
    (cell: Standing['cells'][number]): string => leadText(cell.place, cell.difference.difference),
    (cell: Standing['cells'][number]): string => PLACE_SIGNS[cell.place],
  ];
  const grids = forms.map((form) => {
    const rows = lines.map((line) => [
      `  ${line}`,
      ...ladders.map((ladder) => {
        const cell = cells.find((each) => `${each.player} / ${each.network}` === line && each.ladder === ladder);
        return cell ? form(cell) : '';
      }),
    ]);
    return textGrid(columns, rows, Number.POSITIVE_INFINITY);
  });
  return grids.find((grid) => grid.every((line) => line.length <= width)) ?? (grids.at(-1) as string[]);
}

/** The players' own rules beside the subject, and the best of all others. */
function setGrid(summary: Summary, subject: string, width: number): string[] {
  const peers = summary.baselines.filter((rule) => rule !== subject);
  const figures = [WORST_TENTH, FEASIBLE_REBUFFERING];
  const columns: TextColumn[] = [
    { title: '', align: 'left', dropped: 0 },
    ...figures.flatMap((figure): TextColumn[] => [
      ...(figure === FEASIBLE_REBUFFERING ? [{ title: 'feasible', align: 'right', dropped: 2 } as const] : []),
      { title: `${figure.title}: ${subject}`, align: 'right', dropped: 0 },
      ...peers.map((title): TextColumn => ({ title, align: 'right', dropped: 1 })),
      { title: 'best other', align: 'left', dropped: figure === WORST_TENTH ? 2 : 3 },
    ]),
  ];
  const rows = standingSets(summary).map((set) => [
    `  ${setName(set)}`,
    ...figures.flatMap((figure) => {
      const best = bestOther(set, figure, summary);
      return [
        ...(figure === FEASIBLE_REBUFFERING ? [`${feasibleSessions(set)} of ${set.sessions}`] : []),
        ...[subject, ...peers].map((rule) => figure.show(figure.value(ruleIn(set, rule)))),
        best ? `${figure.show(best.value)} (${best.rule})` : NONE,
      ];
    }),
  ]);
  return textGrid(columns, rows, width);
}

/** The frontier for a terminal. */
import { counted, groupsBy } from '../report/figures.ts';
import { type TextColumn, textGrid } from '../report/text-grid.ts';
import type { Summary } from '../statistics/index.ts';
import { COLUMNS, cellsOf } from './lines.ts';
import { pointsOf } from './points.ts';
import type { Position } from './positions.ts';

/** Columns that go first where there is no room: rate, start-up, stalled seconds. */
const DROPPED: Readonly<Record<number, number>> = { 7: 3, 8: 2, 3: 1 };

export function frontierTable(summary: Summary, positions: readonly Position[], width: number = process.stdout.columns ?? 160): string {
  const columns = COLUMNS.map(
    (title, i): TextColumn => ({ title, align: i === 0 || i >= COLUMNS.length - 2 ? 'left' : 'right', dropped: DROPPED[i] ?? 0 }),
  );
  const blocks = groupsBy(summary, 'player').flatMap((group) => {
    const points = pointsOf(group, positions);
    const rows = points.map((point) => cellsOf(point, points, false));
    return [
      '',
      `${group.label}: ${counted(group.sessions, 'session')} that the network sustains, on ${counted(group.traces, 'trace')}; ours from picture to safety, then the others, best first`,
      ...textGrid(columns, rows, width),
    ];
  });
  return `${blocks.join('\n')}\n\nOn a frontier: no rule here has as much utility for as few stalls, switches or bytes, by means.\n`;
}

/** The study for a terminal. */
import { counted } from '../report/figures.ts';
import { type TextColumn, textGrid } from '../report/text-grid.ts';
import type { RegionCell } from './cells.ts';
import { CLAIM_COLUMNS, claimRow, LEVEL_COLUMNS, levelRow } from './words.ts';

/** What is possible is the first to go on a narrow terminal. */
const CLAIMS_DROPPED: readonly number[] = [0, 0, 0, 1, 0, 2, 0, 3, 0];
const LEVELS_DROPPED: readonly number[] = [0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 1, 1, 2, 1];

export function regionTable(cells: readonly RegionCell[], width: number = Math.max(60, process.stdout.columns ?? 200)): string {
  const claims = CLAIM_COLUMNS.map((title, i): TextColumn => ({ title, align: 'left', dropped: CLAIMS_DROPPED[i] ?? 0 }));
  const levels = LEVEL_COLUMNS.map(
    (title, i): TextColumn => ({
      title,
      align: i === 0 ? 'left' : 'right',
      dropped: LEVELS_DROPPED[i] ?? 0,
    }),
  );
  const headed = cells.flatMap((cell) => [
    '',
    `${cell.region}, player ${cell.player}: ${cell.sessions} of ${counted(cell.sessionsInAll, 'session')} on ${counted(cell.traces, 'trace')}`,
    ...textGrid(levels, cell.levels.map(levelRow), width),
  ]);
  return [
    "Evenkeel against the player's own rule, with 95 % intervals; beside it always-lowest and the offline optimum of J against the same rule.",
    'Over sessions whose network sustains the lowest rendition. Regions are mixes of families, and the mixes are ours.',
    '',
    ...textGrid(claims, cells.map(claimRow), width),
    ...headed,
    '',
  ].join('\n');
}

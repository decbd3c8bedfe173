/** The study for a terminal. */
import { counted } from '../report/figures.ts';
import { type TextColumn, textGrid } from '../report/text-grid.ts';
import type { Summary } from '../statistics/index.ts';
import { ablationLines, COLUMNS, cellsOf, wholeGroup } from './lines.ts';

/** Of a narrow terminal's columns, the highest go first. */
const DROPPED: readonly number[] = [0, 0, 1, 2, 1, 4, 3, 5, 0];

export function ablationTable(summary: Summary, width: number = Math.max(60, process.stdout.columns ?? 170)): string {
  const group = wholeGroup(summary);
  if (!group) return 'No session whose network sustains the lowest rendition: nothing to compare.\n';
  const lines = ablationLines(group);
  const count = (...worths: readonly string[]): number => lines.filter(({ judgement }) => worths.includes(judgement.worth)).length;
  const columns = COLUMNS.map((title, i): TextColumn => ({ title, align: 'left', dropped: DROPPED[i] ?? 0 }));
  return [
    `The engine without one thing against the whole engine: ${counted(group.sessions, 'session')} of ${counted(group.sessionsInAll, 'session')} on ${counted(group.traces, 'trace')}, paired; intervals: 95 %, ${counted(summary.resamples, 'resample')} of traces, seed ${summary.seed}.`,
    `Of ${lines.length} things ${count('earns', 'earns otherwise')} earn their place, ${count('earns nothing')} earn nothing, ${count('trades')} trade J for something else, ${count('costs')} cost; of things that do nothing, one in forty seems to earn and one to cost.`,
    '',
    ...textGrid(columns, lines.map(cellsOf), width),
    '',
  ].join('\n');
}

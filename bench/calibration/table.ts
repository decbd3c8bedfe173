/** The study for a terminal. */
import { counted } from '../report/figures.ts';
import { type TextColumn, textGrid } from '../report/text-grid.ts';
import type { Calibration, CalibrationGroup } from './study.ts';
import { BIN_COLUMNS, binRows, FINISHED_WORDS, GROUP_COLUMNS, groupRow, PLAYED_WORDS, recalibrationText } from './words.ts';

export function calibrationTable(calibration: Calibration, width = Math.max(60, process.stdout.columns ?? 140)): string {
  const { groups, sessions, resamples, seed } = calibration;
  const all = groups[0] as CalibrationGroup;
  const decisions = all.finished.reduce((sum, bin) => sum + bin.decisions, 0);
  const bins = BIN_COLUMNS.map(({ title }, i): TextColumn => ({ title, align: i === 0 ? 'left' : 'right', dropped: DROPPED[i] ?? 0 }));
  const grid = GROUP_COLUMNS.map(
    (title, i): TextColumn => ({ title, align: i < 3 ? 'left' : 'right', dropped: i < 2 ? 0 : i < 6 ? 1 : 2 }),
  );
  const lines = [
    `${counted(decisions, 'decision')} in ${counted(sessions, 'session')}; intervals: 95 %, ${counted(resamples, 'resample')} of traces, seed ${seed}.`,
    'Predicted: the chance of a stall before the next segment is there, as the decision reports it.',
    FINISHED_WORDS,
    PLAYED_WORDS,
    '',
    ...textGrid(bins, binRows(all), width),
    '',
    recalibrationText(calibration),
    '',
    'By player and network; share of outcomes below the quantiles of the forecast, which should be 5, 50 and 95 %:',
    ...textGrid(grid, groups.map(groupRow), width),
  ];
  return `${lines.join('\n')}\n`;
}

/** Of a narrow terminal's columns, these go first. */
const DROPPED: readonly number[] = [0, 1, 2, 0, 0, 0, 0, 1, 1, 2];

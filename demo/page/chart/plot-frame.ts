/** What both plots share, so that their time axes line up to the pixel. */
import type uPlot from 'uplot';
import type { ChartTheme } from './theme.ts';

export const Y_AXIS_WIDTH = 46;
export const RIGHT_AXIS_WIDTH = 58;
/** Top, right, bottom, left; CSS pixels. */
export const PLOT_PADDING: uPlot.Padding = [6, 0, 0, 0];

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

export function timeAxis(theme: ChartTheme, labelled: boolean): uPlot.Axis {
  return {
    stroke: theme.text,
    font: theme.font,
    size: labelled ? 26 : 12,
    gap: 4,
    space: 56,
    incrs: [5, 10, 15, 30, 60, 120, 300],
    grid: { stroke: theme.grid, width: 1 },
    ticks: { show: false },
    values: (_plot, splits) => splits.map((seconds) => (labelled ? clock(seconds) : '')),
  };
}

/** Lower plot: media buffered ahead of the playhead, and the stalls that follow when it runs out. */
import uPlot from 'uplot';
import type { Rule } from '../run-options.ts';
import type { ChartColumns } from './columns.ts';
import { drawAhead, drawStalls, type Marks } from './marks.ts';
import { PLOT_PADDING, RIGHT_AXIS_WIDTH, timeAxis, Y_AXIS_WIDTH } from './plot-frame.ts';
import { type ChartTheme, ruleColour } from './theme.ts';

/** Least top of the axis, seconds. */
const LEAST_TOP_SECONDS = 20;

export const bufferData = (columns: ChartColumns): uPlot.AlignedData => [
  columns.atSeconds,
  ...columns.sides.map((side) => side.bufferSeconds),
];

export interface BufferPlotRequest {
  readonly host: HTMLElement;
  readonly width: number;
  readonly height: number;
  readonly rules: readonly Rule[];
  readonly theme: ChartTheme;
  readonly marks: () => Marks;
  readonly onCursor: (row: number | null) => void;
}

export function createBufferPlot({ host, width, height, rules, theme, marks, onCursor }: BufferPlotRequest): uPlot {
  const options: uPlot.Options = {
    width,
    height,
    padding: PLOT_PADDING,
    legend: { show: false },
    cursor: { sync: { key: 'evenkeel' }, y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, Math.max(LEAST_TOP_SECONDS, Math.ceil((max ?? 0) / 10) * 10)] } },
    axes: [
      timeAxis(theme, true),
      {
        size: Y_AXIS_WIDTH,
        stroke: theme.text,
        font: theme.font,
        space: 24,
        grid: { stroke: theme.grid, width: 1 },
        ticks: { show: false },
        values: (_plot, splits) => splits.map((s) => `${s} s`),
      },
      // Empty: keeps the plot area as wide as the one above.
      {
        side: 1,
        scale: 'y',
        size: RIGHT_AXIS_WIDTH,
        stroke: theme.text,
        grid: { show: false },
        ticks: { show: false },
        values: (_plot, splits) => splits.map(() => ''),
      },
    ],
    series: [
      {},
      ...rules.map((rule) => ({
        label: rule,
        stroke: ruleColour(theme, rule),
        width: 2,
        points: { show: false },
        ...(rule === 'evenkeel' ? {} : { dash: [7, 3] }),
      })),
    ],
    hooks: {
      drawClear: [(plot) => drawStalls(plot, marks(), theme, true)],
      draw: [(plot) => drawAhead(plot, marks().nowSeconds, theme)],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
  return new uPlot(options, [[], ...rules.map(() => [])], host);
}

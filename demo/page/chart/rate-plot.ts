/** Upper plot: the link's true rate, Evenkeel's forecast of it, and the rendition each side loads. */
import uPlot from 'uplot';
import type { FilmRung } from '../film.ts';
import type { Rule } from '../run-options.ts';
import { type ChartColumns, FLOOR_MBPS } from './columns.ts';
import { drawAhead, drawStalls, type Marks } from './marks.ts';
import { PLOT_PADDING, RIGHT_AXIS_WIDTH, timeAxis, Y_AXIS_WIDTH } from './plot-frame.ts';
import { type ChartTheme, ruleColour } from './theme.ts';

const TICKS_MBPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
/** Two lines on the same rung are drawn this factor apart, so that both stay visible. */
const APART = 1.035;

/** Lines, and the rate too where two rungs share a resolution. */
const rungLabel = (rungs: readonly FilmRung[], mbps: number): string => {
  const rung = rungs.find((candidate) => candidate.rateBitsPerSecond / 1e6 === mbps);
  if (!rung) return '';
  const rate = String(Number(mbps.toPrecision(2)));
  if (rung.heightPixels === 0) return rate;
  const isAlone = rungs.filter((candidate) => candidate.heightPixels === rung.heightPixels).length === 1;
  return isAlone ? `${rung.heightPixels}p` : `${rung.heightPixels}p ${rate}`;
};

/** Row data in uPlot's order. */
export function rateData(columns: ChartColumns): uPlot.AlignedData {
  const lines = [...columns.sides.map((side) => side.rungMbps), ...(columns.wishMbps ? [columns.wishMbps] : [])];
  return [
    columns.atSeconds,
    columns.linkMbps,
    columns.forecastHighMbps,
    columns.forecastLowMbps,
    columns.forecastMedianMbps,
    ...lines.map((line, i) => line.map((rate) => (rate === null || lines.length === 1 ? rate : i === 0 ? rate / APART : rate * APART))),
  ];
}

export interface RatePlotRequest {
  readonly host: HTMLElement;
  readonly width: number;
  readonly height: number;
  /** One line each; the second may be what Evenkeel would load. */
  readonly rules: readonly Rule[];
  /** Labelled on the right. */
  readonly rungs: readonly FilmRung[];
  readonly topMbps: number;
  readonly theme: ChartTheme;
  readonly marks: () => Marks;
  readonly onCursor: (row: number | null) => void;
}

export function createRatePlot({ host, width, height, rules, rungs, topMbps, theme, marks, onCursor }: RatePlotRequest): uPlot {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const thin = { points: { show: false } };
  const options: uPlot.Options = {
    width,
    height,
    padding: PLOT_PADDING,
    legend: { show: false },
    cursor: { sync: { key: 'evenkeel' }, y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: false }, y: { distr: 3, log: 10, range: () => [FLOOR_MBPS, topMbps] } },
    axes: [
      timeAxis(theme, false),
      {
        size: Y_AXIS_WIDTH,
        stroke: theme.text,
        font: theme.font,
        grid: { stroke: theme.grid, width: 1 },
        ticks: { show: false },
        splits: () => TICKS_MBPS.filter((tick) => tick >= FLOOR_MBPS && tick <= topMbps),
        filter: (_plot, splits) => splits,
        values: (_plot, splits) => splits.map((tick) => (tick === FLOOR_MBPS ? '≤ 0.1' : String(tick))),
      },
      {
        side: 1,
        scale: 'y',
        size: RIGHT_AXIS_WIDTH,
        stroke: theme.text,
        font: theme.font,
        grid: { show: false },
        ticks: { stroke: theme.text, width: 1, size: 4 },
        splits: () => rungs.map((rung) => rung.rateBitsPerSecond / 1e6).filter((rate) => rate <= topMbps),
        filter: (_plot, splits) => splits,
        values: (_plot, splits) => splits.map((rate) => (rate === null ? '' : rungLabel(rungs, rate))),
      },
    ],
    series: [
      {},
      { label: 'Link', stroke: theme.link, fill: theme.linkFill, width: 1, ...(stepped ? { paths: stepped } : {}), ...thin },
      { label: 'Forecast 95 %', stroke: 'transparent', width: 0, ...thin },
      { label: 'Forecast 5 %', stroke: 'transparent', width: 0, ...thin },
      { label: 'Forecast median', stroke: theme.forecast, width: 1.5, ...thin },
      ...rules.map((rule) => ({
        label: rule,
        stroke: ruleColour(theme, rule),
        width: 2.25,
        ...(rule === 'evenkeel' ? {} : { dash: [7, 3] }),
        ...(stepped ? { paths: stepped } : {}),
        ...thin,
      })),
    ],
    bands: [{ series: [2, 3], fill: theme.forecastFill }],
    hooks: {
      drawClear: [(plot) => drawStalls(plot, marks(), theme, false)],
      draw: [(plot) => drawAhead(plot, marks().nowSeconds, theme)],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
  return new uPlot(options, [[], [], [], [], [], ...rules.map(() => [])], host);
}

/** The two plots and their legend as one figure that follows a run. */
import 'uplot/dist/uPlot.min.css';
import type uPlot from 'uplot';
import { byId, element } from '../element.ts';
import type { FilmRung } from '../film.ts';
import { bufferData, createBufferPlot } from './buffer-plot.ts';
import { type ChartColumns, type ChartSource, chartColumns } from './columns.ts';
import { createLegend } from './legend.ts';
import { type Marks, NO_MARKS } from './marks.ts';
import { createRatePlot, rateData } from './rate-plot.ts';
import { readTheme } from './theme.ts';

/** The window: grows to this length, then slides. */
const WINDOW_SECONDS = 180;
const LEAST_WINDOW_SECONDS = 60;
/** How far ahead of now the link's rate is shown. */
const AHEAD_SECONDS = 8;
const LADDER_TOP_MBPS = 12;
const BUFFER_SHARE = 0.3;

export interface Chart {
  /** Begins a new run: axes, legend and colours fit it. The rungs are labelled on the right, lowest rate first. */
  follow(source: ChartSource, rungs: readonly FilmRung[]): void;
  /** Shows a network before the first run; the ladder of a title of one's own is not known yet. */
  preview(profile: ChartSource['profile'], rungs: readonly FilmRung[]): void;
  /** Draws what happened since. */
  update(): void;
}

export function createChart(host: HTMLElement): Chart {
  const legendHost = element('div', { class: 'legend' });
  const plotHost = element('div', { class: 'plots', 'aria-hidden': 'true' });
  host.append(legendHost, plotHost);
  let run: ChartSource | undefined;
  let rungs: readonly FilmRung[] = [];
  let marks: Marks = NO_MARKS;
  let columns: ChartColumns | undefined;
  let plots: { rate: uPlot; buffer: uPlot } | undefined;
  let legend = createLegend(legendHost, []);
  let cursorRow: number | null = null;

  const heights = (): { rate: number; buffer: number } => {
    const total = plotHost.clientHeight || 320;
    const buffer = Math.round(total * BUFFER_SHARE);
    return { rate: total - buffer, buffer };
  };
  const build = (): void => {
    if (!run) return;
    plots?.rate.destroy();
    plots?.buffer.destroy();
    const theme = readTheme();
    const rules = run.sides.map((side) => side.rule);
    const topMbps = Math.max(
      LADDER_TOP_MBPS,
      ...run.profile.trace.segments.map((segment) => (segment.rateBitsPerSecond / 1e6) * 1.15),
      ...rungs.map((rung) => (rung.rateBitsPerSecond / 1e6) * 1.15),
    );
    const width = plotHost.clientWidth;
    const onCursor = (row: number | null): void => {
      if (row === cursorRow) return;
      cursorRow = row;
      showValues();
    };
    const common = { host: plotHost, width, rules, theme, marks: () => marks, onCursor };
    plots = {
      rate: createRatePlot({
        ...common,
        rules: rules.includes('observe') ? [...rules, 'evenkeel'] : rules,
        height: heights().rate,
        rungs,
        topMbps,
      }),
      buffer: createBufferPlot({ ...common, height: heights().buffer }),
    };
    update();
  };
  const showValues = (): void => {
    if (!columns || !run) return;
    const nowRow = columns.atSeconds.filter((time) => time <= (run as ChartSource).elapsedSeconds()).length - 1;
    legend.show(columns, cursorRow ?? Math.max(0, nowRow));
  };
  const update = (): void => {
    if (!run || !plots) return;
    const elapsed = run.elapsedSeconds();
    const toSeconds =
      run.sides.length === 0
        ? run.profile.trace.durationSeconds
        : Math.max(LEAST_WINDOW_SECONDS, Math.ceil((elapsed + AHEAD_SECONDS) / 5) * 5);
    const fromSeconds = Math.max(0, toSeconds - WINDOW_SECONDS);
    columns = chartColumns(run, fromSeconds, toSeconds);
    marks = { nowSeconds: elapsed, stalls: run.sides.map((side, i) => ({ rule: side.rule, spans: columns?.sides[i]?.stalls ?? [] })) };
    plots.rate.setData(rateData(columns));
    plots.buffer.setData(bufferData(columns));
    showValues();
  };

  new ResizeObserver(() => {
    if (!plots || plotHost.clientWidth === 0) return;
    plots.rate.setSize({ width: plotHost.clientWidth, height: heights().rate });
    plots.buffer.setSize({ width: plotHost.clientWidth, height: heights().buffer });
  }).observe(plotHost);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', build);

  const follow = (next: ChartSource, ladder: readonly FilmRung[]): void => {
    run = next;
    rungs = ladder;
    byId('profile-sentence').textContent = `${next.profile.title}: ${next.profile.description}`;
    cursorRow = null;
    legend = createLegend(legendHost, next.sides);
    build();
  };
  return {
    follow,
    preview: (profile, ladder) => follow({ profile, sides: [], startedAtSeconds: 0, elapsedSeconds: () => 0 }, ladder),
    update,
  };
}

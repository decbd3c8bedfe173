/** The study as one HTML page, with the reliability diagram. */
import * as Plot from '@observablehq/plot';
import { chart } from '../report/chart.ts';
import { dataTable, folded } from '../report/data-table.ts';
import { counted } from '../report/figures.ts';
import { html, type Markup, slug } from '../report/markup.ts';
import { renderPage } from '../report/page.ts';
import { type Bin, CLAIMED_FACTOR } from './bins.ts';
import { CLAIMED_SHARES, type Coverage } from './coverage.ts';
import type { Calibration, CalibrationGroup } from './study.ts';
import {
  BIN_COLUMNS,
  binName,
  binRows,
  FINISHED_WORDS,
  GROUP_COLUMNS,
  groupRow,
  PLAYED_WORDS,
  percent,
  range,
  recalibrationText,
} from './words.ts';

/** Both axes are logarithmic: a risk of one in a thousand matters. */
const LEAST_SHOWN = 1e-4;

export function calibrationPage(calibration: Calibration, facts: string): string {
  const { groups, sessions, resamples, seed } = calibration;
  const all = groups[0] as CalibrationGroup;
  const by = (kind: CalibrationGroup['by']): CalibrationGroup[] => groups.filter((group) => group.by === kind);
  const diagrams = (shown: readonly CalibrationGroup[]): Markup => html`<div class="charts">${shown.map(reliability)}</div>`;
  const tables = (shown: readonly CalibrationGroup[]): Markup =>
    folded(
      'Figures',
      shown.map((group) => binTable(group)),
    );
  return renderPage({
    title: 'Calibration: does playback stall as often as Evenkeel says?',
    facts: `${facts}. ${counted(sessions, 'session')}, ${counted(resamples, 'resample')} of traces, seed ${seed}.`,
    sections: [
      {
        title: 'Stall risk',
        content: html`<p>A decision reports the chance that playback stalls before the next segment is there. Inside the band it happened within a factor of ${CLAIMED_FACTOR} of that. ${FINISHED_WORDS} Hollow: too few to say. ${PLAYED_WORDS}</p>${diagrams([all])}${binTable(all)}<p>${recalibrationText(calibration)}</p>`,
      },
      { title: 'By player', content: html`${diagrams(by('player'))}${tables(by('player'))}` },
      { title: 'By network', content: html`${diagrams(by('network'))}${tables(by('network'))}` },
      {
        title: 'Forecast',
        content: html`<p>Share of outcomes below the 5 %, 50 % and 95 % quantiles of the forecast: of the next segment's throughput, and of the mean over the window.</p>${[
          coverageTable('Next segment', groups, ({ next }) => next),
          coverageTable('Window', groups, ({ window }) => window),
          dataTable({ caption: 'Verdicts', columns: ['Group', ...GROUP_COLUMNS.slice(1)], rows: groups.map(groupRow) }),
        ]}`,
      },
    ],
    footer: "Made by Evenkeel's benchmark.",
  });
}

const binTable = (group: CalibrationGroup): Markup =>
  dataTable({ caption: group.label, columns: BIN_COLUMNS.map(({ title }) => title), rows: binRows(group) });

const coverageTable = (caption: string, groups: readonly CalibrationGroup[], of: (group: CalibrationGroup) => Coverage): Markup =>
  dataTable({
    caption: `${caption}: share below each quantile, % [95 %]`,
    columns: ['Group', 'Forecasts', ...CLAIMED_SHARES.map((share) => `${100 * share} %`)],
    rows: groups.map((group) => {
      const { count, below, intervals } = of(group);
      return [group.label, count.toLocaleString('en'), ...below.map((share, i) => `${percent(share)} ${range(intervals[i] ?? null)}`)];
    }),
  });

function reliability({ by, label, finished }: CalibrationGroup): Markup {
  const shown = finished.filter(({ decisions }) => decisions > 0);
  const clamp = (share: number): number => Math.max(LEAST_SHOWN, Math.min(1, share));
  const colour = by === 'all' ? 'var(--rule-0)' : by === 'player' ? 'var(--rule-1)' : 'var(--rule-2)';
  const ends = [LEAST_SHOWN, 1].map((x) => ({ x }));
  // With the points at which an edge of the band meets that of the chart.
  const band = [LEAST_SHOWN, LEAST_SHOWN * CLAIMED_FACTOR, 1 / CLAIMED_FACTOR, 1].map((x) => ({
    x,
    low: clamp(x / CLAIMED_FACTOR),
    high: clamp(x * CLAIMED_FACTOR),
  }));
  const words = shown.map((bin) => `${binName(bin)}: ${percent(bin.observed)} %`).join(', ');
  return chart({
    id: `reliability-${by}-${slug(label)}`,
    title: label === 'all' ? 'All decisions' : label,
    note: 'Right and above: likelier. What is below the edge is drawn at the edge.',
    description: `Observed against predicted stall risk, by bin, on logarithmic axes. Stalled: ${words}. The figures are in the table below.`,
    plot: {
      height: 320,
      marginLeft: 52,
      marginBottom: 40,
      x: { type: 'log', domain: [LEAST_SHOWN, 1], label: 'predicted, %', tickFormat: axisPercent, ticks: 4, grid: true },
      y: { type: 'log', domain: [LEAST_SHOWN, 1], label: 'stalled, %', tickFormat: axisPercent, ticks: 4, grid: true },
      marks: [
        Plot.areaY(band, { x: 'x', y1: 'low', y2: 'high', fill: 'currentColor', fillOpacity: 0.1 }),
        Plot.line(ends, { x: 'x', y: 'x', stroke: 'currentColor', strokeDasharray: '4 3' }),
        Plot.ruleX(shown, {
          x: ({ predicted }: Bin) => clamp(predicted),
          y1: ({ interval, observed }: Bin) => clamp(interval?.[0] ?? observed),
          y2: ({ interval, observed }: Bin) => clamp(interval?.[1] ?? observed),
          stroke: colour,
        }),
        Plot.dot(shown, {
          x: ({ predicted }: Bin) => clamp(predicted),
          y: ({ observed }: Bin) => clamp(observed),
          stroke: colour,
          fill: ({ verdict }: Bin) => (verdict === 'too few' ? 'var(--page)' : colour),
          r: 4,
        }),
      ],
    },
  });
}

const axisPercent = (share: number): string => String(Number((100 * share).toPrecision(2)));

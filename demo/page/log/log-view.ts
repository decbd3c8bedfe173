/** The event log and the table of figures over time: the chart's content as text. */

import { chartColumns } from '../chart/columns.ts';
import { byId, element } from '../element.ts';
import { formatClock, formatMbps } from '../figures.ts';
import type { Run } from '../run.ts';
import { runLog } from './run-log.ts';

const MOST_LINES = 200;
const TABLE_STEP_SECONDS = 5;
/** The log's rows change at most this often, so that a reader can hold a place. */
const REFRESH_MILLISECONDS = 2000;

export interface LogView {
  follow(run: Run): void;
  update(): void;
}

const rate = (mbps: number | null | undefined): string => (mbps === null || mbps === undefined ? '–' : formatMbps(mbps * 1e6));

export function createLogView(): LogView {
  const list = byId<HTMLTableSectionElement>('log-rows');
  const head = byId('series-head');
  const body = byId<HTMLTableSectionElement>('series-rows');
  const details = byId<HTMLDetailsElement>('series');
  // Browsers differ in whether a scroller can be reached with the keyboard by itself.
  for (const scroller of document.querySelectorAll<HTMLElement>('.scroller')) scroller.tabIndex = 0;
  let run: Run | undefined;
  let refreshedAt = Number.NEGATIVE_INFINITY;
  let shownLines = -1;

  const showLog = (current: Run): void => {
    const lines = runLog(current);
    if (lines.length === shownLines) return;
    shownLines = lines.length;
    const rows = lines.slice(-MOST_LINES).reverse();
    list.replaceChildren(
      ...rows.map((line) =>
        element(
          'tr',
          { 'data-kind': line.kind },
          element('td', { class: 'number' }, formatClock(line.atSeconds)),
          element('td', {}, line.side),
          element('td', {}, line.text),
        ),
      ),
    );
  };
  const showSeries = (current: Run): void => {
    if (!details.open) return;
    const columns = chartColumns(current, 0, Math.max(0, current.elapsedSeconds()));
    const hasForecast = current.sides.some((side) => side.decisionLog);
    head.replaceChildren(
      ...[
        'Time',
        'Link',
        ...(hasForecast ? ['Forecast median', 'Forecast 5–95 %'] : []),
        ...current.sides.flatMap((side) => [`${side.title}: rate`, `${side.title}: buffer`]),
      ].map((text) => element('th', { scope: 'col' }, text)),
    );
    const everyRow = Math.max(1, Math.round(TABLE_STEP_SECONDS / 0.5));
    body.replaceChildren(
      ...columns.atSeconds.flatMap((time, row) => {
        if (row % everyRow !== 0) return [];
        const low = columns.forecastLowMbps[row];
        const high = columns.forecastHighMbps[row];
        const cells = [
          rate(columns.linkMbps[row]),
          ...(hasForecast
            ? [rate(columns.forecastMedianMbps[row]), low == null || high == null ? '–' : `${low.toPrecision(2)}–${high.toPrecision(2)}`]
            : []),
          ...columns.sides.flatMap((side) => [
            rate(side.rungMbps[row]),
            side.bufferSeconds[row] == null ? '–' : `${side.bufferSeconds[row]?.toFixed(1)} s`,
          ]),
        ];
        return [
          element(
            'tr',
            {},
            element('th', { scope: 'row', class: 'number' }, formatClock(time)),
            ...cells.map((text) => element('td', { class: 'number' }, text)),
          ),
        ];
      }),
    );
  };
  const refresh = (): void => {
    if (!run) return;
    showLog(run);
    showSeries(run);
  };
  details.addEventListener('toggle', refresh);
  return {
    follow(next) {
      run = next;
      shownLines = -1;
      refreshedAt = Number.NEGATIVE_INFINITY;
      list.replaceChildren();
      body.replaceChildren();
    },
    update() {
      const now = performance.now();
      if (now - refreshedAt < REFRESH_MILLISECONDS) return;
      refreshedAt = now;
      refresh();
    },
  };
}

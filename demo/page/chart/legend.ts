/** Names of the lines with their values at the cursor, or now. Text, so that it can be read and selected. */
import { element } from '../element.ts';
import { formatClock, formatMbps } from '../figures.ts';
import type { Side } from '../side.ts';
import type { ChartColumns, Column } from './columns.ts';

export interface Legend {
  show(columns: ChartColumns, row: number): void;
}

interface Entry {
  readonly value: HTMLElement;
  readonly text: (columns: ChartColumns, row: number) => string;
}

const at = (column: Column | undefined, row: number): number | null => column?.[row] ?? null;
const mbps = (value: number | null): string => (value === null ? '–' : formatMbps(value * 1e6));

/** Fills `host` with one entry per line of the chart. */
export function createLegend(host: HTMLElement, sides: readonly Pick<Side, 'title' | 'rule' | 'decisionLog'>[]): Legend {
  const entries: Entry[] = [];
  const add = (kind: string, name: string, text: Entry['text']): void => {
    const value = element('span', { class: 'legend-value' }, '–');
    host.append(
      element('span', { class: 'legend-entry' }, element('i', { class: `key key-${kind}`, 'aria-hidden': 'true' }), name, ' ', value),
    );
    entries.push({ value, text });
  };
  const time = element('span', { class: 'legend-time' });
  host.replaceChildren(time);
  add('link', 'Link', (columns, row) => mbps(at(columns.linkMbps, row)));
  sides.forEach((side, i) => {
    add(side.rule === 'evenkeel' ? 'evenkeel' : 'builtin', side.rule === 'evenkeel' ? 'Evenkeel' : 'Built-in rule', (columns, row) => {
      const buffer = at(columns.sides[i]?.bufferSeconds, row);
      return `${mbps(at(columns.sides[i]?.rungMbps, row))}${buffer === null ? '' : `, buffer ${buffer.toFixed(0)} s`}`;
    });
  });
  if (sides.some((side) => side.rule === 'observe'))
    add('evenkeel', 'Evenkeel would load', (columns, row) => mbps(at(columns.wishMbps, row)));
  if (sides.some((side) => side.decisionLog)) {
    add('forecast', 'Forecast 30 s', (columns, row) => {
      const low = at(columns.forecastLowMbps, row);
      const high = at(columns.forecastHighMbps, row);
      return low === null || high === null
        ? '–'
        : `${mbps(at(columns.forecastMedianMbps, row))} (${low.toPrecision(2)}–${high.toPrecision(2)})`;
    });
  }
  if (sides.length > 0)
    host.append(element('span', { class: 'legend-entry' }, element('i', { class: 'key key-stall', 'aria-hidden': 'true' }), 'Stall'));
  return {
    show(columns, row) {
      time.textContent = formatClock(columns.atSeconds[row] ?? 0);
      for (const entry of entries) entry.value.textContent = entry.text(columns, row);
    },
  };
}

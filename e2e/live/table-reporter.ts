/** Prints one table of all rows that the tests attached. */
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import type { LiveFigures } from './watch.ts';

/** Attached as JSON under this name. */
export const ROW_NAME = 'live-row';

export interface LiveRow {
  readonly combination: string;
  readonly link: string;
  readonly targetSeconds: number;
  readonly rule: string;
  readonly figures: LiveFigures;
}

const COLUMNS: readonly (readonly [string, (row: LiveRow) => string])[] = [
  ['player, stream', ({ combination }) => combination],
  ['link', ({ link }) => link],
  ['rule', ({ rule }) => rule],
  ['stalls', ({ figures }) => String(figures.stallCount)],
  ['stalled s', ({ figures }) => figures.stallSeconds.toFixed(1)],
  ['target s', ({ targetSeconds }) => targetSeconds.toFixed(1)],
  ['latency s', ({ figures }) => figures.latencyMeanSeconds.toFixed(1)],
  ['p95 s', ({ figures }) => figures.latencyP95Seconds.toFixed(1)],
  ['buffer s', ({ figures }) => `${figures.bufferMeanSeconds.toFixed(1)} max ${figures.bufferMaxSeconds.toFixed(1)}`],
  ['switches', ({ figures }) => String(figures.switches)],
  ['Mbps', ({ figures }) => (figures.meanRateBitsPerSecond / 1e6).toFixed(2)],
  ['rescues', ({ figures, rule }) => (rule === 'built-in' ? '' : String(figures.rescues))],
  ['source-limited', ({ figures, rule }) => (rule === 'built-in' ? '' : String(figures.sourceLimited))],
];

export default class TableReporter implements Reporter {
  private readonly rows: LiveRow[] = [];

  onTestEnd(_test: TestCase, { attachments }: TestResult): void {
    for (const { name, body } of attachments) if (name === ROW_NAME && body) this.rows.push(JSON.parse(body.toString()) as LiveRow);
  }

  onEnd(): void {
    const cells = [COLUMNS.map(([title]) => title), ...this.rows.map((row) => COLUMNS.map(([, read]) => read(row)))];
    const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => (line[column] ?? '').length)));
    console.log(`\n${cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')}`);
  }
}

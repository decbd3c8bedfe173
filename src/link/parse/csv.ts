import type { NetworkTrace } from '../trace.ts';
import { checkNumber, TRACE_LIMITS } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import type { CsvColumn, CsvColumns } from './csv-columns.ts';
import { readColumns, untitledColumns } from './csv-columns.ts';
import { SegmentList } from './segment-list.ts';
import type { TextRow } from './text-rows.ts';
import { isNumeric, numberIn, traceNameOf } from './text-rows.ts';

interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * CSV, separated by comma, semicolon, tab or space. Columns are known by title and unit (`time_s`, `duration_ms`,
 * `bandwidth_kbps`, `throughput (Mbit/s)`, `latency_ms`); time and duration without a unit are seconds. Without
 * titles the columns are duration_ms, bandwidth_kbps and perhaps latency_ms.
 * With times, the rate of a row holds until the next row, that of the last row as long as the one before it did.
 */
export function parseCsv(rows: readonly TextRow[], fileName: string): NetworkTrace {
  const separator = separatorOf(rows[0]?.text ?? '');
  const table = rows.map((row): CsvRow => ({ cells: cellsOf(row.text, separator), line: row.line }));
  const first = table[0];
  if (first === undefined) throw new TraceError(fileName, 'must not be empty', '');
  const hasTitles = !first.cells.every(isNumeric);
  const path = `${fileName}:${first.line}`;
  const data = hasTitles ? table.slice(1) : table;
  const columns = hasTitles
    ? readColumns(first.cells, path)
    : untitledColumns(
        first.cells,
        data.map(({ cells }) => Number(cells[0])),
        path,
      );
  if (data.length === 0) throw new TraceError(path, 'must be followed by rows of numbers', first.cells.join(','));
  const list = new SegmentList(fileName);
  const durations = columns.duration ? undefined : durationsBetween(data, columns, fileName);
  for (const [i, row] of data.entries()) {
    const at = `${fileName}:${row.line}`;
    checkCells(row, columns, at);
    const seconds = durations?.[i] ?? read(row, columns.duration, at, TRACE_LIMITS.durationSeconds) ?? 0;
    const rate = read(row, columns.rate, at, TRACE_LIMITS.rateBitsPerSecond) ?? 0;
    list.add(at, seconds, rate, read(row, columns.latency, at, TRACE_LIMITS.latencySeconds));
  }
  return list.toTrace(traceNameOf(fileName));
}

function durationsBetween(data: readonly CsvRow[], columns: CsvColumns, fileName: string): number[] {
  const last = data.at(-1);
  if (data.length < 2)
    throw new TraceError(`${fileName}:${last?.line ?? 1}`, 'must not be the only row: a time alone has no duration', data.length);
  const durations: number[] = [];
  let sinceSeconds: number | undefined;
  for (const row of data) {
    const at = `${fileName}:${row.line}`;
    checkCells(row, columns, at);
    const seconds = read(row, columns.time, at, Number.MAX_VALUE) ?? 0;
    if (sinceSeconds !== undefined) {
      if (seconds < sinceSeconds) throw new TraceError(`${at}.${columns.time?.title}`, `must not go back from ${sinceSeconds} s`, seconds);
      durations.push(seconds - sinceSeconds);
    }
    sinceSeconds = seconds;
  }
  durations.push(durations.at(-1) ?? 0);
  return durations;
}

function checkCells(row: CsvRow, columns: CsvColumns, path: string): void {
  if (row.cells.length !== columns.count)
    throw new TraceError(path, `must have ${columns.count} columns as the first line has`, row.cells.length);
}

/** A cell in seconds or bits per second; `undefined` without the column, or where a latency is left empty. */
function read(row: CsvRow, column: CsvColumn | undefined, path: string, max: number): number | undefined {
  if (column === undefined) return undefined;
  const cell = row.cells[column.index] ?? '';
  const at = `${path}.${column.title}`;
  const value = numberIn(cell);
  checkNumber(value, at, max / column.scale);
  return value * column.scale;
}

function separatorOf(line: string): RegExp | string {
  return [',', ';', '\t'].find((separator) => line.includes(separator)) ?? /\s+/;
}

/** Splits a line, honouring quotes (`"a,b"`, `""` for a quote). */
function cellsOf(line: string, separator: RegExp | string): string[] {
  if (!line.includes('"') || typeof separator !== 'string') return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const character = line[i] as string;
    if (character === '"') {
      if (isQuoted && line[i + 1] === '"') {
        cell += character;
        i += 1;
      } else {
        isQuoted = !isQuoted;
      }
    } else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += character;
    }
  }
  return [...cells, cell.trim()];
}

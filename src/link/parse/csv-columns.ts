import { TraceError } from '../trace-error.ts';

/** What a column holds, and what one of its units is in seconds or bits per second. */
export interface CsvColumn {
  readonly index: number;
  readonly title: string;
  readonly scale: number;
}

/** The columns of a CSV file that make a trace; the others are not read. */
export interface CsvColumns {
  readonly count: number;
  readonly rate: CsvColumn;
  /** How long a row lasts; wins over `time`. */
  readonly duration?: CsvColumn;
  /** When a row begins. */
  readonly time?: CsvColumn;
  readonly latency?: CsvColumn;
}

type Role = 'rate' | 'duration' | 'time' | 'latency';
interface Reading {
  readonly role: Role;
  /** `undefined`: the title names no unit, and the role has no customary one. */
  readonly scale: number | undefined;
}

const RATE_UNIT = /^([kmg]?)(?:bps|bits?\/s|b\/s)$/;
const RATE_SCALES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };
const TIME_SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|secs?|seconds?)$/, 1],
  [/^(?:ms|msecs?|millis|milliseconds?)$/, 1e-3],
  [/^(?:us|usecs?|micros|microseconds?)$/, 1e-6],
];
const WORDS: readonly (readonly [Role, RegExp])[] = [
  ['latency', /^(?:latency|rtt|ping|delay)$/],
  ['duration', /^(?:duration|interval|length|span)$/],
  ['time', /^(?:time|timestamp|elapsed|t)$/],
  ['rate', /^(?:bandwidth|rate|bitrate|throughput|speed|capacity)$/],
];
/** `KBps`, `MB/s`: bytes for some writers, bits for others. */
const BYTES = /(?:^|[^A-Za-z])[kKMG]?B(?:ps|\/s)(?:$|[^A-Za-z])/;
const NAME_THEM = 'name them in a first line such as "time_s,bandwidth_kbps" or "duration_ms,bandwidth_kbps,latency_ms"';

/** Finds the columns by their titles. `path` names the line of the titles. */
export function readColumns(titles: readonly string[], path: string): CsvColumns {
  const found: Record<Role, CsvColumn[]> = { rate: [], duration: [], time: [], latency: [] };
  const unitless: string[] = [];
  for (const [index, title] of titles.entries()) {
    if (BYTES.test(title)) throw new TraceError(path, 'must not name a rate that could be bytes or bits: write kbps or Mbit/s', title);
    const reading = readTitle(title);
    if (reading === undefined) continue;
    if (reading.scale === undefined) unitless.push(title);
    else found[reading.role].push({ index, title, scale: reading.scale });
  }
  for (const [role, columns] of Object.entries(found)) {
    if (columns.length < 2) continue;
    const list = columns.map(({ title }) => title).join(', ');
    throw new TraceError(path, `must have one column of ${role}, which one is meant is ambiguous`, list);
  }
  if (unitless.length > 0 && (found.rate.length === 0 || unitless.some((title) => readTitle(title)?.role === 'latency'))) {
    throw new TraceError(path, 'must name the unit of its column, as in bandwidth_kbps or latency_ms', unitless.join(', '));
  }
  const [rate] = found.rate;
  if (rate === undefined) throw new TraceError(path, `must have a column of rate (${NAME_THEM})`, titles.join(' '));
  const [duration] = found.duration;
  const [time] = found.time;
  if (duration === undefined && time === undefined) {
    throw new TraceError(path, `must have a column of time or duration (${NAME_THEM})`, titles.join(' '));
  }
  const [latency] = found.latency;
  return { count: titles.length, rate, ...(duration && { duration }), ...(time && { time }), ...(latency && { latency }) };
}

/** Columns of a file without titles: the order of Sabre and of the normal form. */
export function untitledColumns(first: readonly string[], firstCells: readonly number[], path: string): CsvColumns {
  if (first.length < 2 || first.length > 3) throw new TraceError(path, `must have titles (${NAME_THEM})`, first.join(' '));
  if (firstCells.length > 1 && firstCells.every((value, i) => i === 0 || value > (firstCells[i - 1] as number))) {
    throw new TraceError(path, `must have titles, its first column could be times or durations (${NAME_THEM})`, first.join(' '));
  }
  return readColumns(['duration_ms', 'bandwidth_kbps', 'latency_ms'].slice(0, first.length), path);
}

function readTitle(title: string): Reading | undefined {
  const words = title
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_]*per[\s_]*s(?:ec(?:ond)?)?(?![a-z])/g, '/s')
    .split(/[^a-z0-9/]+/)
    .filter((word) => word !== '');
  for (const word of words) {
    const unit = RATE_UNIT.exec(word);
    if (unit !== null) return { role: 'rate', scale: RATE_SCALES[unit[1] ?? ''] };
  }
  const timeScale = words.map((word) => TIME_SCALES.find(([unit]) => unit.test(word))?.[1]).find((scale) => scale !== undefined);
  const role = WORDS.find(([, names]) => words.some((word) => names.test(word)))?.[0];
  if (role === 'time' || role === 'duration') return { role, scale: timeScale ?? 1 };
  if (role === 'latency') return { role, scale: timeScale };
  if (role === 'rate') return { role, scale: undefined };
  return words.length === 1 && timeScale !== undefined ? { role: 'time', scale: timeScale } : undefined;
}

import type { NetworkTrace } from '../trace.ts';
import { checkNumber, TRACE_LIMITS } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import { SegmentList } from './segment-list.ts';
import type { TextRow } from './text-rows.ts';
import { numberIn, traceNameOf } from './text-rows.ts';

/**
 * Pensieve's "cooked" form: `seconds Mbit/s` a line. The rate of a line holds from the line before until this one,
 * so the first line only starts the clock, as in Pensieve's own env.py.
 */
export function parsePensieve(rows: readonly TextRow[], fileName: string): NetworkTrace {
  const list = new SegmentList(fileName);
  let sinceSeconds: number | undefined;
  for (const row of rows) {
    const path = `${fileName}:${row.line}`;
    const cells = row.text.split(/\s+/);
    if (cells.length !== 2) throw new TraceError(path, 'must be two numbers, seconds and Mbit/s (Pensieve)', row.text);
    const [seconds, megabits] = cells.map(numberIn);
    checkNumber(seconds, `${path}.seconds`, Number.MAX_VALUE);
    checkNumber(megabits, `${path}.mbps`, TRACE_LIMITS.rateBitsPerSecond / 1e6);
    if (sinceSeconds !== undefined) {
      if (seconds < sinceSeconds) throw new TraceError(`${path}.seconds`, `must not go back from ${sinceSeconds} s`, seconds);
      list.add(path, seconds - sinceSeconds, megabits * 1e6);
    }
    sinceSeconds = seconds;
  }
  if (rows.length < 2) throw new TraceError(fileName, 'must have two lines or more: a rate holds from the line before', rows.length);
  return list.toTrace(traceNameOf(fileName));
}

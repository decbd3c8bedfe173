import type { NetworkTrace } from '../trace.ts';
import { checkNumber, TRACE_LIMITS } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import { SegmentList } from './segment-list.ts';
import type { TextRow } from './text-rows.ts';
import { numberIn, traceNameOf } from './text-rows.ts';

/** Bits of one line: a packet of 1500 bytes. */
export const MAHIMAHI_PACKET_BITS = 12_000;

/**
 * Mahimahi (mm-link): one whole number of milliseconds a line, at which one packet may pass; the trace starts over
 * at its last number. As a rate: the packets of a line pass evenly since the line before, so the sum is exact at
 * every line and never off by more than the packets of one between two. Packets at 0 join the first ones after.
 */
export function parseMahimahi(rows: readonly TextRow[], fileName: string): NetworkTrace {
  const list = new SegmentList(fileName);
  let sinceMs = 0;
  let atMs = 0;
  let packets = 0;
  let path = fileName;
  const close = (): void => {
    if (atMs === sinceMs) return;
    const durationSeconds = (atMs - sinceMs) / 1000;
    list.add(path, durationSeconds, (packets * MAHIMAHI_PACKET_BITS) / durationSeconds);
    sinceMs = atMs;
    packets = 0;
  };
  for (const row of rows) {
    const ms = numberIn(row.text);
    const rowPath = `${fileName}:${row.line}`;
    checkNumber(ms, rowPath, TRACE_LIMITS.durationSeconds * 1000);
    if (!Number.isInteger(ms)) throw new TraceError(rowPath, 'must be a whole number of milliseconds (Mahimahi)', ms);
    if (ms < atMs) throw new TraceError(rowPath, `must not go back from ${atMs} ms`, ms);
    if (ms > atMs) close();
    atMs = ms;
    path = rowPath;
    packets += 1;
  }
  if (atMs === 0) throw new TraceError(path, 'must last longer than 0 ms in all', 0);
  close();
  return list.toTrace(traceNameOf(fileName));
}

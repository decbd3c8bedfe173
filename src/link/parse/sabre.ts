import type { NetworkTrace } from '../trace.ts';
import { checkNumber, TRACE_LIMITS } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import { SegmentList } from './segment-list.ts';

/** Whether a JSON list looks like Sabre's, even where fields are missing. */
export function looksLikeSabre(list: readonly unknown[]): boolean {
  return list.some((item) => isObject(item) && ('duration_ms' in item || 'bandwidth_kbps' in item));
}

/** Sabre's JSON: a list of `{duration_ms, bandwidth_kbps, latency_ms?}`. `pathOf` names the place of an entry. */
export function traceFromSabre(list: readonly unknown[], path: string, name: string, pathOf: (index: number) => string): NetworkTrace {
  const segments = new SegmentList(path);
  for (const [i, item] of list.entries()) {
    const at = pathOf(i);
    if (!isObject(item)) throw new TraceError(at, 'must be {duration_ms, bandwidth_kbps, latency_ms} (Sabre)', item);
    const { duration_ms: durationMs, bandwidth_kbps: kbps, latency_ms: latencyMs } = item;
    checkNumber(durationMs, `${at}.duration_ms`, TRACE_LIMITS.durationSeconds * 1000);
    checkNumber(kbps, `${at}.bandwidth_kbps`, TRACE_LIMITS.rateBitsPerSecond / 1000);
    if (latencyMs === undefined || latencyMs === null) {
      segments.add(at, durationMs / 1000, kbps * 1000);
    } else {
      checkNumber(latencyMs, `${at}.latency_ms`, TRACE_LIMITS.latencySeconds * 1000);
      segments.add(at, durationMs / 1000, kbps * 1000, latencyMs / 1000);
    }
  }
  return segments.toTrace(name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { NetworkTrace, TraceSegment } from '../trace.ts';
import { checkNumber, createTrace, TRACE_LIMITS } from '../trace.ts';
import { TraceError } from '../trace-error.ts';

// The normal form: {"name", "unit": "kbps", "samples": [[duration_ms, kbps, latency_ms?], ...], "loops"?}.
// Every other format gets its own file beside this one and ends in `createTrace` too.

/** Turns one normal-form value (already parsed JSON) into a trace; `path` is how errors name it. */
export function traceFromNormalForm(value: unknown, path = 'trace'): NetworkTrace {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TraceError(path, 'must be an object with "samples"', value);
  }
  const { name = 'custom', unit = 'kbps', samples, loops = true } = value as Record<string, unknown>;
  if (typeof name !== 'string') throw new TraceError(`${path}.name`, 'must be a text', name);
  if (unit !== 'kbps') throw new TraceError(`${path}.unit`, 'must be "kbps"', unit);
  if (typeof loops !== 'boolean') throw new TraceError(`${path}.loops`, 'must be true or false', loops);
  if (!Array.isArray(samples)) throw new TraceError(`${path}.samples`, 'must be a list', samples);
  if (samples.length === 0) throw new TraceError(`${path}.samples`, 'must not be empty', samples);
  const segments = samples.map((sample, i) => segmentFromSample(sample, `${path}.samples[${i}]`));
  if (segments.every((segment) => segment.durationSeconds === 0)) {
    throw new TraceError(`${path}.samples`, 'must last longer than 0 ms in all', 0);
  }
  return createTrace({ name, segments, loops });
}

/**
 * Reads a file's text: one JSON object, a JSON list of them, or JSONL with one object a line.
 * Blank lines are skipped. Errors name the file and, for JSONL, the line (counted from 1).
 */
export function parseNormalForm(text: string, fileName: string): NetworkTrace[] {
  const whole = tryParse(text);
  if (whole.ok) {
    if (!Array.isArray(whole.value)) return [traceFromNormalForm(whole.value, fileName)];
    if (whole.value.length === 0) throw new TraceError(fileName, 'must hold at least one trace', whole.value);
    return whole.value.map((value, i) => traceFromNormalForm(value, `${fileName}[${i}]`));
  }
  const traces: NetworkTrace[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = tryParse(line);
    const path = `${fileName}:${i + 1}`;
    if (!parsed.ok) throw new TraceError(path, `must be JSON (${parsed.reason})`, line);
    traces.push(traceFromNormalForm(parsed.value, path));
  }
  if (traces.length === 0) throw new TraceError(fileName, 'must hold at least one trace', text);
  return traces;
}

function segmentFromSample(sample: unknown, path: string): TraceSegment {
  if (!Array.isArray(sample) || sample.length < 2 || sample.length > 3) {
    throw new TraceError(path, 'must be [duration_ms, kbps] or [duration_ms, kbps, latency_ms]', sample);
  }
  const [durationMs, kbps, latencyMs] = sample as unknown[];
  checkNumber(durationMs, `${path}[0]`, TRACE_LIMITS.durationSeconds * 1000);
  checkNumber(kbps, `${path}[1]`, TRACE_LIMITS.rateBitsPerSecond / 1000);
  const segment = { durationSeconds: durationMs / 1000, rateBitsPerSecond: kbps * 1000 };
  if (latencyMs === undefined || latencyMs === null) return segment;
  checkNumber(latencyMs, `${path}[2]`, TRACE_LIMITS.latencySeconds * 1000);
  return { ...segment, latencySeconds: latencyMs / 1000 };
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function tryParse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'unreadable' };
  }
}

import type { NetworkTrace, TraceSegment } from '../trace.ts';
import { checkNumber, createTrace, TRACE_LIMITS } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import { readJson } from './json-text.ts';

// The normal form: {"name", "unit": "kbps", "samples": [[duration_ms, kbps, latency_ms?], ...], "loops"?}.
// Every other format gets its own file beside this one and ends in `createTrace` too.

/** Turns one normal-form value (already parsed JSON) into a trace; `path` is how errors name it, `unnamed` its name if it has none. */
export function traceFromNormalForm(value: unknown, path = 'trace', unnamed = 'custom'): NetworkTrace {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TraceError(path, 'must be an object with "samples"', value);
  }
  const { name = unnamed, unit = 'kbps', samples, loops = true } = value as Record<string, unknown>;
  if (typeof name !== 'string') throw new TraceError(`${path}.name`, 'must be a text', name);
  if (unit !== 'kbps') throw new TraceError(`${path}.unit`, 'must be "kbps"', unit);
  if (typeof loops !== 'boolean') throw new TraceError(`${path}.loops`, 'must be true or false', loops);
  if (!Array.isArray(samples)) throw new TraceError(`${path}.samples`, 'must be a list', samples);
  if (samples.length === 0) throw new TraceError(`${path}.samples`, 'must not be empty', samples);
  if (samples.length > TRACE_LIMITS.segments) {
    throw new TraceError(`${path}.samples`, `must have at most ${TRACE_LIMITS.segments} entries`, samples);
  }
  const segments = samples.map((sample, i) => segmentFromSample(sample, `${path}.samples[${i}]`));
  if (segments.every((segment) => segment.durationSeconds === 0)) {
    throw new TraceError(`${path}.samples`, 'must last longer than 0 ms in all', 0);
  }
  const totalSeconds = segments.reduce((sum, segment) => sum + segment.durationSeconds, 0);
  if (totalSeconds > TRACE_LIMITS.durationSeconds) {
    throw new TraceError(`${path}.samples`, `must last at most ${TRACE_LIMITS.durationSeconds} s in all`, totalSeconds);
  }
  return createTrace({ name, segments, loops });
}

/**
 * Reads a file's text: one JSON object, a JSON list of them, or JSONL with one object a line.
 * Blank lines are skipped. Errors name the file and, for JSONL, the line (counted from 1).
 */
export function parseNormalForm(text: string, fileName: string): NetworkTrace[] {
  if (text.trim() === '') throw new TraceError(fileName, 'must hold at least one trace', text);
  const documents = readJson(text, fileName);
  const [only] = documents;
  if (only === undefined || documents.length > 1 || only.text !== text) {
    return documents.map(({ value, path }) => traceFromNormalForm(value, path));
  }
  if (!Array.isArray(only.value)) return [traceFromNormalForm(only.value, fileName)];
  if (only.value.length === 0) throw new TraceError(fileName, 'must hold at least one trace', only.value);
  return only.value.map((value, i) => traceFromNormalForm(value, `${fileName}[${i}]`));
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

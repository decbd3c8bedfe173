import { TraceError } from './trace-error.ts';

/** A span of time in which the link keeps one rate. */
export interface TraceSegment {
  /** Seconds, 0..10,000,000. A span of 0 carries nothing and is harmless. */
  readonly durationSeconds: number;
  /** Bits per second, 0..1e12. 0 is an outage. */
  readonly rateBitsPerSecond: number;
  /** Round-trip time for requests made in this span, seconds, 0..60. Default: the link's own. */
  readonly latencySeconds?: number;
}

/** What `createTrace` needs. */
export interface TraceDescription {
  /** A name for charts and errors. */
  readonly name: string;
  /** 1..1,000,000 spans in order. */
  readonly segments: readonly TraceSegment[];
  /** Whether time starts over after the last span. Default true; false holds the last rate for ever. */
  readonly loops?: boolean;
}

/** Running sums that make every question about a trace a binary search. Built once by `createTrace`. */
export interface TraceIndex {
  /** Start of each segment, seconds. */
  readonly startSeconds: Float64Array;
  /** Rate of each segment, bits per second. */
  readonly rateBitsPerSecond: Float64Array;
  /** Bits that pass before each segment; one entry more than there are segments. */
  readonly bitsBefore: Float64Array;
}

/** A checked network trace. Only `createTrace` makes one, so every holder may trust its numbers. */
export interface NetworkTrace {
  readonly name: string;
  readonly segments: readonly TraceSegment[];
  readonly loops: boolean;
  /** Length of one pass, seconds, > 0. */
  readonly durationSeconds: number;
  /** Bits in one pass, >= 0. */
  readonly totalBits: number;
  readonly index: TraceIndex;
}

/** Bounds that keep sums exact enough and refuse values that can only be a unit mistake. */
export const TRACE_LIMITS = {
  segments: 1_000_000,
  durationSeconds: 10_000_000,
  rateBitsPerSecond: 1e12,
  latencySeconds: 60,
} as const;

/** Checks a description and builds the trace. Throws `TraceError` naming the first bad value. */
export function createTrace(description: TraceDescription): NetworkTrace {
  const { name, segments, loops = true } = description;
  if (typeof name !== 'string') throw new TraceError('name', 'must be a text', name);
  if (typeof loops !== 'boolean') throw new TraceError('loops', 'must be true or false', loops);
  if (!Array.isArray(segments)) throw new TraceError('segments', 'must be a list', segments);
  const count = segments.length;
  if (count === 0) throw new TraceError('segments', 'must not be empty', segments);
  if (count > TRACE_LIMITS.segments) {
    throw new TraceError('segments', `must have at most ${TRACE_LIMITS.segments} entries`, segments);
  }

  const startSeconds = new Float64Array(count);
  const rateBitsPerSecond = new Float64Array(count);
  const bitsBefore = new Float64Array(count + 1);
  let atSeconds = 0;
  for (let i = 0; i < count; i++) {
    const segment: TraceSegment = checkSegment(segments[i], `segments[${i}]`);
    startSeconds[i] = atSeconds;
    rateBitsPerSecond[i] = segment.rateBitsPerSecond;
    const bits = segment.durationSeconds * segment.rateBitsPerSecond;
    bitsBefore[i + 1] = (bitsBefore[i] as number) + bits;
    atSeconds += segment.durationSeconds;
  }
  if (atSeconds === 0) throw new TraceError('segments', 'must last longer than 0 s in all', atSeconds);
  if (atSeconds > TRACE_LIMITS.durationSeconds) {
    throw new TraceError('segments', `must last at most ${TRACE_LIMITS.durationSeconds} s in all`, atSeconds);
  }
  return {
    name,
    segments,
    loops,
    durationSeconds: atSeconds,
    totalBits: bitsBefore[count] as number,
    index: { startSeconds, rateBitsPerSecond, bitsBefore },
  };
}

function checkSegment(segment: unknown, path: string): TraceSegment {
  if (typeof segment !== 'object' || segment === null) throw new TraceError(path, 'must be an object', segment);
  const { durationSeconds, rateBitsPerSecond, latencySeconds } = segment as Record<string, unknown>;
  checkNumber(durationSeconds, `${path}.durationSeconds`, TRACE_LIMITS.durationSeconds);
  checkNumber(rateBitsPerSecond, `${path}.rateBitsPerSecond`, TRACE_LIMITS.rateBitsPerSecond);
  if (latencySeconds !== undefined) {
    checkNumber(latencySeconds, `${path}.latencySeconds`, TRACE_LIMITS.latencySeconds);
  }
  return segment as TraceSegment;
}

/** Throws `TraceError` unless `value` is a finite number in 0..max. */
export function checkNumber(value: unknown, path: string, max: number): asserts value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TraceError(path, 'must be a finite number', value);
  if (value < 0) throw new TraceError(path, 'must be >= 0', value);
  if (value > max) throw new TraceError(path, `must be <= ${max}`, value);
}

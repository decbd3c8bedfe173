import type { NetworkTrace, TraceSegment } from '../trace.ts';
import { checkNumber, createTrace, TRACE_LIMITS } from '../trace.ts';
import { TraceError } from '../trace-error.ts';

/** Collects the spans of one trace from a file, so that what is wrong with their sum names the file too. */
export class SegmentList {
  private readonly path: string;
  private readonly segments: TraceSegment[] = [];
  private durationSeconds = 0;
  private hasRate = false;

  /** `path` is how errors about the whole trace name it. */
  constructor(path: string) {
    this.path = path;
  }

  /** Adds a span; `path` names its place in the file. */
  add(path: string, durationSeconds: number, rateBitsPerSecond: number, latencySeconds?: number): void {
    checkNumber(durationSeconds, path, TRACE_LIMITS.durationSeconds);
    checkNumber(rateBitsPerSecond, path, TRACE_LIMITS.rateBitsPerSecond);
    if (this.segments.length === TRACE_LIMITS.segments) {
      throw new TraceError(path, `must have at most ${TRACE_LIMITS.segments} entries`, this.segments.length + 1);
    }
    this.durationSeconds += durationSeconds;
    if (this.durationSeconds > TRACE_LIMITS.durationSeconds) {
      throw new TraceError(path, `must last at most ${TRACE_LIMITS.durationSeconds} s in all`, this.durationSeconds);
    }
    if (rateBitsPerSecond > 0) this.hasRate = true;
    const segment = { durationSeconds, rateBitsPerSecond };
    this.segments.push(latencySeconds === undefined ? segment : { ...segment, latencySeconds });
  }

  /** The trace, which must last and must carry something. */
  toTrace(name: string): NetworkTrace {
    if (this.segments.length === 0) throw new TraceError(this.path, 'must not be empty', this.segments);
    if (!this.hasRate) throw new TraceError(this.path, 'must have a rate above 0 somewhere', 0);
    if (this.durationSeconds === 0) throw new TraceError(this.path, 'must last longer than 0 s in all', 0);
    return checkCarries(createTrace({ name, segments: this.segments }), this.path);
  }
}

/** Refuses a trace over which nothing ever arrives. */
export function checkCarries(trace: NetworkTrace, path: string): NetworkTrace {
  if (trace.segments.every((segment) => segment.rateBitsPerSecond === 0)) {
    throw new TraceError(path, 'must have a rate above 0 somewhere', 0);
  }
  if (trace.totalBits < 1) throw new TraceError(path, 'must carry at least 1 bit in all', trace.totalBits);
  return trace;
}

import type { NetworkTrace } from './trace.ts';

// All times are trace seconds >= 0. A looping trace starts over at its end; another holds its last rate.

/** Rate at an instant, bits per second. */
export function rateAt(trace: NetworkTrace, atSeconds: number): number {
  const phaseSeconds = atSeconds - passStartSeconds(trace, atSeconds);
  return trace.index.rateBitsPerSecond[segmentAt(trace, phaseSeconds)] as number;
}

/** Round-trip time the trace asks for at an instant, seconds, or `undefined` when it says nothing. */
export function latencyAt(trace: NetworkTrace, atSeconds: number): number | undefined {
  const phaseSeconds = atSeconds - passStartSeconds(trace, atSeconds);
  return trace.segments[segmentAt(trace, phaseSeconds)]?.latencySeconds;
}

/** Exact number of bits the link can carry between two instants. */
export function bitsBetween(trace: NetworkTrace, fromSeconds: number, toSeconds: number): number {
  if (toSeconds <= fromSeconds) return 0;
  const fromPassSeconds = passStartSeconds(trace, fromSeconds);
  const toPassSeconds = passStartSeconds(trace, toSeconds);
  const fromPhase = fromSeconds - fromPassSeconds;
  const toPhase = toSeconds - toPassSeconds;
  const i = segmentAt(trace, fromPhase);
  const j = segmentAt(trace, toPhase);
  // Within one segment a product is exact; a difference of running sums is not.
  if (i === j && fromPassSeconds === toPassSeconds) {
    return (trace.index.rateBitsPerSecond[i] as number) * (toSeconds - fromSeconds);
  }
  const passes = trace.loops ? Math.round((toPassSeconds - fromPassSeconds) / trace.durationSeconds) : 0;
  return passes * trace.totalBits + bitsBefore(trace, j, toPhase) - bitsBefore(trace, i, fromPhase);
}

/** First instant at which `bits` have passed since `fromSeconds`; `Infinity` when they never do. */
export function secondsWhenThrough(trace: NetworkTrace, fromSeconds: number, bits: number): number {
  if (bits <= 0) return fromSeconds;
  const { startSeconds, rateBitsPerSecond, bitsBefore: before } = trace.index;
  const passSeconds = passStartSeconds(trace, fromSeconds);
  const phase = fromSeconds - passSeconds;
  const i = segmentAt(trace, phase);
  const last = rateBitsPerSecond.length - 1;
  const rate = rateBitsPerSecond[i] as number;
  const holds = !trace.loops && i === last;
  const endOfSegment = i === last ? trace.durationSeconds : (startSeconds[i + 1] as number);
  if (rate > 0 && (holds || bits <= rate * (endOfSegment - phase))) return fromSeconds + bits / rate;
  if (holds) return Infinity;

  let target = bitsBefore(trace, i, phase) + bits;
  let passes = 0;
  if (trace.loops) {
    if (trace.totalBits === 0) return Infinity;
    passes = Math.floor(target / trace.totalBits);
    target -= passes * trace.totalBits;
    if (target <= 0) {
      // Exactly the end of a pass: the bits were through when the last rate above 0 ended.
      passes -= 1;
      target += trace.totalBits;
    }
  } else if (target > trace.totalBits) {
    const lastRate = rateBitsPerSecond[last] as number;
    return lastRate > 0 ? trace.durationSeconds + (target - trace.totalBits) / lastRate : Infinity;
  }
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((before[middle + 1] as number) >= target) high = middle;
    else low = middle + 1;
  }
  const withinSeconds = (target - (before[low] as number)) / (rateBitsPerSecond[low] as number);
  const at = passSeconds + passes * trace.durationSeconds + (startSeconds[low] as number) + withinSeconds;
  return Math.max(at, fromSeconds);
}

/** Start of the pass an instant falls in; 0 for a trace that does not loop. */
function passStartSeconds(trace: NetworkTrace, atSeconds: number): number {
  if (!trace.loops || atSeconds < trace.durationSeconds) return 0;
  return Math.floor(atSeconds / trace.durationSeconds) * trace.durationSeconds;
}

/** Index of the last segment that starts at or before a phase. */
function segmentAt(trace: NetworkTrace, phaseSeconds: number): number {
  const starts = trace.index.startSeconds;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] as number) <= phaseSeconds) low = middle;
    else high = middle - 1;
  }
  return low;
}

function bitsBefore(trace: NetworkTrace, segment: number, phaseSeconds: number): number {
  const { startSeconds, rateBitsPerSecond, bitsBefore: before } = trace.index;
  const withinSeconds = phaseSeconds - (startSeconds[segment] as number);
  return (before[segment] as number) + (rateBitsPerSecond[segment] as number) * withinSeconds;
}

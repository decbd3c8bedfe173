/** How a session goes under the kindest reading of its player and link: what the offline optimum plays by. */
import { bitsBetween, latencyAt, rateAt, secondsWhenThrough } from '../../link/index.ts';
import { sizeOf } from '../content.ts';
import { bufferGoal } from '../player-model.ts';
import type { SessionOptions } from '../session-options.ts';

const DEFAULT_CONTENT_SECONDS = 180;
const DEFAULT_RTT_SECONDS = 0.05;

/** How much of separate audio counts against the link: see `optimum.ts`. */
export type AudioReading = 'none' | 'pooled';

/**
 * What is true of every rule, each simplification in the rule's favour: the connection is warm, playlists and init segments cost
 * nothing, a full buffer is refilled at the first instant that the goal allows, a live segment is known the instant it exists.
 * Times are session seconds (wall clock).
 */
export interface Dynamics {
  readonly segmentCount: number;
  readonly rungs: number;
  /** Wall time in which a segment plays, seconds. */
  readonly segmentWallSeconds: number;
  readonly firstRequestSeconds: number;
  /** Whole segments before the first frame. */
  readonly startSegments: number;
  /** Whole segments before playback goes on after a stall. */
  readonly resumeSegments: number;
  readonly appendSeconds: number;
  /** Wall time that a buffer at its goal lasts, by rung; Infinity when live: there the edge is the limit. */
  readonly goalWallSeconds: Float64Array;
  /** Bits of a segment, by rung. */
  readonly sizeBits: (rung: number, segment: number) => number;
  /** When a live segment may be asked for; 0 on demand. */
  readonly availableSeconds: (segment: number) => number;
  /**
   * When bits have come that may be asked for at `allowedSeconds` (or later, if that ends sooner), the link being busy until
   * `freeSeconds`. Never falls as either rises.
   */
  readonly arrivalSeconds: (freeSeconds: number, allowedSeconds: number, bits: number) => number;
  /** Whether the buffer goal is reckoned as if nothing had stalled: with audio in the same queue the video may run ahead of it. */
  readonly roomIgnoresStalls: boolean;
  /** Bits that the link carries between two instants. */
  readonly supplyBits: (fromSeconds: number, toSeconds: number) => number;
  /** Lowest rate between two instants, bits per second. */
  readonly leastRate: (fromSeconds: number, toSeconds: number) => number;
  /** The shortest round trip there is; 0 where another stream may use it. */
  readonly leastRoundTripSeconds: number;
}

/** Labels whose buffer goals allow a request this much apart may be merged in favour of both, seconds: a tenth of the goal. */
export const roomSpreadSeconds = (dynamics: Dynamics): number =>
  Math.max(0.6, Math.min(8, 0.1 * dynamics.goalWallSeconds.reduce((least, goal) => Math.min(least, goal), Infinity)));

export function createDynamics(options: SessionOptions, firstRequestSeconds: number, audio: AudioReading): Dynamics {
  const { content, player, trace, traceOffsetSeconds: offset = 0, rttSeconds = DEFAULT_RTT_SECONDS, playbackRate = 1 } = options;
  const { segmentSeconds, renditions } = content;
  const { live } = player;
  const segmentCount = Math.ceil((options.contentSeconds ?? DEFAULT_CONTENT_SECONDS) / segmentSeconds - 1e-9);
  // The slowest rate that catching up leaves: media lasts longest.
  const rate = live?.catchUpRate === undefined ? playbackRate : Math.min(playbackRate, live.catchUpRate, 1);
  const audioBits = audio === 'pooled' ? (content.audio?.rateBitsPerSecond ?? 0) * segmentSeconds : 0;
  const hasLatency = trace.segments.some((segment) => segment.latencySeconds !== undefined);
  const firstBitSeconds = (requestSeconds: number): number =>
    hasLatency ? earliestFirstBit(options, offset, rttSeconds, requestSeconds) : requestSeconds + rttSeconds;
  const through = (fromSeconds: number, bits: number): number => secondsWhenThrough(trace, fromSeconds + offset, bits) - offset;
  const whole = (seconds: number): number => Math.min(Math.max(1, Math.ceil(seconds / segmentSeconds - 1e-9)), segmentCount);
  return {
    segmentCount,
    rungs: renditions.length,
    segmentWallSeconds: segmentSeconds / rate,
    firstRequestSeconds,
    startSegments: whole(player.startBufferSeconds),
    resumeSegments: whole(player.resumeBufferSeconds),
    appendSeconds: player.appendSeconds,
    goalWallSeconds: Float64Array.from(renditions, (r) => (live ? Infinity : bufferGoal(player, r.peakRateBitsPerSecond) / rate)),
    sizeBits: (rung, segment) => sizeOf(content, rung, segment) + audioBits,
    availableSeconds: (segment) => (live ? (segment + 1) * segmentSeconds - live.targetLatencySeconds : 0),
    // In one queue with audio the next request's round trip may pass while other bits flow.
    arrivalSeconds: (freeSeconds, allowedSeconds, bits) =>
      audio === 'pooled'
        ? through(Math.max(freeSeconds, firstBitSeconds(allowedSeconds)), bits)
        : through(firstBitSeconds(Math.max(freeSeconds, allowedSeconds)), bits),
    roomIgnoresStalls: audio === 'pooled',
    leastRoundTripSeconds:
      audio === 'pooled' ? 0 : trace.segments.reduce((least, segment) => Math.min(least, segment.latencySeconds ?? rttSeconds), Infinity),
    leastRate: (fromSeconds, toSeconds) => {
      let least = rateAt(trace, fromSeconds + offset);
      for (const at of startsBetween(trace, fromSeconds + offset, toSeconds + offset)) least = Math.min(least, rateAt(trace, at));
      return least;
    },
    supplyBits: (fromSeconds, toSeconds) => bitsBetween(trace, fromSeconds + offset, toSeconds + offset),
  };
}

/** Where the round-trip time falls, a request may end sooner by being sent later: the best of waiting. */
function earliestFirstBit(options: SessionOptions, offset: number, rttSeconds: number, requestSeconds: number): number {
  const { trace } = options;
  const starts = trace.index.startSeconds;
  const from = requestSeconds + offset;
  let best = from + (latencyAt(trace, from) ?? rttSeconds);
  let pass = trace.loops ? Math.floor(from / trace.durationSeconds) * trace.durationSeconds : 0;
  let next = 0;
  for (let high = starts.length; next < high; ) {
    const middle = (next + high) >>> 1;
    if (pass + (starts[middle] as number) > from) high = middle;
    else next = middle + 1;
  }
  for (;;) {
    if (next === starts.length) {
      if (!trace.loops) break;
      pass += trace.durationSeconds;
      next = 0;
    }
    const start = pass + (starts[next] as number);
    if (start >= best) break;
    best = Math.min(best, start + (trace.segments[next]?.latencySeconds ?? rttSeconds));
    next++;
  }
  return best - offset;
}

/** Instants within a span at which the trace's rate may change. */
function startsBetween(trace: SessionOptions['trace'], from: number, to: number): number[] {
  const starts = trace.index.startSeconds;
  const found: number[] = [];
  let pass = trace.loops ? Math.floor(from / trace.durationSeconds) * trace.durationSeconds : 0;
  let next = 0;
  for (let high = starts.length; next < high; ) {
    const middle = (next + high) >>> 1;
    if (pass + (starts[middle] as number) > from) high = middle;
    else next = middle + 1;
  }
  for (;;) {
    if (next === starts.length) {
      if (!trace.loops) return found;
      pass += trace.durationSeconds;
      next = 0;
    }
    const start = pass + (starts[next] as number);
    if (start >= to) return found;
    found.push(start);
    next++;
  }
}

/** How a session goes under the kindest reading of its player and link: what the upper bound reckons by. */
import { latencyAt } from '../../link/index.ts';
import { sizeOf } from '../content.ts';
import { bufferGoal } from '../player-model.ts';
import { DEFAULT_CONTENT_SECONDS, DEFAULT_RTT_SECONDS, type SessionOptions } from '../session-options.ts';
import { LinkClock } from './link-clock.ts';

/**
 * What is true of every rule, each simplification in the rule's favour: the connection is warm, playlists and init segments cost
 * nothing, a full buffer is refilled at the first instant that the goal allows. Separate audio is bits of its video segment in
 * one queue that no round trip ever idles. Times are session seconds (wall clock).
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
  /** Bits of a segment without separate audio. */
  readonly sizeBits: (rung: number, segment: number) => number;
  /** Bits of a segment's separate audio. */
  readonly audioBits: number;
  /** When a live segment may be asked for; 0 on demand. */
  readonly availableSeconds: (segment: number) => number;
  /** Earliest first bit of a request that may go at an instant or later. */
  readonly firstBitSeconds: (requestSeconds: number) => number;
  /** Whether audio shares the queue: the video may then run ahead of it, so that stalls do not move the buffer goal for certain. */
  readonly isPooled: boolean;
  readonly clock: LinkClock;
  /** The shortest round trip that idles the link. */
  readonly leastRoundTripSeconds: number;
}

export function createDynamics(options: SessionOptions, firstRequestSeconds: number): Dynamics {
  const { content, player, trace, traceOffsetSeconds: offset = 0, rttSeconds = DEFAULT_RTT_SECONDS, playbackRate = 1 } = options;
  const { segmentSeconds, renditions } = content;
  const { live } = player;
  const segmentCount = Math.ceil((options.contentSeconds ?? DEFAULT_CONTENT_SECONDS) / segmentSeconds - 1e-9);
  // The slowest rate that catching up leaves: media lasts longest.
  const rate = live?.catchUpRate === undefined ? playbackRate : Math.min(playbackRate, live.catchUpRate, 1);
  const isPooled = content.audio !== undefined;
  const audioBits = (content.audio?.rateBitsPerSecond ?? 0) * segmentSeconds;
  const latencies = trace.segments.map((segment) => segment.latencySeconds ?? rttSeconds);
  const hasLatency = trace.segments.some((segment) => segment.latencySeconds !== undefined);
  const whole = (seconds: number): number => Math.min(Math.max(1, Math.ceil(seconds / segmentSeconds - 1e-9)), segmentCount);
  return {
    segmentCount,
    rungs: renditions.length,
    segmentWallSeconds: segmentSeconds / rate,
    firstRequestSeconds,
    startSegments: whole(player.startBufferSeconds),
    resumeSegments: whole(player.resumeBufferSeconds),
    // The audio of the next segment need not wait for it.
    appendSeconds: isPooled ? 0 : player.appendSeconds,
    goalWallSeconds: Float64Array.from(renditions, (r) => (live ? Infinity : bufferGoal(player, r.peakRateBitsPerSecond) / rate)),
    sizeBits: (rung, segment) => sizeOf(content, rung, segment),
    audioBits,
    availableSeconds: (segment) => {
      const complete = live ? (segment + 1) * segmentSeconds - live.targetLatencySeconds : 0;
      // As `whenListed`: what the player joined to is known at once, the rest a round trip after it is complete.
      return complete <= 0 ? 0 : complete + (hasLatency ? (latencyAt(trace, complete + offset) ?? rttSeconds) : rttSeconds);
    },
    firstBitSeconds: (requestSeconds) =>
      hasLatency ? earliestFirstBit(options, offset, rttSeconds, requestSeconds) : requestSeconds + rttSeconds,
    isPooled,
    clock: new LinkClock(trace, offset),
    leastRoundTripSeconds: isPooled ? 0 : latencies.reduce((least, value) => Math.min(least, value), Infinity),
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

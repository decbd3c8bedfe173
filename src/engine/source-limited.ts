/**
 * Transfers that wait for the encoder. A low-latency segment is sent while it is made: its bytes come in bursts, one per
 * chunk, and between them the link is idle. Bits over time is then the source's rate, at most the link's; bits over the
 * time in which bytes came is the link's, as far as looks ten times a second can tell.
 */
import type { DownloadSample } from './samples.ts';
import type { InFlightSegment, Situation } from './situation.ts';

/** One look at a transfer. */
export interface Look {
  readonly elapsedSeconds: number;
  readonly loadedBits: number;
}

/** How the bytes of one transfer came, with the last look. Times without a look in between are left out. */
export interface Pacing extends Look {
  readonly looks: number;
  readonly watchedSeconds: number;
  /** Of the watched time, that in which bytes came. */
  readonly busySeconds: number;
  readonly bursts: number;
  /** Bits that surely came within a burst: the first {@link STEP_BITS} after a gap may have trickled in during it. */
  readonly burstBits: number;
  /** The gap that lasts, and the longest so far. */
  readonly idleSeconds: number;
  readonly longestIdleSeconds: number;
  /** The fullest that the buffer was meanwhile. */
  readonly topBufferSeconds: number;
}

/** Players report progress in steps of up to 16 kB (Shaka's `minBytesForProgressEvents`). */
const STEP_BITS = 128_000;
/** Bursts larger than a step by this factor, and faster than a step per look, are chunks; others may be a slow link, told in steps. */
const CLEARLY_MORE = 1.3;
/** After a longer time between two looks nothing is known about the time between, seconds. */
const BLIND_SECONDS = 0.5;
/** Chunks last a second at most, mostly; a longer silence is the link's, seconds. */
const LONGEST_GAP_SECONDS = 2;
/** It takes this long to see gaps, seconds. Before, a live transfer without a declared length passes for one that waits. */
const RECOGNISED_AFTER_SECONDS = 1.25;
/** With less idle time the transfer went at the link's rate, nearly. */
const IDLE_SHARE = 0.15;
/** An encoder needs no longer for a segment than it lasts: a transfer that does is the link's. Requests are a little early or late. */
const MAX_DURATIONS = 1.25;
/** With fewer looks per burst its length is not known: then it is only a bound. */
const LOOKS_PER_BURST = 3;
/** A transfer that was watched for less than this share of its time is not understood. */
const WATCHED_SHARE = 0.8;
/** As fast as the encoder, with room for segments that are smaller than expected; and where no gaps show that it waits. */
const KEEPING_UP = 0.6;
const SURELY_KEEPING_UP = 0.85;
/** A player that appends chunk by chunk has a chunk less in its buffer just before the next one is in, seconds. */
const HELD_SECONDS = 0.75;

/** A response with a declared length was complete when it was asked for. */
export const mayWaitForSource = ({ live }: Situation, { totalBits }: InFlightSegment): boolean => live !== undefined && !totalBits;

/** A transfer that went backwards is another one. */
export const goesOn = <Last extends Look>(last: Last | undefined, elapsedSeconds: number, loadedBits: number): last is Last =>
  last !== undefined && elapsedSeconds >= last.elapsedSeconds && loadedBits >= last.loadedBits;

/** Adds a look. */
export function followPacing(
  known: Pacing | undefined,
  { elapsedSeconds, ttfbSeconds, loadedBits }: InFlightSegment,
  bufferSeconds: number,
): Pacing | undefined {
  if (ttfbSeconds === undefined || loadedBits <= 0) return undefined;
  const last: Pacing = goesOn(known, elapsedSeconds, loadedBits)
    ? known
    : {
        elapsedSeconds: ttfbSeconds,
        loadedBits: 0,
        looks: 0,
        watchedSeconds: 0,
        busySeconds: 0,
        bursts: 0,
        burstBits: 0,
        idleSeconds: 0,
        longestIdleSeconds: 0,
        topBufferSeconds: bufferSeconds,
      };
  const seconds = elapsedSeconds - last.elapsedSeconds;
  const bits = loadedBits - last.loadedBits;
  const topBufferSeconds = Math.max(last.topBufferSeconds, bufferSeconds);
  if (seconds > BLIND_SECONDS) return { ...last, elapsedSeconds, loadedBits, idleSeconds: 0, topBufferSeconds };
  const isBusy = bits > 0;
  const isNewBurst = isBusy && (last.bursts === 0 || last.idleSeconds > 0);
  const idleSeconds = isBusy ? 0 : last.idleSeconds + seconds;
  return {
    elapsedSeconds,
    loadedBits,
    looks: last.looks + 1,
    watchedSeconds: last.watchedSeconds + seconds,
    busySeconds: last.busySeconds + (isBusy ? seconds : 0),
    bursts: last.bursts + (isNewBurst ? 1 : 0),
    burstBits: last.burstBits + Math.max(0, bits - (isNewBurst && last.bursts > 0 ? STEP_BITS : 0)),
    idleSeconds,
    longestIdleSeconds: Math.max(last.longestIdleSeconds, idleSeconds),
    topBufferSeconds,
  };
}

const comesInBursts = ({ watchedSeconds, busySeconds, longestIdleSeconds }: Pacing): boolean =>
  longestIdleSeconds <= LONGEST_GAP_SECONDS && busySeconds < (1 - IDLE_SHARE) * watchedSeconds;

/** Whether what is seen so far is the encoder's pace. */
export const isPaced = (pacing: Pacing | undefined): boolean =>
  pacing !== undefined && (pacing.watchedSeconds < RECOGNISED_AFTER_SECONDS || comesInBursts(pacing));

/**
 * Whether a segment comes as fast as it is made: then no other rendition would come sooner. Told by its bits, or by the
 * buffer, which a player that appends chunk by chunk fills meanwhile: a still picture's few bits say nothing of their pace.
 */
export function keepsUpWithSource(
  pacing: Pacing | undefined,
  inFlight: InFlightSegment,
  expectedBits: number,
  { bufferSeconds, segmentSeconds }: Situation,
): boolean {
  if (!pacing) return false;
  if (pacing.topBufferSeconds - bufferSeconds <= HELD_SECONDS) return true;
  const bodySeconds = inFlight.elapsedSeconds - (inFlight.ttfbSeconds ?? 0);
  const share = isPaced(pacing) ? KEEPING_UP : SURELY_KEEPING_UP;
  return (inFlight.loadedBits + STEP_BITS) * segmentSeconds >= share * expectedBits * bodySeconds;
}

/**
 * What a finished transfer says of the link. Bursts that were long enough to be measured: a sample of the link. Shorter
 * ones: a bound, marked `sourceLimited`. No gaps: the sample itself. A transfer marked by the adapter that was not
 * watched stays as it is.
 */
export function measureBursts(pacing: Pacing | undefined, sample: DownloadSample): DownloadSample {
  const { sizeBits, transferSeconds, ttfbSeconds, segment } = sample;
  if (!pacing || sizeBits < pacing.loadedBits) return sample;
  const tailBits = Math.max(0, sizeBits - pacing.loadedBits);
  const tailSeconds = tailBits > 0 ? Math.max(0, ttfbSeconds + transferSeconds - pacing.elapsedSeconds) : 0;
  const { looks, bursts } = pacing;
  const watchedSeconds = pacing.watchedSeconds + tailSeconds;
  const busySeconds = pacing.busySeconds + tailSeconds;
  if (watchedSeconds < WATCHED_SHARE * transferSeconds) return { ...sample, sourceLimited: true };
  const isLate = segment !== undefined && transferSeconds > MAX_DURATIONS * segment.durationSeconds;
  if (isLate || !comesInBursts({ ...pacing, watchedSeconds, busySeconds })) return { ...sample, sourceLimited: undefined };
  const lookSeconds = watchedSeconds / (looks + (tailSeconds > 0 ? 1 : 0));
  if (busySeconds < LOOKS_PER_BURST * bursts * lookSeconds) {
    const isChunks = sizeBits > CLEARLY_MORE * STEP_BITS * bursts && sizeBits * lookSeconds > STEP_BITS * busySeconds;
    const boundBits = isChunks ? sizeBits : pacing.burstBits + tailBits;
    const isNews = boundBits * transferSeconds > sizeBits * busySeconds;
    return { ...sample, ...(isNews && { sizeBits: boundBits, transferSeconds: busySeconds }), sourceLimited: true };
  }
  // A burst ends half a look before it is seen to end, on average.
  return { ...sample, transferSeconds: busySeconds - (bursts * lookSeconds) / 2, sourceLimited: undefined };
}

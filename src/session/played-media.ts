/**
 * What the playhead passed: which segments lie in the buffer, which were shown, which were replaced unseen.
 * Pure and bounded: segments far from the playhead are forgotten, so eight hours cost no more than ten minutes.
 */
import type { LadderEntry, SegmentEvent } from './events.ts';

/** A segment near the playhead. */
export interface LoadedSegment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly renditionIndex: number;
  readonly sizeBits: number;
  /** Declared rate of the rendition, bits per second; the segment's own where the ladder is unknown. */
  readonly rateBitsPerSecond: number;
  /** ln(rate / lowest) / ln(highest / lowest) of the ladder, 0..1. */
  readonly utility: number;
  /** Media of it that was shown, seconds; more than its length after a seek back. */
  readonly playedSeconds: number;
}

/** State of the account. Sums only, and a window of segments. */
export interface PlayedMedia {
  /** Segments near the playhead, by start time, without overlap. */
  readonly segments: readonly LoadedSegment[];
  /** Playhead when last seen, seconds of media. */
  readonly positionSeconds?: number;
  /** When it was last seen, seconds of the clock. */
  readonly atSeconds?: number;
  /** All media shown, seconds. */
  readonly playedSeconds: number;
  /** The part of it whose rendition is known, seconds; the weight of the two sums below. */
  readonly knownSeconds: number;
  /** Sum of rate x seconds, bits. */
  readonly rateSumBits: number;
  /** Sum of utility x seconds, seconds. */
  readonly utilitySumSeconds: number;
  /** Changes from one segment to the next on screen. */
  readonly stepCount: number;
  /** Sum of the absolute changes of utility over them. */
  readonly stepSum: number;
  /** Those that changed the rendition. */
  readonly switchCount: number;
  /** Segment on screen when last seen. */
  readonly shown?: LoadedSegment;
}

/** Segments remembered at most; ten minutes of two-second segments fit. */
export const MAX_SEGMENTS = 512;
/** Segments this far behind the playhead are forgotten, seconds. */
const KEEP_BEHIND_SECONDS = 120;
/** Fastest playback rate that browsers allow: a greater advance is a jump, not playback. */
const MAX_PLAYBACK_RATE = 16;
/** Shorter stretches are rounding at a segment's edge, not a segment shown, seconds. */
const MIN_SHOWN_SECONDS = 0.01;

/** The account before anything happened. */
export const NOTHING_PLAYED: PlayedMedia = {
  segments: [],
  playedSeconds: 0,
  knownSeconds: 0,
  rateSumBits: 0,
  utilitySumSeconds: 0,
  stepCount: 0,
  stepSum: 0,
  switchCount: 0,
};

/** A segment's utility in its ladder, 0..1; 1 where the ladder has one rate, 0 where it is unknown. */
function utilityOf(rateBitsPerSecond: number, ladder: readonly LadderEntry[]): number {
  const rates = ladder.map((entry) => entry.rateBitsPerSecond).filter((rate) => rate > 0 && Number.isFinite(rate));
  if (rates.length === 0 || !(rateBitsPerSecond > 0)) return 0;
  const lowest = Math.min(...rates);
  const range = Math.log(Math.max(...rates) / lowest);
  return range > 0 ? Math.min(1, Math.max(0, Math.log(rateBitsPerSecond / lowest) / range)) : 1;
}

/** Share of a segment that nobody has seen, 0..1. */
const unseenShare = (segment: LoadedSegment): number =>
  Math.max(0, 1 - segment.playedSeconds / Math.max(MIN_SHOWN_SECONDS, segment.endSeconds - segment.startSeconds));

/** Puts a segment into the buffer; `replacedBits` is what it replaced before it was shown. */
export function addSegment(
  media: PlayedMedia,
  event: SegmentEvent,
  ladder: readonly LadderEntry[],
): { readonly media: PlayedMedia; readonly replacedBits: number } {
  const { startSeconds, durationSeconds, renditionIndex, sizeBits } = event;
  if (!Number.isFinite(startSeconds) || !Number.isFinite(durationSeconds) || durationSeconds <= 0) return { media, replacedBits: 0 };
  const endSeconds = startSeconds + durationSeconds;
  const bits = Number.isFinite(sizeBits) && sizeBits > 0 ? sizeBits : 0;
  const declared = ladder[renditionIndex]?.rateBitsPerSecond ?? 0;
  const rateBitsPerSecond = declared > 0 && Number.isFinite(declared) ? declared : bits / durationSeconds;
  const utility = utilityOf(rateBitsPerSecond, ladder);
  const added = { startSeconds, endSeconds, renditionIndex, sizeBits: bits, rateBitsPerSecond, utility, playedSeconds: 0 };
  const before: LoadedSegment[] = [];
  const after: LoadedSegment[] = [];
  let replacedBits = 0;
  for (const old of media.segments) {
    const middleSeconds = (old.startSeconds + old.endSeconds) / 2;
    if (middleSeconds >= startSeconds && middleSeconds <= endSeconds) replacedBits += old.sizeBits * unseenShare(old);
    else if (middleSeconds < startSeconds) before.push(old.endSeconds > startSeconds ? { ...old, endSeconds: startSeconds } : old);
    else after.push(old.startSeconds < endSeconds ? { ...old, startSeconds: endSeconds } : old);
  }
  const segments = [...before, added, ...after];
  return { media: { ...media, segments: bounded(segments, media.positionSeconds ?? segments[0]?.startSeconds ?? 0) }, replacedBits };
}

/** Forgets what is far behind the playhead, then what is farthest from it. */
function bounded(segments: readonly LoadedSegment[], positionSeconds: number): readonly LoadedSegment[] {
  const near = segments.filter((segment) => segment.endSeconds > positionSeconds - KEEP_BEHIND_SECONDS);
  while (near.length > MAX_SEGMENTS) {
    const first = near[0] as LoadedSegment;
    const last = near[near.length - 1] as LoadedSegment;
    if (positionSeconds - first.endSeconds >= last.startSeconds - positionSeconds) near.shift();
    else near.pop();
  }
  return near;
}

/** The playhead jumped: what lies between was not shown. */
export const movePlayhead = (media: PlayedMedia, positionSeconds: number, atSeconds: number): PlayedMedia =>
  Number.isFinite(positionSeconds) && Number.isFinite(atSeconds) ? { ...media, positionSeconds, atSeconds } : media;

/** The playhead was seen at a position; what it passed since it was last seen was shown. */
export function advancePlayhead(media: PlayedMedia, positionSeconds: number, atSeconds: number): PlayedMedia {
  const { positionSeconds: from, atSeconds: since } = media;
  const moved = movePlayhead(media, positionSeconds, atSeconds);
  if (moved === media || from === undefined || since === undefined || positionSeconds <= from || atSeconds <= since) return moved;
  if (positionSeconds - from > (atSeconds - since) * MAX_PLAYBACK_RATE) return moved;
  let { knownSeconds, rateSumBits, utilitySumSeconds, stepCount, stepSum, switchCount, shown } = media;
  const segments = media.segments.map((segment) => {
    const seconds = Math.min(positionSeconds, segment.endSeconds) - Math.max(from, segment.startSeconds);
    if (!(seconds > 0)) return segment;
    knownSeconds += seconds;
    rateSumBits += segment.rateBitsPerSecond * seconds;
    utilitySumSeconds += segment.utility * seconds;
    const isNext = shown?.startSeconds !== segment.startSeconds || shown.renditionIndex !== segment.renditionIndex;
    if (isNext && seconds >= MIN_SHOWN_SECONDS) {
      if (shown) {
        stepCount += 1;
        stepSum += Math.abs(segment.utility - shown.utility);
        if (segment.renditionIndex !== shown.renditionIndex) switchCount += 1;
      }
      shown = segment;
    }
    return { ...segment, playedSeconds: segment.playedSeconds + seconds };
  });
  return {
    segments: bounded(segments, positionSeconds),
    positionSeconds,
    atSeconds,
    playedSeconds: media.playedSeconds + positionSeconds - from,
    knownSeconds,
    rateSumBits,
    utilitySumSeconds,
    stepCount,
    stepSum,
    switchCount,
    ...(shown ? { shown } : {}),
  };
}

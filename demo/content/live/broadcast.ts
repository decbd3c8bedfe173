/**
 * When what exists: the clock of a live stream. Stream second 0 is the start of segment 0; a segment or chunk exists
 * once its last frame has been encoded, which costs no time here. Every rendition is cut at the same instants.
 */
import { SEGMENT_SECONDS } from '../ladder.ts';

/** Chunks per segment of a low-latency stream: HLS parts, CMAF chunks of DASH. */
export const CHUNKS_PER_SEGMENT = 8;
/** Media time of one chunk, seconds. */
export const CHUNK_SECONDS: number = SEGMENT_SECONDS / CHUNKS_PER_SEGMENT;
/** Finished segments that playlists and manifests offer. */
export const WINDOW_SEGMENTS = 8;
/** Segments are served this much longer than they are offered: a player may ask for what it read of a moment ago. */
const KEPT_SEGMENTS = 4;
/** Stream second at which a viewer's session begins: the window is full, and one segment is half made. */
export const JOIN_SECONDS: number = (WINDOW_SEGMENTS + 2.5) * SEGMENT_SECONDS;
/** Float sums of clocks may fall short of an instant by less than this, seconds. */
const ROUNDING_SECONDS = 1e-6;

/** What time it is where the stream is made. */
export interface BroadcastClock {
  /** Stream time, seconds; >= 0. */
  readonly nowSeconds: number;
  /** Wall clock at stream second 0, milliseconds since 1970. */
  readonly startedAtEpochMs: number;
}

/** When a chunk exists, stream seconds. */
export const chunkAtSeconds = (segment: number, chunk: number): number => segment * SEGMENT_SECONDS + (chunk + 1) * CHUNK_SECONDS;

/** When a segment is complete, stream seconds. */
export const segmentAtSeconds = (segment: number): number => chunkAtSeconds(segment, CHUNKS_PER_SEGMENT - 1);

/** What is offered at one instant. */
export interface BroadcastWindow {
  /** Number of the first segment offered; the media sequence number. */
  readonly firstSegment: number;
  /** Number of the segment that is being made: all before it are complete. */
  readonly openSegment: number;
  /** Chunks of it that exist. */
  readonly openChunks: number;
}

export function windowAt(nowSeconds: number): BroadcastWindow {
  const chunks = Math.floor((nowSeconds + ROUNDING_SECONDS) / CHUNK_SECONDS);
  const openSegment = Math.floor(chunks / CHUNKS_PER_SEGMENT);
  return {
    firstSegment: Math.max(0, openSegment - WINDOW_SEGMENTS),
    openSegment,
    openChunks: chunks - openSegment * CHUNKS_PER_SEGMENT,
  };
}

/** Whether a segment has left the server. */
export const isForgotten = (segment: number, nowSeconds: number): boolean => segment < windowAt(nowSeconds).firstSegment - KEPT_SEGMENTS;

/** Wall clock of a stream second as ISO 8601. */
export const wallClockAt = ({ startedAtEpochMs }: BroadcastClock, streamSeconds: number): string =>
  // biome-ignore lint/style/noRestrictedGlobals: writes a given instant down; the clock is not read.
  new Date(Math.round(startedAtEpochMs + streamSeconds * 1000)).toISOString();

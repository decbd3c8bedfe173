/** HLS live playlists (RFC 8216, and draft-pantos-hls-rfc8216bis for low latency) at one instant. */
import { type FixtureTrack, placeSegment } from '../fixture.ts';
import { MAX_DURATION_SECONDS, SEGMENT_SECONDS } from '../ladder.ts';
import { type BroadcastClock, CHUNKS_PER_SEGMENT, wallClockAt, windowAt } from './broadcast.ts';
import { chunkSeconds } from './chunks.ts';

/** How far from the edge a low-latency player shall stay, in chunks; the draft asks for 3 or more. */
const HOLD_BACK_CHUNKS = 6;
/** Parts are listed for this many finished segments: the draft asks for three target durations from the edge. */
const SEGMENTS_WITH_PARTS = 3;

/** Which rendition's playlist, and beside which others. */
export interface LiveRendition {
  readonly track: FixtureTrack;
  readonly lowLatency: boolean;
  /** Playlists of the other renditions of its kind, relative to its own; for rendition reports. */
  readonly siblings: readonly string[];
}

function placed(
  track: FixtureTrack,
  n: number,
): { readonly startSeconds: number; readonly seconds: number; readonly parts: readonly number[] } {
  const { startTicks, durationTicks } = placeSegment(track, n, MAX_DURATION_SECONDS);
  return {
    startSeconds: startTicks / track.ticksPerSecond,
    seconds: durationTicks / track.ticksPerSecond,
    parts: chunkSeconds(track, durationTicks),
  };
}

const partLine = (n: number, chunk: number, seconds: number): string =>
  `#EXT-X-PART:DURATION=${seconds.toFixed(6)},URI="${n}.${chunk}.m4s"${chunk === 0 ? ',INDEPENDENT=YES' : ''}`;

/** The playlist as it is at `clock.nowSeconds`. */
export function livePlaylist({ track, lowLatency, siblings }: LiveRendition, clock: BroadcastClock): string {
  const { firstSegment, openSegment, openChunks } = windowAt(clock.nowSeconds);
  const numbers = Array.from({ length: openSegment - firstSegment }, (_, i) => firstSegment + i);
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${lowLatency ? 9 : 7}`,
    `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`,
    ...(lowLatency ? lowLatencyHead(track) : []),
    `#EXT-X-MEDIA-SEQUENCE:${firstSegment}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  for (const n of numbers) {
    const { startSeconds, seconds, parts } = placed(track, n);
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${wallClockAt(clock, startSeconds)}`);
    if (lowLatency && n >= openSegment - SEGMENTS_WITH_PARTS) lines.push(...parts.map((part, chunk) => partLine(n, chunk, part)));
    lines.push(`#EXTINF:${seconds.toFixed(6)},`, `${n}.m4s`);
  }
  if (!lowLatency) return `${lines.join('\n')}\n`;
  const { startSeconds, parts } = placed(track, openSegment);
  if (openChunks > 0) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${wallClockAt(clock, startSeconds)}`);
  lines.push(...parts.slice(0, openChunks).map((part, chunk) => partLine(openSegment, chunk, part)));
  lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${openSegment}.${openChunks}.m4s"`);
  const last = openSegment * CHUNKS_PER_SEGMENT + openChunks - 1;
  const report = `LAST-MSN=${Math.floor(last / CHUNKS_PER_SEGMENT)},LAST-PART=${last % CHUNKS_PER_SEGMENT}`;
  lines.push(...siblings.map((uri) => `#EXT-X-RENDITION-REPORT:URI="${uri}",${report}`));
  return `${lines.join('\n')}\n`;
}

function lowLatencyHead(track: FixtureTrack): string[] {
  const longest = Math.max(...track.segments.flatMap(({ durationTicks }) => chunkSeconds(track, durationTicks)));
  return [
    `#EXT-X-PART-INF:PART-TARGET=${longest.toFixed(6)}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(HOLD_BACK_CHUNKS * longest).toFixed(6)}`,
  ];
}

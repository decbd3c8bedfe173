/** Blocking playlist reload: `_HLS_msn` and `_HLS_part` ask for a playlist that has at least that segment or part. */
import { CHUNKS_PER_SEGMENT, chunkAtSeconds, segmentAtSeconds, windowAt } from './broadcast.ts';

/** A request further ahead than this is a mistake: the draft asks for status 400, segments. */
const MAX_SEGMENTS_AHEAD = 2;
const NUMBER = /^\d{1,6}$/;

/** Names and values of a query; of a name that comes twice, the last. */
const readQuery = (query: string): ReadonlyMap<string, string> =>
  new Map(query.split('&').map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? ''] as const));

/**
 * When the playlist that was asked for exists, stream seconds; not before `nowSeconds`. A text says what is wrong with
 * the request.
 */
export function readyAtSeconds(query: string, nowSeconds: number): number | string {
  const asked = readQuery(query);
  const segmentText = asked.get('_HLS_msn');
  const partText = asked.get('_HLS_part');
  if (segmentText === undefined) return partText === undefined ? nowSeconds : '_HLS_part needs _HLS_msn';
  if (!NUMBER.test(segmentText) || (partText !== undefined && !NUMBER.test(partText))) return '_HLS_msn and _HLS_part are whole numbers';
  const segment = Number(segmentText);
  if (segment > windowAt(nowSeconds).openSegment + MAX_SEGMENTS_AHEAD) return `segment ${segment} is too far ahead`;
  // A part beyond the last is the first of the next segment.
  const part = Number(partText ?? 0);
  const at =
    partText === undefined
      ? segmentAtSeconds(segment)
      : part < CHUNKS_PER_SEGMENT
        ? chunkAtSeconds(segment, part)
        : chunkAtSeconds(segment + 1, 0);
  return Math.max(nowSeconds, at);
}

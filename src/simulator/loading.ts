/** When a player may ask for its next segment. */
import type { SessionState } from './session-state.ts';

/** When a live segment can be known to exist: it is complete, and a playlist that lists it was fetched. On demand: always. */
export function whenListed({ player, content, link }: SessionState, segmentIndex: number): number {
  if (!player.live) return 0;
  const completeSeconds = (segmentIndex + 1) * content.segmentSeconds - player.live.targetLatencySeconds;
  // Part of the stream already when the player joined.
  if (completeSeconds <= 0) return 0;
  return completeSeconds + link.rttAt(completeSeconds);
}

/** When a track that is buffered up to `endSeconds` has room again below its goal: a full buffer is looked at every `pollSeconds`. */
export function whenRoom({ player, playback, nowSeconds }: SessionState, endSeconds: number, goalSeconds: number): number {
  const aheadSeconds = endSeconds - playback.positionSeconds - goalSeconds;
  if (aheadSeconds < 0) return nowSeconds;
  const polls = Math.max(1, Math.ceil(aheadSeconds / playback.rate / player.pollSeconds + 1e-9));
  return nowSeconds + polls * player.pollSeconds;
}

/** When a track that ends at `endSeconds` may go on: Shaka lets neither run a whole segment ahead of the other. */
export function whenNotAhead({ player, content, nowSeconds }: SessionState, endSeconds: number, otherEndSeconds: number): number {
  const { runAheadPollSeconds } = player;
  const isAhead = runAheadPollSeconds !== undefined && endSeconds - otherEndSeconds >= content.segmentSeconds;
  return isAhead ? nowSeconds + runAheadPollSeconds : nowSeconds;
}

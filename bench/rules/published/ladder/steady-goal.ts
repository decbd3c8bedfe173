import { bufferGoal, type PlayerView, type RuleContext } from 'evenkeel/simulator';

/**
 * The most media that there can be when a request is made in steady play at the top rung, seconds: the papers' `Bmax`.
 *
 * On demand that is the player's goal for the top rendition (hls.js fills by bytes, so its goal depends on the rendition;
 * a map from buffer to rung needs one scale). Live, a segment can be asked for once it is whole: latency - one segment,
 * at least half a segment.
 */
export function steadyGoalSeconds(context: RuleContext): number {
  const { renditions, player, segmentSeconds } = context;
  const top = renditions[renditions.length - 1];
  const goal = bufferGoal(player, top?.peakRateBitsPerSecond ?? 1);
  if (!player.live) return goal;
  return Math.min(goal, Math.max(player.live.targetLatencySeconds - segmentSeconds, segmentSeconds / 2));
}

/** The same at this instant, at the present rung: what a plan may fill to. Live, stalls let the latency grow and with it the buffer. */
export function goalNowSeconds(context: RuleContext, view: PlayerView): number {
  const { player, segmentSeconds } = context;
  return player.live ? Math.max(view.maxBufferSeconds - segmentSeconds, segmentSeconds / 2) : view.maxBufferSeconds;
}

/** What being live changes for a plan: how much the buffer can hold, and how fast it is played. */
import type { Situation } from './situation.ts';

/** What the buffer can hold and how fast it is played over a plan. */
export interface PlayingConditions {
  readonly maxBufferSeconds: number;
  readonly playbackRate: number;
}

/** Buffers beyond this are not worth more, seconds: hls.js may fill up to 600 s. */
const MAX_USEFUL_BUFFER_SECONDS = 120;

/**
 * On demand: the player's own goal and speed. Live: nothing lies beyond the edge, so the buffer never exceeds the
 * latency; and where the player catches up, what lies beyond the target latency will be played away, within
 * `planSeconds` or as fast as it may.
 */
export function playingConditions({ maxBufferSeconds, playbackRate, live }: Situation, planSeconds: number): PlayingConditions {
  // Playing faster needs the same media in less time: the link is slower by that factor.
  const rate = playbackRate > 0 ? playbackRate : 1;
  const goal = Math.min(MAX_USEFUL_BUFFER_SECONDS, maxBufferSeconds);
  if (!live) return { maxBufferSeconds: goal, playbackRate: rate };
  const { latencySeconds, targetLatencySeconds, maxPlaybackRate = 1 } = live;
  if (!(maxPlaybackRate > 1))
    return { maxBufferSeconds: Math.min(goal, Math.max(latencySeconds, targetLatencySeconds)), playbackRate: rate };
  const surplusSeconds = Math.max(0, latencySeconds - targetLatencySeconds);
  return {
    maxBufferSeconds: Math.min(goal, targetLatencySeconds),
    playbackRate: Math.max(rate, Math.min(maxPlaybackRate, 1 + surplusSeconds / planSeconds)),
  };
}

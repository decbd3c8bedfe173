/** How a player fills its buffer and when it asks its rule: the part of hls.js or Shaka that is not the rule. */

/** All times in seconds. */
export interface PlayerModel {
  /** For tables: `hls`, `shaka`, `live`. */
  readonly name: string;
  /** Media ahead of the playhead at which loading pauses. */
  readonly bufferGoalSeconds: number;
  /** hls.js `maxBufferSize`: the goal rises to as many seconds as this many bits hold at the rendition's rate. Absent: time only. */
  readonly bufferGoalBits?: number;
  /** hls.js `maxMaxBufferLength`: where the byte-based goal ends. Default: `bufferGoalSeconds`. */
  readonly maxBufferGoalSeconds?: number;
  /** Media needed before the first frame, beyond one whole segment. */
  readonly startBufferSeconds: number;
  /** Media needed before playback goes on after a stall, beyond one whole segment. */
  readonly resumeBufferSeconds: number;
  /** How often a player whose buffer is full looks again. */
  readonly pollSeconds: number;
  /** From the last byte to the media being in the buffer. */
  readonly appendSeconds: number;
  /** From the media for the first frame being in the buffer to that frame: the element opens its decoders. Default 0. */
  readonly startLatencySeconds?: number;
  /**
   * Shaka: audio and video run apart; one that is a segment ahead of the other looks again after this long, and a full one
   * every `pollSeconds` by itself. Absent, as in hls.js: audio asks along with the video segment of the same number.
   */
  readonly runAheadPollSeconds?: number;
  /** How often a rule may look at a transfer on its way. */
  readonly progressSeconds: number;
  /** When the rule is asked: as the next request is made, or once the segment before it is in the buffer. */
  readonly asksRuleAt: 'request' | 'append';
  /** HLS: a rendition's playlist is fetched before its first segment. */
  readonly hasMediaPlaylists: boolean;
  /** The rate that the manifest tells the rule: HLS has averages beside its peaks, DASH `@bandwidth` is a peak. */
  readonly declaredRate: 'average' | 'peak';
  /** Live: where the player joins, seconds behind the edge. Absent: on demand. */
  readonly live?: LiveModel;
}

export interface LiveModel {
  /** Distance from the live edge at which playback begins, and which catch-up aims at. */
  readonly targetLatencySeconds: number;
  /** Playback rate while the latency is above the target by more than half a segment. Default 1: no catch-up. */
  readonly catchUpRate?: number;
}

/** hls.js 1.7.4 at its defaults (config.ts: maxBufferLength 30, maxBufferSize 60 MB, maxMaxBufferLength 600; 100 ms ticks). */
export const HLS_PLAYER: PlayerModel = {
  name: 'hls',
  bufferGoalSeconds: 30,
  bufferGoalBits: 60 * 1000 * 1000 * 8,
  maxBufferGoalSeconds: 600,
  startBufferSeconds: 0,
  resumeBufferSeconds: 0,
  pollSeconds: 0.1,
  // Measured, npm run fidelity: last byte to next request 0.03 (median), last byte of the first segment to first frame 0.1.
  appendSeconds: 0.03,
  startLatencySeconds: 0.1,
  progressSeconds: 0.1,
  asksRuleAt: 'request',
  hasMediaPlaylists: true,
  declaredRate: 'average',
};

/** Shaka 5.2.12 at its defaults (player_configuration.js: bufferingGoal 10, rebufferingGoal 0; a full buffer is looked at every updateIntervalSeconds / 2 = 0.5 s). */
export const SHAKA_PLAYER: PlayerModel = {
  name: 'shaka',
  bufferGoalSeconds: 10,
  startBufferSeconds: 0,
  resumeBufferSeconds: 0,
  pollSeconds: 0.5,
  // Measured likewise.
  appendSeconds: 0.02,
  startLatencySeconds: 0.05,
  // streaming_engine.js: MAX_RUN_AHEAD_SEGMENTS_ 1, updateIntervalSeconds 1.
  runAheadPollSeconds: 1,
  progressSeconds: 0.1,
  asksRuleAt: 'append',
  hasMediaPlaylists: false,
  declaredRate: 'peak',
};

/** hls.js on a live stream of 2 s segments, 6 s behind the edge (see `onContent` for longer ones), no catch-up (its default `maxLiveSyncPlaybackRate` is 1). */
export const LIVE_PLAYER: PlayerModel = { ...HLS_PLAYER, name: 'live', live: { targetLatencySeconds: 6 } };

/** Segments behind the edge at which players join: hls.js `liveSyncDurationCount`. */
const LIVE_SEGMENTS = 3;

/** A live player on content of some segment length: it joins at its target, or three segments behind the edge where that is more. */
export function onContent(model: PlayerModel, segmentSeconds: number): PlayerModel {
  if (!model.live) return model;
  const targetLatencySeconds = Math.max(model.live.targetLatencySeconds, LIVE_SEGMENTS * segmentSeconds);
  return { ...model, live: { ...model.live, targetLatencySeconds } };
}

/** The buffer goal while a rendition of some rate is loaded, seconds. */
export function bufferGoal(model: PlayerModel, rateBitsPerSecond: number): number {
  if (model.bufferGoalBits === undefined) return model.bufferGoalSeconds;
  const bySize = model.bufferGoalBits / rateBitsPerSecond;
  return Math.min(Math.max(bySize, model.bufferGoalSeconds), model.maxBufferGoalSeconds ?? model.bufferGoalSeconds);
}

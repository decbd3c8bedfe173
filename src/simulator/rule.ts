/** What a rule is told and what it may answer. Every rule, ours, the players' own and the published ones, stands behind this. */
import type { NetworkTrace } from '../link/index.ts';
import type { Content } from './content.ts';
import type { PlayerModel } from './player-model.ts';

/** A rule by name; makes one independent session at a time. */
export interface Rule {
  /** Short name for tables and `--rules`: `evenkeel`, `hls.js`, `bola-e`. */
  readonly name: string;
  /** Starts a session. May throw: the session then ends with a `RuleError` that names the rule. */
  start(session: RuleContext): RuleSession;
}

/** What a rule knows at the start of a session. */
export interface RuleContext {
  readonly renditions: Content['renditions'];
  readonly segmentSeconds: number;
  readonly player: PlayerModel;
  /** Rate of separate audio as manifests declare it, bits per second; 0 where audio is in the main segments. */
  readonly audioRateBitsPerSecond: number;
  /** Next sizes, bits, where the session says that the container tells them; absent otherwise. */
  readonly sizeBits?: ((rendition: number, segment: number) => number) | undefined;
  /** Media in the whole session, seconds; Infinity when live. */
  readonly durationSeconds: number;
  /** For rules that draw lots. */
  readonly seed: number;
  /** The truth. Only bounds that say `clairvoyant` in their name may look. */
  readonly future: Future;
}

/** The network and the content as they really are. */
export interface Future {
  readonly trace: NetworkTrace;
  /** Trace time at session time 0, seconds. */
  readonly traceOffsetSeconds: number;
  /** RTT where the trace has none, seconds. */
  readonly rttSeconds: number;
  readonly slowStart: boolean;
  readonly content: Content;
  /** Media to be played, seconds, also when live. */
  readonly contentSeconds: number;
  readonly playbackRate: number;
}

/** The player at one instant. One object, changed in place between calls: copy what must be kept. */
export interface PlayerView {
  readonly atSeconds: number;
  /** The segment to be loaded next, or being loaded. From 0. */
  readonly segmentIndex: number;
  /** Rendition of the last main segment loaded or being loaded; -1 before the first. */
  readonly currentIndex: number;
  /** Media ahead of the playhead, seconds: the smaller of audio and video. */
  readonly bufferSeconds: number;
  /** Where the player stops filling now, seconds. */
  readonly maxBufferSeconds: number;
  readonly playbackRate: number;
  /** True from the first frame on, also during a stall. */
  readonly started: boolean;
  /** Waiting for media after the start. */
  readonly stalled: boolean;
  /** Media left to load, seconds; Infinity when live. */
  readonly remainingSeconds: number;
  /** Distance from the live edge, seconds; 0 on demand. */
  readonly latencySeconds: number;
}

/** A transfer on its way. One object, changed in place. */
export interface TransferView {
  readonly renditionIndex: number;
  readonly segmentIndex: number;
  readonly requestSeconds: number;
  /** When the first bit came; undefined while none has. */
  readonly firstByteSeconds: number | undefined;
  readonly loadedBits: number;
  /** The response's length, bits. */
  readonly sizeBits: number;
  /** Times that this segment was given up and asked for again. */
  readonly restarts: number;
}

/** A response that ended, whole or given up. */
export interface Download {
  readonly kind: 'main' | 'audio' | 'playlist';
  readonly renditionIndex: number;
  readonly segmentIndex: number;
  readonly requestSeconds: number;
  /** Equal to `endSeconds` when it was given up before the first bit. */
  readonly firstByteSeconds: number;
  readonly endSeconds: number;
  /** Bits received. */
  readonly sizeBits: number;
  readonly durationSeconds: number;
  readonly aborted: boolean;
}

/** One session of one rule. */
export interface RuleSession {
  /** Rendition for segment `view.segmentIndex`: an index into the ladder. Anything else ends the session with a `RuleError`. */
  choose(view: PlayerView): number;
  /** Wait this long before the next request although the buffer has room, seconds; asked before `choose`, once playback has started. Default 0. */
  waitSeconds?(view: PlayerView): number;
  /** A response ended; `view` is the player after it. */
  downloaded?(download: Download, view: PlayerView): void;
  /**
   * Called every `progressSeconds` while a main segment is on its way. A rendition: give the transfer up and ask
   * for the segment in that one instead. Undefined: go on. The rule is not asked again by `choose` for that restart.
   */
  progress?(transfer: TransferView, view: PlayerView): number | undefined;
  /**
   * Asked when a main segment has come in whole. A rendition: throw it away and ask for the segment in that one
   * instead, as Shaka does when its rule switches with the last packet. Undefined: keep it.
   */
  replaces?(download: Download, view: PlayerView): number | undefined;
  /** A main request is being sent. */
  requested?(transfer: TransferView, view: PlayerView): void;
  /** Playback began, ran dry, went on, or jumped. */
  playback?(change: 'start' | 'stall' | 'resume' | 'seek', view: PlayerView): void;
}

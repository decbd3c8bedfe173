import type { NetworkTrace } from '../link/index.ts';
import type { Content } from './content.ts';
import type { PlayerModel } from './player-model.ts';

/** A jump of the viewer. */
export interface Seek {
  /** When, session seconds from the first frame. */
  readonly atSeconds: number;
  /** Where to, media seconds. */
  readonly toSeconds: number;
}

/** One session to simulate. */
export interface SessionOptions {
  readonly trace: NetworkTrace;
  /** Trace time at which the session begins, seconds, >= 0. Default 0. */
  readonly traceOffsetSeconds?: number;
  /** Round-trip time where the trace has none, seconds, 0..60. Default 0.05. */
  readonly rttSeconds?: number;
  /** TCP slow start, restarted after idle. Default true; without effect where the RTT is 0. */
  readonly slowStart?: boolean;
  readonly content: Content;
  readonly player: PlayerModel;
  /** Media to play, seconds, > 0. Default 180. Rounded up to whole segments. */
  readonly contentSeconds?: number;
  /** Whether the rule is told the sizes of segments to come (sidx, byte ranges). Default false. */
  readonly sizesKnown?: boolean;
  /** In order of time. Default none. On demand only. */
  readonly seeks?: readonly Seek[];
  /** Playback rate, > 0. Default 1. */
  readonly playbackRate?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What is played where the options do not say, seconds. */
export const DEFAULT_CONTENT_SECONDS = 180;
/** Round-trip time where neither the options nor the trace say, seconds. */
export const DEFAULT_RTT_SECONDS = 0.05;

/**
 * Everything that a playback session tells the outside: plain, serialisable data, one union.
 * Adapters emit it, telemetry and the session summary listen; nothing flows back.
 */
import type { Decision, DownloadSample, Forecast, SampleVerdict } from '../engine/index.ts';
import type { Recollection } from './history.ts';

/** `control`: our decision plays. `observe`: we decide and report, the built-in rule plays. `off`: we do nothing. */
export type AbrMode = 'control' | 'observe' | 'off';

interface EventBase {
  /** Which player instance: counts up per handle (interstitial and preload instances get their own). */
  readonly session: number;
  /** Seconds on the monotonic clock of the page. */
  readonly atSeconds: number;
}

/** A rendition of the ladder as the session knows it. */
export interface LadderEntry {
  readonly id: string;
  readonly rateBitsPerSecond: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** The ladder became known, or changed. */
export interface LadderEvent extends EventBase {
  readonly type: 'ladder';
  readonly renditions: readonly LadderEntry[];
}

/** The engine decided. `applied` is false when the built-in rule's choice stood (observe mode, forced level, fault). */
export interface DecisionEvent extends EventBase {
  readonly type: 'decision';
  readonly decision: Decision;
  readonly applied: boolean;
  /** What the built-in rule would have chosen, where it can be asked; ladder index. */
  readonly builtInIndex?: number;
}

/** A transfer was measured. */
export interface SampleEvent extends EventBase {
  readonly type: 'sample';
  readonly sample: DownloadSample;
  readonly verdict: SampleVerdict;
  readonly forecast: Forecast;
}

/** Buffer level, about twice a second while the media element is attached. */
export interface BufferEvent extends EventBase {
  readonly type: 'buffer';
  readonly bufferSeconds: number;
  readonly positionSeconds: number;
  readonly playing: boolean;
}

/** A main segment went into the buffer. */
export interface SegmentEvent extends EventBase {
  readonly type: 'segment';
  readonly renditionIndex: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly sizeBits: number;
}

/** The rendition being loaded changed. */
export interface SwitchEvent extends EventBase {
  readonly type: 'switch';
  readonly fromIndex: number;
  readonly toIndex: number;
}

/** First frame shown. */
export interface StartupEvent extends EventBase {
  readonly type: 'startup';
  readonly startupSeconds: number;
}

/** Playback stopped for want of data (not by pause, seek or end). */
export interface StallStartEvent extends EventBase {
  readonly type: 'stall-start';
  readonly positionSeconds: number;
}

/** Playback goes on after a stall. */
export interface StallEndEvent extends EventBase {
  readonly type: 'stall-end';
  readonly stallSeconds: number;
}

/** The viewer jumped: an empty buffer now is not a stall. */
export interface SeekEvent extends EventBase {
  readonly type: 'seek';
  readonly toSeconds: number;
}

/** A segment's request was given up for a lower rendition. */
export interface RescueEvent extends EventBase {
  readonly type: 'rescue';
  readonly fromIndex: number;
  readonly toIndex: number;
  /** Bits thrown away. */
  readonly wastedBits: number;
}

/** Something of ours failed; playback goes on with the built-in rule. Emitted once per cause and session. */
export interface FaultEvent extends EventBase {
  readonly type: 'fault';
  /** Where it happened, e.g. `decide`, `sample`, `listener`. */
  readonly where: string;
  readonly message: string;
}

/** The mode changed while playing. */
export interface ModeEvent extends EventBase {
  readonly type: 'mode';
  readonly mode: AbrMode;
}

/** What the `history` option knew of the network, once per plugin; see {@link Recollection}. */
export interface HistoryEvent extends EventBase {
  readonly type: 'history';
  readonly recalled: Recollection;
}

/** The player instance ended. */
export interface EndEvent extends EventBase {
  readonly type: 'end';
}

export type SessionEvent =
  | LadderEvent
  | DecisionEvent
  | SampleEvent
  | BufferEvent
  | SegmentEvent
  | SwitchEvent
  | StartupEvent
  | StallStartEvent
  | StallEndEvent
  | SeekEvent
  | RescueEvent
  | FaultEvent
  | ModeEvent
  | HistoryEvent
  | EndEvent;

type WithoutBase<E> = E extends SessionEvent ? Omit<E, keyof EventBase> : never;

/** An event before its session number and time are stamped on. */
export type EventBody = WithoutBase<SessionEvent>;

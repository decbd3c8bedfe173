import { Decision, DownloadSample, Forecast, RememberedRate, SampleVerdict } from "./engine.js";

/** What a history says about the network in use. */
type Recollection = ({
  readonly outcome: "found";
} & RememberedRate) | {
  readonly outcome: "empty";
} | {
  readonly outcome: "ignored";
  readonly reason: string;
};
/** A memory of networks: `localHistory()` of `evenkeel/history`, or the page's own. */
interface NetworkHistory {
  /** Asked once per plugin, when its first player starts: before any measurement. */
  recall(): Recollection;
  /** Hears every event of every session; must be quick. Sessions end with an `end` event. */
  listen(event: SessionEvent): void;
}
/** `control`: our decision plays. `observe`: we decide and report, the built-in rule plays. `off`: we do nothing. */
type AbrMode = "control" | "observe" | "off";
interface EventBase {
  /** Which player instance: counts up per handle (interstitial and preload instances get their own). */
  readonly session: number;
  /** Seconds on the monotonic clock of the page. */
  readonly atSeconds: number;
}
/** A rendition of the ladder as the session knows it. */
interface LadderEntry {
  readonly id: string;
  readonly rateBitsPerSecond: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
}
/** The ladder became known, or changed. */
interface LadderEvent extends EventBase {
  readonly type: "ladder";
  readonly renditions: readonly LadderEntry[];
}
/** The engine decided. `applied` is false when the built-in rule's choice stood (observe mode, forced level, fault). */
interface DecisionEvent extends EventBase {
  readonly type: "decision";
  readonly decision: Decision;
  readonly applied: boolean;
  /** What the built-in rule would have chosen, where it can be asked; ladder index. */
  readonly builtInIndex?: number;
}
/** A transfer was measured. */
interface SampleEvent extends EventBase {
  readonly type: "sample";
  readonly sample: DownloadSample;
  readonly verdict: SampleVerdict;
  readonly forecast: Forecast;
}
/** Buffer level, about twice a second while the media element is attached. */
interface BufferEvent extends EventBase {
  readonly type: "buffer";
  readonly bufferSeconds: number;
  readonly positionSeconds: number;
  readonly playing: boolean;
}
/** A main segment went into the buffer. */
interface SegmentEvent extends EventBase {
  readonly type: "segment";
  readonly renditionIndex: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly sizeBits: number;
}
/** The rendition being loaded changed. */
interface SwitchEvent extends EventBase {
  readonly type: "switch";
  readonly fromIndex: number;
  readonly toIndex: number;
}
/** First frame shown. */
interface StartupEvent extends EventBase {
  readonly type: "startup";
  readonly startupSeconds: number;
}
/** Playback stopped for want of data (not by pause, seek or end). */
interface StallStartEvent extends EventBase {
  readonly type: "stall-start";
  readonly positionSeconds: number;
}
/** Playback goes on after a stall. */
interface StallEndEvent extends EventBase {
  readonly type: "stall-end";
  readonly stallSeconds: number;
}
/** The viewer jumped: an empty buffer now is not a stall. */
interface SeekEvent extends EventBase {
  readonly type: "seek";
  readonly toSeconds: number;
}
/** A segment's request was given up for a lower rendition. */
interface RescueEvent extends EventBase {
  readonly type: "rescue";
  readonly fromIndex: number;
  readonly toIndex: number;
  /** Bits thrown away. */
  readonly wastedBits: number;
}
/** Something of ours failed; playback goes on with the built-in rule. Emitted once per cause and session. */
interface FaultEvent extends EventBase {
  readonly type: "fault";
  /** Where it happened, e.g. `decide`, `sample`, `listener`. */
  readonly where: string;
  readonly message: string;
}
/** The mode changed while playing. */
interface ModeEvent extends EventBase {
  readonly type: "mode";
  readonly mode: AbrMode;
}
/** What the `history` option knew of the network, once per plugin; see {@link Recollection}. */
interface HistoryEvent extends EventBase {
  readonly type: "history";
  readonly recalled: Recollection;
}
/** The player instance ended. */
interface EndEvent extends EventBase {
  readonly type: "end";
}
type SessionEvent = LadderEvent | DecisionEvent | SampleEvent | BufferEvent | SegmentEvent | SwitchEvent | StartupEvent | StallStartEvent | StallEndEvent | SeekEvent | RescueEvent | FaultEvent | ModeEvent | HistoryEvent | EndEvent;
type WithoutBase<E> = E extends SessionEvent ? Omit<E, keyof EventBase> : never;
/** An event before its session number and time are stamped on. */
type EventBody = WithoutBase<SessionEvent>;
export { AbrMode, BufferEvent, DecisionEvent, EndEvent, EventBody, FaultEvent, HistoryEvent, LadderEntry, LadderEvent, ModeEvent, NetworkHistory, Recollection, RescueEvent, SampleEvent, SeekEvent, SegmentEvent, SessionEvent, StallEndEvent, StallStartEvent, StartupEvent, SwitchEvent };
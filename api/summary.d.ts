import { RejectionReason } from "./engine.js";
import { LadderEntry, SessionEvent } from "./events.js";

/** A segment near the playhead. */
interface LoadedSegment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly renditionIndex: number;
  readonly sizeBits: number;
  /** Declared rate of the rendition, bits per second; the segment's own where the ladder is unknown. */
  readonly rateBitsPerSecond: number;
  /** ln(rate / lowest) / ln(highest / lowest) of the ladder, 0..1. */
  readonly utility: number;
  /** Media of it that was shown, seconds; more than its length after a seek back. */
  readonly playedSeconds: number;
}
/** State of the account. Sums only, and a window of segments. */
interface PlayedMedia {
  /** Segments near the playhead, by start time, without overlap. */
  readonly segments: readonly LoadedSegment[];
  /** Playhead when last seen, seconds of media. */
  readonly positionSeconds?: number;
  /** When it was last seen, seconds of the clock. */
  readonly atSeconds?: number;
  /** All media shown, seconds. */
  readonly playedSeconds: number;
  /** The part of it whose rendition is known, seconds; the weight of the two sums below. */
  readonly knownSeconds: number;
  /** Sum of rate x seconds, bits. */
  readonly rateSumBits: number;
  /** Sum of utility x seconds, seconds. */
  readonly utilitySumSeconds: number;
  /** Changes from one segment to the next on screen. */
  readonly stepCount: number;
  /** Sum of the absolute changes of utility over them. */
  readonly stepSum: number;
  /** Those that changed the rendition. */
  readonly switchCount: number;
  /** Segment on screen when last seen. */
  readonly shown?: LoadedSegment;
}
/** What the fold remembers between events; its figures are in {@link SessionSummary}. */
interface SummaryProgress {
  readonly ladder: readonly LadderEntry[];
  readonly media: PlayedMedia;
  /** When the stall under way began, seconds of the clock. */
  readonly stallStartedAtSeconds?: number;
}
/** Figures of one session so far. Plain data; every figure is finite and >= 0. */
interface SessionSummary {
  /** Which player instance; 0 before the first event. */
  readonly session: number;
  /** Time of the latest event, seconds of the clock; 0 before the first event. */
  readonly atSeconds: number;
  /** From attaching to the first frame, seconds; absent until then. */
  readonly startupSeconds?: number;
  /** Stalls begun. */
  readonly stallCount: number;
  /** Length of all finished stalls, seconds. */
  readonly stallSeconds: number;
  /** Length of the longest finished stall, seconds. */
  readonly longestStallSeconds: number;
  /** Media shown, seconds. */
  readonly playedSeconds: number;
  /** stallSeconds / (stallSeconds + playedSeconds), 0..1. */
  readonly rebufferRatio: number;
  /** Changes of rendition on screen. */
  readonly switchCount: number;
  /** Declared rate of the renditions shown, mean over the time shown, bits per second. */
  readonly meanRateBitsPerSecond: number;
  /** ln(rate / lowest) / ln(highest / lowest), mean over the time shown, 0..1. */
  readonly logUtility: number;
  /** Absolute change of that utility from one segment shown to the next, mean over all of them, 0..1. */
  readonly meanUtilityStep: number;
  /** Main segments loaded and what rescues threw away, bits. */
  readonly loadedBits: number;
  /** Part of it that was never shown: thrown away by a rescue, or replaced before its turn, bits. */
  readonly wastedBits: number;
  /** Segments given up for a lower rendition. */
  readonly rescueCount: number;
  readonly decisionCount: number;
  /** Transfers measured, refused ones included. */
  readonly sampleCount: number;
  /** Transfers that were not learnt from, by reason. */
  readonly rejectedSamples: Readonly<Partial<Record<RejectionReason, number>>>;
  readonly faultCount: number;
  readonly progress: SummaryProgress;
}
/** The summary before the first event. */
declare function emptySummary(): SessionSummary;
/**
* The summary after one more event. The first event sets the session; events of other sessions change nothing,
* so one stream may feed many summaries.
*/
declare function addEvent(summary: SessionSummary, event: SessionEvent): SessionSummary;
export { SessionSummary, addEvent, emptySummary };
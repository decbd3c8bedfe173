/**
 * A session in figures: a pure fold over the plugin's own events, for telemetry. The demo and `npm run compare` do not
 * use it: they measure from outside the plugin (demo/page/measure.ts), and what they call log utility is another scale.
 */
import type { RejectionReason } from '../engine/index.ts';
import type { LadderEntry, SessionEvent } from './events.ts';
import { addSegment, advancePlayhead, movePlayhead, NOTHING_PLAYED, type PlayedMedia } from './played-media.ts';

/** What the fold remembers between events; its figures are in {@link SessionSummary}. */
export interface SummaryProgress {
  readonly ladder: readonly LadderEntry[];
  readonly media: PlayedMedia;
  /** When the stall under way began, seconds of the clock. */
  readonly stallStartedAtSeconds?: number;
}

/** Figures of one session so far. Plain data; every figure is finite and >= 0. */
export interface SessionSummary {
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
export function emptySummary(): SessionSummary {
  return {
    session: 0,
    atSeconds: 0,
    stallCount: 0,
    stallSeconds: 0,
    longestStallSeconds: 0,
    playedSeconds: 0,
    rebufferRatio: 0,
    switchCount: 0,
    meanRateBitsPerSecond: 0,
    logUtility: 0,
    meanUtilityStep: 0,
    loadedBits: 0,
    wastedBits: 0,
    rescueCount: 0,
    decisionCount: 0,
    sampleCount: 0,
    rejectedSamples: {},
    faultCount: 0,
    progress: { ladder: [], media: NOTHING_PLAYED },
  };
}

/** Bad figures in an event count as nothing. */
const amount = (value: number): number => (Number.isFinite(value) && value > 0 ? value : 0);
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/**
 * The summary after one more event. The first event sets the session; events of other sessions change nothing,
 * so one stream may feed many summaries.
 */
export function addEvent(summary: SessionSummary, event: SessionEvent): SessionSummary {
  if (summary.session !== 0 && event.session !== summary.session) return summary;
  const next = fold(summary, event);
  return { ...next, session: event.session, atSeconds: Math.max(summary.atSeconds, amount(event.atSeconds)) };
}

function fold(summary: SessionSummary, event: SessionEvent): SessionSummary {
  const { progress } = summary;
  switch (event.type) {
    case 'ladder':
      return { ...summary, progress: { ...progress, ladder: event.renditions } };
    case 'decision':
      return { ...summary, decisionCount: summary.decisionCount + 1 };
    case 'sample': {
      const { verdict } = event;
      const counted = { ...summary, sampleCount: summary.sampleCount + 1 };
      if (verdict.accepted) return counted;
      const before = summary.rejectedSamples[verdict.reason] ?? 0;
      return { ...counted, rejectedSamples: { ...summary.rejectedSamples, [verdict.reason]: before + 1 } };
    }
    case 'fault':
      return { ...summary, faultCount: summary.faultCount + 1 };
    case 'buffer':
      return withMedia(summary, advancePlayhead(progress.media, event.positionSeconds, event.atSeconds));
    case 'seek':
      return withMedia(summary, movePlayhead(progress.media, event.toSeconds, event.atSeconds));
    case 'segment': {
      const { media, replacedBits } = addSegment(progress.media, event, progress.ladder);
      const loadedBits = summary.loadedBits + amount(event.sizeBits);
      return withMedia({ ...summary, loadedBits, wastedBits: summary.wastedBits + replacedBits }, media);
    }
    case 'rescue': {
      const bits = amount(event.wastedBits);
      const { rescueCount, loadedBits, wastedBits } = summary;
      return { ...summary, rescueCount: rescueCount + 1, loadedBits: loadedBits + bits, wastedBits: wastedBits + bits };
    }
    case 'startup':
      return summary.startupSeconds === undefined ? { ...summary, startupSeconds: amount(event.startupSeconds) } : summary;
    case 'stall-start':
      if (progress.stallStartedAtSeconds !== undefined) return summary;
      return {
        ...summary,
        stallCount: summary.stallCount + 1,
        progress: { ...progress, stallStartedAtSeconds: amount(event.atSeconds) },
      };
    case 'stall-end':
      return endStall(summary, amount(event.stallSeconds));
    case 'end':
      // A stall that nothing ended lasted until the player went.
      if (progress.stallStartedAtSeconds === undefined) return summary;
      return endStall(summary, amount(event.atSeconds - progress.stallStartedAtSeconds));
    default:
      return summary;
  }
}

function withMedia(summary: SessionSummary, media: PlayedMedia): SessionSummary {
  return {
    ...summary,
    playedSeconds: media.playedSeconds,
    rebufferRatio: share(summary.stallSeconds, summary.stallSeconds + media.playedSeconds),
    switchCount: media.switchCount,
    meanRateBitsPerSecond: share(media.rateSumBits, media.knownSeconds),
    logUtility: share(media.utilitySumSeconds, media.knownSeconds),
    meanUtilityStep: share(media.stepSum, media.stepCount),
    progress: { ...summary.progress, media },
  };
}

function endStall(summary: SessionSummary, seconds: number): SessionSummary {
  const { ladder, media, stallStartedAtSeconds } = summary.progress;
  const stallSeconds = summary.stallSeconds + seconds;
  return {
    ...summary,
    // An end without a start: the listener came late, the stall was real.
    stallCount: summary.stallCount + (stallStartedAtSeconds === undefined ? 1 : 0),
    stallSeconds,
    longestStallSeconds: Math.max(summary.longestStallSeconds, seconds),
    rebufferRatio: share(stallSeconds, stallSeconds + summary.playedSeconds),
    progress: { ladder, media },
  };
}

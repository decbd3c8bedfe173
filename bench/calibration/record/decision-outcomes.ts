/** What our engine claimed at each decision of one session, and what came of it. */
import { type AbrOptions, type CreateEngine, createAbrEngine, type Decision } from 'evenkeel';
import { type Download, evenkeelRule, type Rule, type SessionOptions, type SessionRecord, simulateSession } from 'evenkeel/simulator';

export interface DecisionOutcome {
  readonly decision: Decision;
  /** Playback ran dry after the decision and before the segment that it was for was in the buffer, in whichever rendition. */
  readonly stalled: boolean;
  /** The segment was given up on its way at least once. */
  readonly givenUp: boolean;
  /** First to last byte of the response that brought the segment, bits per second; undefined where none did. */
  readonly throughputBitsPerSecond: number | undefined;
  /** The same over all main responses, given up or not, that ended within the forecast's window; undefined where none did. */
  readonly windowBitsPerSecond: number | undefined;
}

export interface RecordingOptions {
  /** Play every segment to its end, however slow: the engine decides as ever, learns as ever, and is not heeded when it would give up. */
  readonly neverGiveUp: boolean;
  /** Options of the plugin. Default: its defaults. */
  readonly options?: AbrOptions;
  /** Another engine. Default: ours. */
  readonly createEngine?: CreateEngine;
}

/**
 * Plays one session and judges each decision. Left out are decisions at an empty buffer: before the first frame there is nothing
 * to stall, and during a stall nothing to foresee.
 */
export function decisionOutcomes(session: SessionOptions, recording: RecordingOptions): DecisionOutcome[] {
  const decisions = new Map<number, Decision>();
  const downloads: Download[] = [];
  const record = simulateSession(session, watchedRule(recording, decisions, downloads));
  return [...decisions]
    .filter(([, { bufferSeconds }]) => bufferSeconds > 0)
    .map(([segmentIndex, decision]) => outcomeOf(segmentIndex, decision, record, downloads));
}

/** Our rule. Asked again before the request is made, its last answer for a segment counts. */
function watchedRule(
  { neverGiveUp, options = {}, createEngine = createAbrEngine }: RecordingOptions,
  decisions: Map<number, Decision>,
  downloads: Download[],
): Rule {
  let latest: Decision | undefined;
  const watched: CreateEngine = (config, memory) => {
    const engine = createEngine(config, memory);
    return {
      ...engine,
      decide: (situation) => {
        latest = engine.decide(situation);
        return latest;
      },
      // As if this segment had used up its rescues: what the transfer teaches on its way is still learnt.
      considerRescue: (situation, inFlight) =>
        engine.considerRescue(situation, neverGiveUp ? { ...inFlight, rescues: Number.POSITIVE_INFINITY } : inFlight),
    };
  };
  const rule = evenkeelRule({ options, createEngine: watched });
  return {
    name: rule.name,
    start(context) {
      const inner = rule.start(context);
      return {
        choose(view) {
          latest = undefined;
          const index = inner.choose(view);
          if (latest) decisions.set(view.segmentIndex, latest);
          return index;
        },
        downloaded(download, view) {
          if (download.kind === 'main') downloads.push(download);
          inner.downloaded?.(download, view);
        },
        progress: (transfer, view) => inner.progress?.(transfer, view),
      };
    },
  };
}

function outcomeOf(segmentIndex: number, decision: Decision, record: SessionRecord, downloads: readonly Download[]): DecisionOutcome {
  const segment = record.segments.find((each) => each.segmentIndex === segmentIndex);
  const { atSeconds, forecast } = decision;
  const endSeconds = segment?.endSeconds ?? record.sessionSeconds;
  const windowEndSeconds = atSeconds + forecast.windowSeconds;
  return {
    decision,
    stalled: record.stalls.some(({ startSeconds }) => startSeconds > atSeconds && startSeconds <= endSeconds),
    givenUp: (segment?.restarts ?? 0) > 0 || downloads.some((each) => each.segmentIndex === segmentIndex && each.aborted),
    throughputBitsPerSecond: meanRate(downloads.filter((each) => each.segmentIndex === segmentIndex && !each.aborted)),
    windowBitsPerSecond: meanRate(downloads.filter((each) => each.endSeconds > atSeconds && each.endSeconds <= windowEndSeconds)),
  };
}

function meanRate(downloads: readonly Download[]): number | undefined {
  const bits = downloads.reduce((sum, { sizeBits }) => sum + sizeBits, 0);
  const seconds = downloads.reduce((sum, { firstByteSeconds, endSeconds }) => sum + endSeconds - firstByteSeconds, 0);
  return seconds > 0 && bits > 0 ? bits / seconds : undefined;
}

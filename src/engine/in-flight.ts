/**
 * What the transfer on its way tells before it ends: its pace now, and lessons for the prediction. A big segment
 * hides a collapse for as long as it takes; learning from it in parts shows it within seconds.
 */
import type { DownloadSample } from './samples.ts';
import type { InFlightSegment, Situation } from './situation.ts';
import { followPacing, goesOn, isPaced, type Look, mayWaitForSource, type Pacing } from './source-limited.ts';

export interface InFlightState {
  /** The last looks: enough to see the present pace. */
  readonly looks: readonly Look[];
  /** How much of the body was taught to the prediction already. */
  readonly learntSeconds: number;
  readonly learntBits: number;
  /** Live, where the source may hold the transfer up. */
  readonly pacing?: Pacing | undefined;
}

export const NOTHING_IN_FLIGHT: InFlightState = { looks: [], learntSeconds: 0, learntBits: 0 };

/** The present pace is measured over this long, seconds. */
const PACE_SECONDS = 1.5;
/** Looks are kept this far apart at least, seconds: the player may show the transfer ten times a second. */
const BETWEEN_LOOKS_SECONDS = 0.19;
/** A part of this length is worth a lesson, seconds. */
const LESSON_SECONDS = 2;
/** Pace assumed for a transfer that stands still, bits per second: small, but a number. */
const STANDSTILL_BITS_PER_SECOND = 1000;

/** Adds a look; a transfer that went backwards is another one. */
export function look(state: InFlightState, inFlight: InFlightSegment, situation: Situation): InFlightState {
  const next = lookAtPace(state, inFlight);
  return mayWaitForSource(situation, inFlight) ? { ...next, pacing: followPacing(state.pacing, inFlight, situation.bufferSeconds) } : next;
}

function lookAtPace(state: InFlightState, { elapsedSeconds, loadedBits }: InFlightSegment): InFlightState {
  const last = state.looks.at(-1);
  if (!goesOn(last, elapsedSeconds, loadedBits)) return { ...NOTHING_IN_FLIGHT, looks: [{ elapsedSeconds, loadedBits }] };
  if (elapsedSeconds - last.elapsedSeconds < BETWEEN_LOOKS_SECONDS) return state;
  const recent = state.looks.filter((past) => past.elapsedSeconds >= elapsedSeconds - PACE_SECONDS);
  recent.push({ elapsedSeconds, loadedBits });
  return { looks: recent, learntSeconds: state.learntSeconds, learntBits: state.learntBits };
}

/** Pace of the transfer now, bits per second; undefined while no byte has come. */
export function paceOf(state: InFlightState, { elapsedSeconds, ttfbSeconds, loadedBits }: InFlightSegment): number | undefined {
  if (ttfbSeconds === undefined || loadedBits <= 0 || elapsedSeconds <= ttfbSeconds) return undefined;
  const first = state.looks.find((past) => past.elapsedSeconds >= ttfbSeconds);
  const spanSeconds = first ? elapsedSeconds - first.elapsedSeconds : 0;
  const pace =
    first && spanSeconds >= PACE_SECONDS / 3 ? (loadedBits - first.loadedBits) / spanSeconds : loadedBits / (elapsedSeconds - ttfbSeconds);
  return Math.max(STANDSTILL_BITS_PER_SECOND, pace);
}

/** The part of the body that came since the last lesson, once it is long enough. */
export function nextLesson(state: InFlightState, inFlight: InFlightSegment, situation: Situation): DownloadSample | undefined {
  const { elapsedSeconds, ttfbSeconds, loadedBits } = inFlight;
  if (ttfbSeconds === undefined || isPaced(state.pacing)) return undefined;
  const transferSeconds = elapsedSeconds - ttfbSeconds - state.learntSeconds;
  if (transferSeconds < LESSON_SECONDS) return undefined;
  const sizeBits = Math.max(STANDSTILL_BITS_PER_SECOND * transferSeconds, loadedBits - state.learntBits);
  return { atSeconds: situation.atSeconds, sizeBits, transferSeconds, ttfbSeconds: 0, kind: 'main', partial: true, host: situation.host };
}

/** The state after a lesson. */
export const afterLesson = (state: InFlightState, inFlight: InFlightSegment, lesson: DownloadSample): InFlightState => ({
  ...state,
  learntSeconds: state.learntSeconds + lesson.transferSeconds,
  learntBits: inFlight.loadedBits,
});

/** What a finished transfer teaches beyond its lessons; the sample itself where there were none. */
export function remainderOf({ learntSeconds, learntBits }: InFlightState, sample: DownloadSample): DownloadSample {
  const belongs = sample.kind === 'main' && sample.sizeBits >= learntBits && sample.transferSeconds > learntSeconds;
  if (!belongs || learntSeconds === 0) return sample;
  return { ...sample, sizeBits: sample.sizeBits - learntBits, transferSeconds: sample.transferSeconds - learntSeconds };
}

/**
 * One hls.js instance under our care: who answers hls.js, and when the built-in rule has the wheel.
 *
 * hls.js asks ten times a second, also while the buffer is full; an answer must stand until there is news, and a new
 * question goes to the engine once per segment, when it is about to be loaded.
 */
import type Hls from 'hls.js';
import type { Events, FragLoadingData, Level } from 'hls.js';
import type { Decision, Situation } from '../../engine/index.ts';
import { createDeviceReader } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { createListeners } from './listeners.ts';
import { emptyNotes, type Notes } from './notes.ts';
import { findLevel, mainBufferSeconds, readPermission, readSituation } from './reading.ts';
import { createRescue } from './rescue.ts';
import { bufferLimitSeconds } from './translate.ts';

/** What we use of hls.js's own controller. */
export interface BuiltIn {
  /** Level forced through `nextAutoLevel` and not yet loaded; -1 = none. */
  readonly forcedAutoLevel: number;
  /** Forces a level for the next segment; -1 takes the force back, where this version of hls.js has a way to. */
  nextAutoLevel: number;
  /** The estimate behind `hls.bandwidthEstimate`. */
  readonly bwEstimator: { sample(durationMilliseconds: number, bytes: number): void };
  /** Stops the built-in rule's watch over the segment on its way. */
  clearTimer(): void;
  /** Starts that watch again. */
  onFragLoading(event: Events.FRAG_LOADING, loading: FragLoadingData): void;
}

/** What the subclass of hls.js's controller asks. */
export interface Pilot {
  /** Answers hls.js; `ask` asks the built-in rule. */
  answer(ask: () => number): number;
  /** The application (or hls.js) set the estimate. */
  restoreRate(rateBitsPerSecond: number): void;
  destroy(): void;
}

export function createPilot(hls: Hls, session: AbrSession, builtIn: BuiltIn): Pilot {
  const notes: Notes = emptyNotes();
  const device = createDeviceReader();
  /** Our last answer to hls.js; -1 = the built-in rule's answers stand. */
  let lastAnswer = -1;
  /** The base class asks itself, too: those calls are not hls.js asking us. */
  let isAnswering = false;

  // After a fault in our code the built-in rule plays on until the next manifest: state may be half written.
  const isSteerable = (): boolean => !session.hasFailed && hls.levels.length > 1 && hls.autoLevelEnabled && !hls.levels[0]?.iframes;
  const isInControl = (): boolean => session.mode === 'control' && isSteerable();

  /** Passes our choice through the built-in's setter, so that only somebody else's value looks like a force. */
  const pin = (index: number): number => {
    builtIn.nextAutoLevel = lastAnswer = index;
    return index;
  };
  /** Leaves nothing of ours pinned in the built-in rule. */
  const letGo = (): void => {
    if (lastAnswer >= 0 && builtIn.forcedAutoLevel === lastAnswer) builtIn.nextAutoLevel = -1;
    lastAnswer = -1;
  };

  /** Is a new decision due, if `answer` (or else our choice) is the level being loaded? */
  const isDue = (answer: Level | undefined): boolean => {
    const index = findLevel(hls.levels, notes.chosen);
    if (index < 0 || !readPermission(hls, notes)(index)) return true;
    const bufferSeconds = mainBufferSeconds(hls);
    // Nothing is about to be loaded: while a segment is on its way (before 1.7 hls.js drops requests without an event,
    // so the fragment is asked), and while the buffer is full.
    if (notes.requested?.loader || bufferSeconds >= bufferLimitSeconds(hls.config, (answer ?? notes.chosen)?.maxBitrate)) return false;
    // Unused, but it waited (for a playlist, or for room at a level of larger segments) and the world has moved on?
    return notes.isUsed || Math.abs(bufferSeconds - notes.chosenAtBufferSeconds) >= notes.segmentSeconds;
  };

  /** Makes a decision the current choice, checked: an index that is not permitted never reaches the player. */
  const adopt = (decision: Decision, situation: Situation, applied: boolean, builtInIndex?: number): number => {
    const { index } = decision;
    if (!situation.renditions[index]?.allowed) throw new RangeError(`rendition ${index} is not allowed`);
    notes.chosen = hls.levels[index];
    notes.isUsed = false;
    notes.chosenAtBufferSeconds = mainBufferSeconds(hls);
    notes.segmentSeconds = situation.segmentSeconds;
    session.emit({ type: 'decision', decision, applied, ...(builtInIndex !== undefined && { builtInIndex }) });
    return index;
  };

  const choose = (ask: () => number): number => {
    const forced = builtIn.forcedAutoLevel;
    const steering = isInControl() && (forced < 0 || forced === lastAnswer);
    if (steering && !isDue(undefined)) return pin(findLevel(hls.levels, notes.chosen));
    letGo();
    // A level that is still forced, or could not be let go, is no answer of the built-in rule's own.
    const isGenuine = builtIn.forcedAutoLevel < 0;
    const answer = ask();
    if (!steering && (session.mode === 'off' || !isSteerable() || !isDue(hls.levels[answer]))) return answer;
    if (!notes.loaded) notes.proposedIndex = answer;
    const situation = readSituation(hls, notes, device);
    if (!situation.renditions.some((rendition) => rendition.allowed)) return answer;
    const index = adopt(session.engine.decide(situation), situation, steering, isGenuine ? answer : undefined);
    return steering ? pin(index) : answer;
  };

  const rescue = createRescue(
    hls,
    session,
    notes,
    device,
    isInControl,
    (decision, situation, acts) => {
      if (acts) return pin(adopt(decision, situation, true));
      if (session.mode === 'observe' && isSteerable()) adopt(decision, situation, false);
      return undefined;
    },
    (loading) => {
      letGo();
      builtIn.onFragLoading('hlsFragLoading' as Events.FRAG_LOADING, loading);
    },
    builtIn,
  );
  const listeners = createListeners(hls, session, notes, rescue, (loading) => {
    // `abrSwitchInterval` refuses emergency switches too: then the built-in watch is as good as ours.
    const acts = isInControl() && !(hls.config.abrSwitchInterval > 0);
    if (acts) builtIn.clearTimer();
    if (session.mode !== 'off') rescue.watch(loading, acts);
  });
  // Never removed: hls.js removes all listeners before it destroys its controllers.
  for (const [event, listener] of Object.entries(listeners))
    hls.on(event as Events.ERROR, (_event, data) => session.guard(event, () => listener(data as never)));

  return {
    answer(ask) {
      if (isAnswering) return ask();
      isAnswering = true;
      try {
        return session.guard('decide', () => choose(ask)) ?? ask();
      } finally {
        isAnswering = false;
      }
    },
    restoreRate(rateBitsPerSecond) {
      // Later the base class sets its estimate too, to the rate of the level that it flees to.
      if (rateBitsPerSecond > 0 && !notes.parsing && !notes.current) notes.restoredRate = rateBitsPerSecond;
    },
    destroy: session.end,
  };
}

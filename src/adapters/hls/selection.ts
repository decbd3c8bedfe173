/**
 * Holds the current choice. hls.js asks ten times a second, also while the buffer is full; the answer must stand
 * until there is news, and a new question goes to the engine once per segment, when it is about to be loaded.
 */
import type Hls from 'hls.js';
import type { Level } from 'hls.js';
import type { Decision } from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { isPermitted } from './candidates.ts';
import { findLevel, type Reading, readPermissions } from './reading.ts';
import type { Track } from './track.ts';
import { bufferLimitSeconds } from './translate.ts';

/** How our decision relates to the built-in rule's answer. */
export interface BuiltInAnswer {
  readonly index: number;
  /** False where the answer is a forced level or our own pinned choice. */
  readonly genuine: boolean;
}

export interface Selection {
  /** Index of the current choice; -1 = none. */
  readonly index: number;
  /** Something happened that makes the current choice old: decide when the next segment is about to be loaded. */
  renew(): void;
  /** The choice may not wait for the buffer: a limit, the ladder or the mode changed. */
  renewAtOnce(): void;
  /** Is a new decision due, if `answer` is the level being loaded? */
  isDue(answer: Level | undefined): boolean;
  /** Asks the engine; returns the new choice, -1 where nothing is permitted. */
  decide(answer: BuiltInAnswer, applied: boolean): number;
  /** Takes over a decision that the rescue made. */
  adopt(decision: Decision): void;
  /** Forgets the choice. */
  reset(): void;
}

/** The engine's choice, checked: an index that is not permitted never reaches the player. */
export function checkedIndex(decision: Decision, reading: Reading): number {
  if (reading.situation.renditions[decision.index]?.allowed !== true)
    throw new RangeError(`the engine chose ${decision.index}, which is not allowed`);
  return decision.index;
}

export function createSelection(hls: Hls, session: AbrSession, track: Track): Selection {
  let chosen: Level | undefined;
  let baseIndexBeforeLoad = -1;
  let news: 'none' | 'next-segment' | 'at-once' = 'at-once';
  let decidedBufferSeconds = 0;
  let segmentSeconds = 0;

  const indexOfChosen = (): number => findLevel(hls.levels, chosen);
  const chosenIsPermitted = (index: number): boolean =>
    isPermitted(hls.levels, index, readPermissions(hls, track, baseIndexBeforeLoad, nowSeconds()));
  const isFull = (level: Level | undefined): boolean =>
    level !== undefined && (hls.mainForwardBufferInfo?.len ?? 0) >= bufferLimitSeconds(hls.config, level.maxBitrate);

  const keep = (decision: Decision, reading: Reading): void => {
    chosen = hls.levels[decision.index];
    news = 'none';
    decidedBufferSeconds = reading.mainBufferSeconds;
    segmentSeconds = reading.situation.segmentSeconds;
  };

  return {
    get index() {
      return indexOfChosen();
    },
    renew() {
      if (news === 'none') news = 'next-segment';
    },
    renewAtOnce() {
      news = 'at-once';
    },
    isDue(answer) {
      const index = indexOfChosen();
      if (news === 'at-once' || index < 0 || !chosenIsPermitted(index)) return true;
      // Nothing is about to be loaded: while a segment is on its way, and while the buffer is full.
      if (track.inFlight || isFull(answer ?? chosen)) return false;
      if (news === 'next-segment') return true;
      // Still waiting (for a playlist, or for room at a level of larger segments) and the world has moved on.
      return Math.abs((hls.mainForwardBufferInfo?.len ?? 0) - decidedBufferSeconds) >= segmentSeconds;
    },
    decide(answer, applied) {
      const reading = track.read(answer.index);
      if (!reading.situation.renditions.some((rendition) => rendition.allowed)) return -1;
      if (!track.loadedLevel) baseIndexBeforeLoad = answer.index;
      const decision = session.engine.decide(reading.situation);
      const index = checkedIndex(decision, reading);
      keep(decision, reading);
      session.emit({ type: 'decision', decision, applied, ...(answer.genuine && { builtInIndex: answer.index }) });
      return index;
    },
    adopt(decision) {
      keep(decision, track.read(decision.index));
    },
    reset() {
      chosen = undefined;
      baseIndexBeforeLoad = -1;
      news = 'at-once';
    },
  };
}

/** One hls.js instance under our care: who answers hls.js, and when the built-in rule has the wheel. */
import type Hls from 'hls.js';
import type { Events, FragLoadingData } from 'hls.js';
import type { AbrMode } from '../../session/index.ts';
import type { AbrSession } from '../shared/index.ts';
import type { BuiltIn } from './built-in.ts';
import { createLessons } from './lessons.ts';
import { listen } from './listeners.ts';
import { createRescue } from './rescue.ts';
import { createSelection } from './selection.ts';
import { createTrack } from './track.ts';

/** What the subclass of hls.js's controller asks. */
export interface Pilot {
  /** Answers `nextAutoLevel`. */
  nextLevel(): number;
  /** Answers `firstAutoLevel`. */
  firstLevel(): number;
  /** The application restored an estimate. */
  restoreRate(rateBitsPerSecond: number): void;
  destroy(): void;
}

export function createPilot(hls: Hls, events: typeof Events, session: AbrSession, builtIn: BuiltIn): Pilot {
  let destroyed = false;
  /** After a throw in our code the built-in rule plays on until the next manifest: state may be half written. */
  let retired = false;
  /** Our last answer to hls.js; -1 = the built-in rule's answers stand. */
  let lastAnswer = -1;
  let lastMode: AbrMode = session.mode;

  const attempt = <Result>(where: string, work: () => Result): Result | undefined => {
    if (retired) return undefined;
    let done = false;
    const result = session.guard<Result | undefined>(where, undefined, () => {
      const value = work();
      done = true;
      return value;
    });
    if (!done) retired = true;
    return result;
  };
  const report: AbrSession['emit'] = (event) => {
    if (session.mode !== 'off') session.emit(event);
  };

  const track = createTrack(hls, report);
  const selection = createSelection(hls, session, track);
  const lessons = createLessons(hls, session, attempt);

  const isSteerable = (): boolean => !retired && hls.levels.length > 1 && hls.autoLevelEnabled && hls.levels[0]?.iframes !== true;
  const isInControl = (): boolean => !destroyed && session.mode === 'control' && isSteerable();

  const follow = (index: number): number => {
    lastAnswer = index;
    builtIn.follow(index);
    return index;
  };
  /** Leaves nothing of ours pinned in the built-in rule. */
  const letGo = (): void => {
    if (lastAnswer < 0) return;
    if (builtIn.forcedLevel() === lastAnswer) builtIn.forget();
    lastAnswer = -1;
  };
  const noticeMode = (): void => {
    if (session.mode === lastMode) return;
    lastMode = session.mode;
    selection.renewAtOnce();
  };

  const rescue = createRescue(hls, session, track, selection, events, {
    mayAct: isInControl,
    attempt,
    moveTo(index) {
      lastAnswer = index;
      hls.nextAutoLevel = index;
      hls.nextLoadLevel = index;
    },
    handBack(loading: FragLoadingData) {
      if (destroyed) return;
      letGo();
      builtIn.rearm(loading);
    },
    learnFromCut: (fragment, part, stats) => lessons.cut(fragment, part, stats),
  });
  const stopListening = listen({
    hls,
    events,
    report,
    session,
    attempt,
    track,
    selection,
    lessons,
    rescue,
    builtIn,
    isInControl,
    revive: () => (retired = false),
  });

  /** We decide and report, the built-in rule's `answer` plays. */
  const decideAside = (answer: number, genuine: boolean): void => {
    attempt('decide', () => {
      if (selection.isDue(hls.levels[answer])) selection.decide({ index: answer, genuine }, false);
    });
  };

  /** Our answer, or the built-in's where we have none. */
  const steer = (ask: () => number): number => {
    const forced = builtIn.forcedLevel();
    if (forced !== -1 && forced !== lastAnswer) {
      const answer = ask();
      decideAside(answer, false);
      return answer;
    }
    if (attempt('decide', () => selection.isDue(undefined)) === false) return follow(selection.index);
    const genuine = forced === -1 || builtIn.forget();
    const answer = ask();
    const index = attempt('decide', () => selection.decide({ index: answer, genuine }, true)) ?? -1;
    if (index < 0) lastAnswer = -1;
    return index < 0 ? answer : follow(index);
  };

  const answerWith = (ask: () => number): number => {
    if (destroyed) return ask();
    noticeMode();
    if (session.mode === 'control' && isSteerable()) return steer(ask);
    letGo();
    const genuine = builtIn.forcedLevel() === -1;
    const answer = ask();
    if (session.mode === 'observe' && isSteerable()) decideAside(answer, genuine);
    return answer;
  };

  const guarded = (ask: () => number): number => session.guard<number | undefined>('answer', undefined, () => answerWith(ask)) ?? ask();

  return {
    nextLevel: () => guarded(builtIn.nextLevel),
    firstLevel: () => guarded(builtIn.firstLevel),
    restoreRate(rateBitsPerSecond) {
      // Later the base class resets its estimator too, with the rate of the level that it flees to.
      if (rateBitsPerSecond > 0 && !track.parsingManifest && !track.currentLevel) track.restoredRateBitsPerSecond = rateBitsPerSecond;
    },
    destroy() {
      destroyed = true;
      session.guard('destroy', undefined, () => {
        stopListening();
        rescue.stop();
        track.watch(undefined);
      });
      session.end();
    },
  };
}

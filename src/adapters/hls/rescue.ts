/** Watches the main segment on its way: the engine learns from it, and in control it is given up for a lower level when the engine says so. */
import type Hls from 'hls.js';
import type { Events, FragLoadingData, Fragment, Level } from 'hls.js';
import { bitsFromBytes, type Decision, type Situation } from '../../engine/index.ts';
import type { DeviceReader } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { teachFragment } from './lessons.ts';
import type { Notes } from './notes.ts';
import type { BuiltIn } from './pilot.ts';
import { readSituation } from './reading.ts';
import { hostOf, rateOf, toInFlight } from './translate.ts';

/** The built-in rule's own pace, milliseconds. */
const TICK_MILLISECONDS = 100;
/** A tick that comes later than this was held up (main thread, sleep): what it sees says nothing about the link, milliseconds. */
const LATE_MILLISECONDS = 1000;
/** Least time between two rescues, milliseconds: the new request needs this long to show how it does. */
const COOLDOWN_MILLISECONDS = 1000;
/** A body of which nothing is seen this long after its headers is one that cannot be watched, milliseconds. */
const SILENT_MILLISECONDS = 1000;

export interface Rescue {
  /** A main segment was requested; the one before is stopped. With `acts` the built-in rule does not watch it. */
  watch(loading: FragLoadingData, acts: boolean): void;
  /** It came in, failed, or was dropped. */
  stop(): void;
  /** Did the page stand still or sleep since the request, or the last call? Then the times are the page's, not the link's. */
  wasHeldUp(): boolean;
}

/** In a hidden tab timers come late, and tell of the tab. */
export const isHidden = (): boolean => !!globalThis.document?.hidden;

/** Headers long ago, and not a byte of the body to be seen: `FetchLoader` hides how much has come. */
const isSilent = ({ loader }: Fragment, nowMilliseconds: number): boolean => {
  const { loaded, loading } = loader?.stats ?? {};
  return loaded === 0 && !!loading?.first && nowMilliseconds - loading.first > SILENT_MILLISECONDS;
};

/**
 * @param isInControl ours to decide at this moment: control mode, automatic level selection, no fault.
 * @param follow makes a decision the current choice, and returns its index if `acts`.
 * @param handBack gives the segment on its way back to the built-in rule's watch.
 */
export function createRescue(
  hls: Hls,
  session: AbrSession,
  notes: Notes,
  device: DeviceReader,
  isInControl: () => boolean,
  follow: (decision: Decision, situation: Situation, acts: boolean) => number | undefined,
  handBack: (loading: FragLoadingData) => void,
  builtIn: Pick<BuiltIn, 'bwEstimator'>,
): Rescue {
  let timer: ReturnType<typeof setInterval> | undefined;
  let lastTickMilliseconds = Number.POSITIVE_INFINITY;
  let isHeldUp = false;
  const isLate = (nowMilliseconds: number): boolean => !isHidden() && nowMilliseconds - lastTickMilliseconds > LATE_MILLISECONDS;

  const stop = (): void => {
    clearInterval(timer);
    notes.requested = undefined;
    lastTickMilliseconds = Number.POSITIVE_INFINITY;
    isHeldUp = false;
  };

  const consider = (frag: Fragment, nowMilliseconds: number, acts: boolean): void => {
    const { level, loader } = frag;
    const own = hls.levels[level];
    if (!own || !loader || !hls.media || hls.media.paused || frag.endList) return;
    const { stats } = loader;
    const { start, first } = stats.loading;
    if (!start || stats.aborted || (stats.loaded && stats.loaded === stats.total)) return;
    // A second rescue without a byte in between: the server is dead, and a lower level does not revive it.
    if (notes.rescues && (!first || nowMilliseconds - start < COOLDOWN_MILLISECONDS)) return;
    // hls.js announces only the first part of a run, the loader knows which it is at.
    const part = loader.context?.part ?? null;
    // After a switch hls.js may fetch again what it has: the segment behind the buffer's end may be another host's.
    const situation = { ...readSituation(hls, notes, device), host: hostOf((part ?? frag).url) };
    if (!situation.renditions.some((rendition) => rendition.allowed)) return;
    const [rangeStart = 0, rangeEnd = 0] = (part ?? frag).byteRange;
    const inFlight = toInFlight(stats, { renditionIndex: level, rescues: notes.rescues }, nowMilliseconds, rangeEnd - rangeStart);
    const decision = session.engine.considerRescue(situation, inFlight);
    if (!decision || rateOf(hls.levels[decision.index] as Level) >= rateOf(own)) return;
    const toIndex = follow(decision, situation, acts);
    if (toIndex === undefined) {
      // Once per segment: from here on the engine only learns.
      notes.rescues = Number.POSITIVE_INFINITY;
      return;
    }
    hls.nextLoadLevel = toIndex;
    // Refused: an abort would only fetch the same level again.
    if (hls.loadLevel !== toIndex) return;
    stop();
    notes.rescues++;
    session.emit({ type: 'rescue', fromIndex: level, toIndex, wastedBits: bitsFromBytes(stats.loaded) });
    try {
      // `frag.abortRequests()` alone would come back as an `aborted` error event to the application; a destroyed loader
      // has nobody to tell. hls.js calls both once more before the next request, which a custom loader may not expect.
      loader.destroy();
      loader.abort = loader.destroy = () => {};
      frag.loader = null;
      frag.abortRequests();
      teachFragment(session, frag, part, { kind: 'main' }, nowMilliseconds);
      // What hls.js reports of the link (CMCD, content steering, child players) is the built-in rule's estimate.
      if (first) builtIn.bwEstimator.sample(nowMilliseconds - first, stats.loaded);
    } finally {
      // Whatever a custom loader or the engine throws: without this event hls.js would wait for the old request forever.
      hls.trigger('hlsFragLoadEmergencyAborted' as Events.FRAG_LOAD_EMERGENCY_ABORTED, { frag, part, stats });
    }
  };

  return {
    stop,
    wasHeldUp() {
      const answer = isHeldUp || isLate(performance.now());
      isHeldUp = false;
      return answer;
    },
    watch(loading, acts) {
      lastTickMilliseconds = performance.now();
      let isBlind = false;
      timer = setInterval(() => {
        const nowMilliseconds = performance.now();
        isHeldUp ||= isLate(nowMilliseconds);
        const silent = isSilent(loading.frag, nowMilliseconds);
        // What came unseen would look like a standstill and then a burst: the rest of this transfer teaches when it is complete.
        isBlind ||= silent || isHidden() || isLate(nowMilliseconds);
        lastTickMilliseconds = nowMilliseconds;
        // After a throw, too, the segment must not stay unwatched, nor when its bytes cannot be seen.
        if (acts && (silent || !isInControl())) {
          acts = false;
          handBack(loading);
        }
        if (!isBlind && session.mode !== 'off' && !session.hasFailed)
          session.guard('rescue', () => consider(loading.frag, nowMilliseconds, acts));
      }, TICK_MILLISECONDS);
    },
  };
}

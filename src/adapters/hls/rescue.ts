/** Watches the main segment on its way and gives it up for a lower level when the engine says so. */
import type Hls from 'hls.js';
import type { Events, FragLoadingData, Fragment } from 'hls.js';
import { bitsFromBytes, type Decision, type Situation } from '../../engine/index.ts';
import type { DeviceReader } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { teachFragment } from './lessons.ts';
import type { Notes } from './notes.ts';
import { readSituation } from './reading.ts';
import { toInFlight } from './translate.ts';

/** The built-in rule's own pace, milliseconds. */
const TICK_MILLISECONDS = 100;
/** A tick that comes later than this was held up (hidden tab, sleep): what it sees says nothing about the link, milliseconds. */
const LATE_MILLISECONDS = 1000;
/** Least time between two rescues, milliseconds: the new request needs this long to show how it does. */
const COOLDOWN_MILLISECONDS = 1000;

export interface Rescue {
  /** A main segment was requested. */
  watch(loading: FragLoadingData): void;
  /** It came in, failed, or was dropped. */
  stop(): void;
}

/**
 * @param isInControl ours to decide at this moment: control mode, automatic level selection, no fault.
 * @param follow makes a decision the current choice; returns its index.
 * @param handBack gives the segment on its way back to the built-in rule's watch.
 */
export function createRescue(
  hls: Hls,
  session: AbrSession,
  notes: Notes,
  device: DeviceReader,
  isInControl: () => boolean,
  follow: (decision: Decision, situation: Situation) => number,
  handBack: (loading: FragLoadingData) => void,
): Rescue {
  let timer: ReturnType<typeof setInterval> | undefined;

  const stop = (): void => {
    clearInterval(timer);
    notes.requested = undefined;
  };

  const consider = (frag: Fragment, nowMilliseconds: number, blindMilliseconds: number): void => {
    const { level, loader } = frag;
    if (!loader || !hls.media || hls.media.paused || frag.endList) return;
    const { stats } = loader;
    const { start, first } = stats.loading;
    if (!start || stats.aborted || (stats.loaded && stats.loaded === stats.total)) return;
    // A second rescue without a byte in between: the server is dead, and a lower level does not revive it.
    if (notes.rescues && (!first || nowMilliseconds - start < COOLDOWN_MILLISECONDS)) return;
    const situation = readSituation(hls, notes, device);
    const { renditions } = situation;
    const own = renditions[level];
    if (!own || !renditions.some((other) => other.allowed && other.rateBitsPerSecond < own.rateBitsPerSecond)) return;
    // hls.js announces only the first part of a run, the loader knows which it is at.
    const part = loader.context?.part ?? null;
    const [rangeStart = 0, rangeEnd = 0] = (part ?? frag).byteRange;
    const { rescues } = notes;
    const inFlight = toInFlight(stats, { renditionIndex: level, rescues }, nowMilliseconds - blindMilliseconds, rangeEnd - rangeStart);
    const decision = session.engine.considerRescue(situation, inFlight);
    if (!decision || decision.index === level) return;
    const toIndex = follow(decision, situation);
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
      teachFragment(session, frag, part, 'main', undefined, nowMilliseconds);
    } finally {
      // Whatever a custom loader or the engine throws: without this event hls.js would wait for the old request forever.
      hls.trigger('hlsFragLoadEmergencyAborted' as Events.FRAG_LOAD_EMERGENCY_ABORTED, { frag, part, stats });
    }
  };

  return {
    stop,
    watch(loading) {
      const { frag } = loading;
      let lastTickMilliseconds = performance.now();
      let blindMilliseconds = 0;
      clearInterval(timer);
      timer = setInterval(() => {
        const nowMilliseconds = performance.now();
        const gapMilliseconds = nowMilliseconds - lastTickMilliseconds;
        lastTickMilliseconds = nowMilliseconds;
        if (gapMilliseconds > LATE_MILLISECONDS || globalThis.document?.hidden) blindMilliseconds += gapMilliseconds;
        else if (isInControl()) session.guard('rescue', undefined, () => consider(frag, nowMilliseconds, blindMilliseconds));
        // After a throw, too, the segment must not stay unwatched.
        if (frag !== notes.requested || isInControl()) return;
        clearInterval(timer);
        handBack(loading);
      }, TICK_MILLISECONDS);
    },
  };
}

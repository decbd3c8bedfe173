/** Watches the main segment on its way and gives it up for a lower level when the engine says so. */
import type Hls from 'hls.js';
import type { Events, FragLoadingData, Fragment, LoaderStats, Part } from 'hls.js';
import { bitsFromBytes, type Decision } from '../../engine/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { checkedIndex, type Selection } from './selection.ts';
import type { Track } from './track.ts';
import { toInFlight } from './translate.ts';

/** The built-in rule's own pace, milliseconds. */
const TICK_MILLISECONDS = 100;
/** A tick that comes later than this was held up (hidden tab, sleep): what it sees says nothing about the link, milliseconds. */
const LATE_MILLISECONDS = 1000;
/** Pause after a rescue, milliseconds: the new request needs this long to show how it does. */
const COOLDOWN_MILLISECONDS = 1000;

/** What the rescue needs of the rest of the adapter. */
export interface RescueHost {
  /** Ours to decide at this moment: control mode, automatic level selection, no fault. */
  mayAct(): boolean;
  /** Runs engine code; undefined after a throw. */
  attempt<Result>(where: string, work: () => Result): Result | undefined;
  /** Gives the segment on its way back to the built-in rule's watch. */
  handBack(loading: FragLoadingData): void;
  /** Tells hls.js and the engine about the lower level. */
  moveTo(index: number): void;
  /** Feeds what came in of a transfer that was cut off. */
  learnFromCut(fragment: Fragment, part: Part | undefined, stats: LoaderStats): void;
}

export interface Rescue {
  /** A main segment was requested. */
  watch(loading: FragLoadingData): void;
  /** It came in, failed, or was dropped. */
  stop(): void;
  /** A segment arrived whole: the next emergency is a new one. */
  progressed(): void;
}

interface Watch {
  readonly loading: FragLoadingData;
  readonly timer: ReturnType<typeof setInterval>;
  lastTickMilliseconds: number;
  blindMilliseconds: number;
}

/** The part being loaded: hls.js announces only the first of a run, the loader knows which it is at. */
function partOf(loading: FragLoadingData): Part | undefined {
  return loading.frag.loader?.context?.part ?? (loading.frag.loader ? undefined : (loading.part ?? undefined));
}

/**
 * Ends the request without hls.js noticing. `frag.abortRequests()` alone would come back as an `aborted` error
 * event to the application; a destroyed loader has nobody to tell. hls.js calls `abort` and `destroy` once more on
 * it before the next request, which a custom loader may not expect.
 */
function silenceLoader(fragment: Fragment): void {
  const { loader } = fragment;
  if (!loader) return;
  loader.destroy();
  loader.abort = loader.destroy = () => {};
  fragment.loader = null;
}

export function createRescue(
  hls: Hls,
  session: AbrSession,
  track: Track,
  selection: Selection,
  events: typeof Events,
  host: RescueHost,
): Rescue {
  let watch: Watch | undefined;
  let rescuedSn: Fragment['sn'] | undefined;
  let rescues = 0;
  let quietUntilMilliseconds = 0;
  let progressSinceRescue = true;

  const stop = (): void => {
    clearInterval(watch?.timer);
    watch = undefined;
  };

  const isOutOfQuestion = (fragment: Fragment, stats: LoaderStats, nowMilliseconds: number): boolean => {
    const { media } = hls;
    const nothingWaits = !media || media.paused;
    // A second rescue without a byte in between: the server is dead, and a lower level does not revive it.
    const noProgress = !progressSinceRescue && stats.loading.first === 0;
    return nothingWaits || noProgress || nowMilliseconds < quietUntilMilliseconds || fragment.endList === true;
  };

  const consider = (current: Watch, nowMilliseconds: number): { decision: Decision; index: number; stats: LoaderStats } | undefined => {
    const { frag } = current.loading;
    const part = partOf(current.loading);
    const stats = frag.loader?.stats ?? (part ? part.stats : frag.stats);
    if (!frag.loader || stats.aborted || !(stats.loading.start > 0) || (stats.loaded > 0 && stats.loaded === stats.total)) return undefined;
    if (isOutOfQuestion(frag, stats, nowMilliseconds)) return undefined;
    const reading = track.read(frag.level);
    const { renditions } = reading.situation;
    const own = renditions[frag.level];
    if (!own || !renditions.some((other) => other.allowed && other.rateBitsPerSecond < own.rateBitsPerSecond)) return undefined;
    const [rangeStart, rangeEnd] = (part ?? frag).byteRange;
    const inFlight = toInFlight(stats, {
      renditionIndex: frag.level,
      nowMilliseconds,
      blindMilliseconds: current.blindMilliseconds,
      rangeBytes: rangeStart !== undefined && rangeEnd !== undefined ? rangeEnd - rangeStart : null,
      rescues: rescuedSn === frag.sn ? rescues : 0,
    });
    const decision = session.engine.considerRescue(reading.situation, inFlight);
    if (!decision) return undefined;
    const index = checkedIndex(decision, reading);
    return index === frag.level ? undefined : { decision, index, stats };
  };

  const act = (
    loading: FragLoadingData,
    found: { decision: Decision; index: number; stats: LoaderStats },
    nowMilliseconds: number,
  ): void => {
    const { frag } = loading;
    const part = partOf(loading);
    const { decision, index, stats } = found;
    const fromIndex = frag.level;
    rescues = rescuedSn === frag.sn ? rescues + 1 : 1;
    rescuedSn = frag.sn;
    quietUntilMilliseconds = nowMilliseconds + COOLDOWN_MILLISECONDS;
    progressSinceRescue = false;
    selection.adopt(decision);
    session.emit({ type: 'decision', decision, applied: true });
    host.moveTo(index);
    // Refused: an abort would only fetch the same level again.
    if (hls.loadLevel !== index) return;
    stop();
    track.requested = undefined;
    host.learnFromCut(frag, part, stats);
    session.emit({ type: 'rescue', fromIndex, toIndex: index, wastedBits: bitsFromBytes(stats.loaded) });
    try {
      silenceLoader(frag);
      frag.abortRequests();
    } finally {
      // Whatever a custom loader throws: without this event hls.js would wait for the old request forever.
      hls.trigger(events.FRAG_LOAD_EMERGENCY_ABORTED, { frag, part: part ?? null, stats });
    }
  };

  const tick = (): void => {
    if (!watch) return;
    const current = watch;
    const nowMilliseconds = performance.now();
    const gap = nowMilliseconds - current.lastTickMilliseconds;
    current.lastTickMilliseconds = nowMilliseconds;
    if (!host.mayAct()) {
      stop();
      host.handBack(current.loading);
      return;
    }
    if (gap > LATE_MILLISECONDS || globalThis.document?.hidden) {
      current.blindMilliseconds += gap;
      return;
    }
    host.attempt('rescue', () => {
      const found = consider(current, nowMilliseconds);
      if (found) act(current.loading, found, nowMilliseconds);
    });
    // After a throw the segment must not stay unwatched.
    if (watch === current && !host.mayAct()) {
      stop();
      host.handBack(current.loading);
    }
  };

  return {
    watch(loading) {
      stop();
      watch = { loading, timer: setInterval(tick, TICK_MILLISECONDS), lastTickMilliseconds: performance.now(), blindMilliseconds: 0 };
    },
    stop,
    progressed() {
      progressSinceRescue = true;
    },
  };
}

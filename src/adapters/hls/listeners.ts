/**
 * Everything that we listen to. Our listeners run right after the base class's own and before those of the level
 * and stream controllers, so what they note is in place when hls.js asks for the next level.
 */
import type Hls from 'hls.js';
import type { ErrorData, Events, FragLoadingData, Fragment, HlsListeners, Part } from 'hls.js';
import { bitsFromBytes } from '../../engine/index.ts';
import type { AbrSession } from '../shared/index.ts';
import type { BuiltIn } from './built-in.ts';
import type { Attempt, Lessons } from './lessons.ts';
import { playlistSeconds } from './reading.ts';
import type { Rescue } from './rescue.ts';
import type { Selection } from './selection.ts';
import type { Track } from './track.ts';
import { toLadder } from './translate.ts';

/** Everything that the listeners feed. */
export interface Listening {
  readonly hls: Hls;
  readonly events: typeof Events;
  readonly session: AbrSession;
  readonly report: AbrSession['emit'];
  readonly attempt: Attempt;
  readonly track: Track;
  readonly selection: Selection;
  readonly lessons: Lessons;
  readonly rescue: Rescue;
  readonly builtIn: BuiltIn;
  isInControl(): boolean;
  /** New content: try again after a fault. */
  revive(): void;
}

const isMainMedia = (fragment: Fragment): boolean => fragment.type === 'main' && fragment.sn !== 'initSegment';

/** A fragment or part as it stands on the timeline, with the bytes it took. */
function segmentEvent(fragment: Fragment, part: Part | null | undefined): Parameters<AbrSession['emit']>[0] {
  const { start, duration } = part ?? fragment;
  const stats = part ? part.stats : fragment.stats;
  return {
    type: 'segment',
    renditionIndex: fragment.level,
    startSeconds: start,
    durationSeconds: duration,
    sizeBits: bitsFromBytes(stats.loaded),
  };
}

/** Starts listening; returns the function that stops it. */
export function listen(listening: Listening): () => void {
  const { hls, events, session, report, attempt, track, selection, lessons, rescue, builtIn } = listening;
  const removals: (() => void)[] = [];
  const on = <Name extends keyof HlsListeners>(event: Name, handle: (data: Parameters<HlsListeners[Name]>[1]) => void): void => {
    const listener = ((_name: Name, data: Parameters<HlsListeners[Name]>[1]) => {
      session.guard(event, undefined, () => handle(data));
    }) as HlsListeners[Name];
    hls.on(event, listener);
    removals.push(() => hls.off(event, listener));
  };
  let switchedFrom = -1;
  let testFragment: Fragment | undefined;

  const emitLadder = (): void => session.emit({ type: 'ladder', renditions: toLadder(hls.levels) });
  const stopWatching = (): void => {
    rescue.stop();
    track.requested = undefined;
  };

  on(events.MANIFEST_LOADING, () => {
    stopWatching();
    track.reset();
    selection.reset();
    switchedFrom = -1;
    listening.revive();
    if (session.mode !== 'off') attempt('reset', () => session.engine.resetLadder());
  });
  on(events.MANIFEST_LOADED, (data) => {
    track.parsingManifest = true;
    track.playlistSeconds ??= playlistSeconds(data.stats, false);
    lessons.playlist(data.stats, data.url);
  });
  on(events.MANIFEST_PARSED, () => {
    track.parsingManifest = false;
    emitLadder();
  });
  on(events.LEVELS_UPDATED, () => {
    selection.renewAtOnce();
    // While the manifest is parsed the level controller has not sorted the ladder out yet.
    if (!track.parsingManifest) emitLadder();
  });
  on(events.MAX_AUTO_LEVEL_UPDATED, () => selection.renewAtOnce());
  on(events.LEVEL_LOADED, (data) => {
    // With delivery directives the server holds the answer back until there is news: no measure of the link.
    const heldBack = data.deliveryDirectives !== null && data.deliveryDirectives !== undefined;
    track.playlistSeconds = playlistSeconds(data.stats, heldBack) ?? track.playlistSeconds;
    if (!heldBack) lessons.playlist(data.stats, hls.levels[data.level]?.uri);
  });
  on(events.LEVEL_SWITCHING, (data) => {
    // Before 1.7 hls.js announces the present level again after an abort.
    if (data.level === switchedFrom) return;
    report({ type: 'switch', fromIndex: switchedFrom, toIndex: data.level });
    switchedFrom = data.level;
  });
  on(events.FRAG_LOADING, (data: FragLoadingData) => {
    if (!isMainMedia(data.frag)) return;
    testFragment = data.frag.bitrateTest ? data.frag : undefined;
    if (testFragment) return;
    track.currentLevel = hls.levels[data.frag.level];
    track.requested = data.frag;
    // `abrSwitchInterval` refuses emergency switches too: then the built-in watch is as good as ours.
    if (!listening.isInControl() || hls.config.abrSwitchInterval > 0) return;
    builtIn.disarm();
    rescue.watch(data);
  });
  on(events.FRAG_LOADED, ({ frag, part }) => {
    lessons.loaded(frag, part);
    if (!isMainMedia(frag)) return;
    // The base class has cleared `frag.bitrateTest` by now.
    if (frag === testFragment) return selection.renew();
    track.loadedLevel = track.currentLevel = hls.levels[frag.level];
    track.loadsParts = Boolean(part);
    rescue.progressed();
    // A run of parts is one FRAG_LOADING and a FRAG_LOADED each: the watch goes on until the run is buffered.
    if (!part) stopWatching();
  });
  on(events.FRAG_BUFFERED, ({ frag, part }) => {
    if (!isMainMedia(frag)) return;
    // Only the next part of a run is still being loaded when one is buffered.
    if (!frag.loader) stopWatching();
    selection.renew();
    report(segmentEvent(frag, part));
  });
  on(events.ERROR, (data: ErrorData) => {
    const { frag, part, details } = data;
    if (!frag || frag !== track.requested) return;
    const wasCutOff = details === 'aborted' || details === 'fragLoadTimeOut';
    // A timer in a hidden tab fires late: then the figures are about the tab.
    if (wasCutOff && !globalThis.document?.hidden) lessons.cut(frag, part, part ? part.stats : frag.stats);
    stopWatching();
  });
  on(events.MEDIA_ATTACHED, (data) => track.watch(data.media));
  on(events.MEDIA_DETACHING, () => {
    track.watch(undefined);
    stopWatching();
  });
  return () => {
    for (const remove of removals) remove();
  };
}

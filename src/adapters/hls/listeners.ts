/**
 * Everything that we listen to. Our listeners run right after the base class's own and before those of the level
 * and stream controllers, so what they note is in place when hls.js asks for the next level.
 */
import type Hls from 'hls.js';
import type { FragLoadingData, Fragment, HlsListeners } from 'hls.js';
import { bitsFromBytes } from '../../engine/index.ts';
import { monitorPlayback } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { teach, teachFragment } from './lessons.ts';
import { emptyNotes, type Notes } from './notes.ts';
import { findLevel } from './reading.ts';
import { isHidden, type Rescue } from './rescue.ts';
import { CONTENT_TYPE_DATA_ID, rateOf, type TransferStats, toContentType, toLadder } from './translate.ts';

/** By hls.js's event names, which are the same strings in every version. */
type Listeners = { [Name in keyof HlsListeners as `${Name}`]?: (data: Parameters<HlsListeners[Name]>[1]) => void };

const isMainMedia = (fragment: Fragment): boolean => fragment.type === 'main' && fragment.sn !== 'initSegment';

/** Makes the listeners. `hlsMediaDetaching` ends all timers; hls.js triggers it when it is destroyed, too. */
export function createListeners(
  hls: Hls,
  session: AbrSession,
  notes: Notes,
  rescue: Rescue,
  watchSegment: (loading: FragLoadingData) => void,
): Listeners {
  const report: AbrSession['emit'] = (event) => {
    if (session.mode !== 'off') session.emit(event);
  };
  const emitLadder = (): void => session.emit({ type: 'ladder', renditions: toLadder(hls.levels) });
  /** How long a playlist took goes into decisions, and its figures to the engine. A loader's retries leave the first attempt's start in them. */
  const learnFromPlaylist = (stats: TransferStats & { readonly retry: number }, url: string | undefined): void => {
    const sample = stats.retry ? undefined : teach(session, stats, { kind: 'other' }, url);
    if (sample) notes.playlistSeconds = sample.ttfbSeconds + sample.transferSeconds;
  };
  const watchMedia = (media: HTMLMediaElement | undefined): void => {
    rescue.stop();
    notes.monitor?.destroy();
    notes.monitor = media && monitorPlayback(media, report);
  };

  return {
    hlsManifestLoading() {
      rescue.stop();
      Object.assign(notes, emptyNotes());
      // New content: try again after a fault. The engine forgets in mode `off`, too, or it would come back with the old ladder.
      session.hasFailed = false;
      session.engine.resetLadder();
    },
    hlsManifestLoaded({ stats, url, sessionData }) {
      notes.parsing = true;
      notes.contentType = toContentType(sessionData?.[CONTENT_TYPE_DATA_ID]?.VALUE);
      learnFromPlaylist(stats, url);
    },
    hlsManifestParsed() {
      notes.parsing = false;
      emitLadder();
    },
    hlsLevelsUpdated() {
      notes.chosen = undefined;
      if (!notes.parsing) emitLadder();
    },
    hlsMaxAutoLevelUpdated() {
      notes.chosen = undefined;
    },
    hlsLevelLoaded({ deliveryDirectives, stats, level }) {
      // With delivery directives the server holds the answer back until there is news: no measure of the link.
      if (!deliveryDirectives) learnFromPlaylist(stats, hls.levels[level]?.uri);
    },
    hlsLevelSwitching({ level }) {
      // Indices move when hls.js removes a level. Before 1.7 it announces the present level again after an abort.
      const fromIndex = findLevel(hls.levels, notes.announced);
      if (level !== fromIndex) report({ type: 'switch', fromIndex, toIndex: level });
      notes.announced = hls.levels[level];
    },
    hlsFragLoading(data) {
      const { frag } = data;
      if (!isMainMedia(frag)) return;
      notes.test = frag.bitrateTest ? frag : undefined;
      if (notes.test) return;
      notes.current = hls.levels[frag.level];
      rescue.stop();
      notes.requested = frag;
      watchSegment(data);
    },
    hlsFragLoaded({ frag, part }) {
      const level = hls.levels[frag.level];
      const isMain = isMainMedia(frag);
      const heldUp = isMain && rescue.wasHeldUp();
      // The base class has cleared `frag.bitrateTest` by now.
      if (isMain && frag === notes.test) notes.isUsed = true;
      else if (isMain) {
        notes.loaded = notes.current = level;
        notes.inParts = !!part;
        notes.rescues = 0;
        // A run of parts is one FRAG_LOADING and a FRAG_LOADED each: the watch goes on until the run is buffered.
        if (!part) rescue.stop();
      }
      const { level: renditionIndex, duration: durationSeconds } = frag;
      teachFragment(session, frag, part, {
        kind: isMain ? 'main' : frag.type === 'audio' ? 'audio' : 'other',
        // Only a whole segment of a known level tells how large that level's segments are.
        segment: isMain && level && !part ? { renditionIndex, durationSeconds, nominalBits: rateOf(level) * durationSeconds } : undefined,
        // The page stood still or slept meanwhile: it came at this rate at least.
        sourceLimited: heldUp || undefined,
      });
    },
    hlsFragBuffered({ frag, part }) {
      if (!isMainMedia(frag)) return;
      // Only the next part of a run is still being loaded when one is buffered.
      if (!frag.loader) rescue.stop();
      notes.isUsed = true;
      const { start, end, duration, stats } = part ?? frag;
      notes.buffered = [frag.start, end];
      const sizeBits = bitsFromBytes(stats.loaded);
      report({ type: 'segment', renditionIndex: frag.level, startSeconds: start, durationSeconds: duration, sizeBits });
    },
    hlsError({ frag, part, details }) {
      if (!frag || frag !== notes.requested) return;
      const heldUp = rescue.wasHeldUp();
      rescue.stop();
      if ((details === 'aborted' || details === 'fragLoadTimeOut') && !heldUp && !isHidden())
        teachFragment(session, frag, part, { kind: 'main' }, performance.now());
    },
    hlsMediaAttached: ({ media }) => watchMedia(media),
    hlsMediaDetaching: () => watchMedia(undefined),
  };
}

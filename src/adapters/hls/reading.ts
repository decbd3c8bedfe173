/** Asks a hls.js instance for everything that a decision depends on. Reads only; members newer than 1.5 are optional. */
import type Hls from 'hls.js';
import type { Fragment, Level, LevelDetails } from 'hls.js';
import { type DeviceState, type LiveState, type Situation, secondsFromMilliseconds } from '../../engine/index.ts';
import { bufferedAhead, platformRateGuess } from '../../playback/index.ts';
import { isPermitted, type Permissions } from './candidates.ts';
import { bufferLimitSeconds, hostOf, type LevelOutlook, speedOf, toRenditions } from './translate.ts';

/** Two playlists may disagree by this much on where a segment ends; hls.js's `maxFragLookUpTolerance`, seconds. */
const LOOKUP_TOLERANCE_SECONDS = 0.25;
/** Assumed where no playlist is loaded yet, seconds: the value that Apple's authoring guide asks for. */
const USUAL_SEGMENT_SECONDS = 6;

/** What the events have told and hls.js cannot be asked for. */
export interface Recollection {
  /** Level of the last main segment that came in whole. */
  readonly loadedLevel: Level | undefined;
  /** Level of the last main segment loaded or being loaded. */
  readonly currentLevel: Level | undefined;
  /** Main segments come in parts (low latency). */
  readonly loadsParts: boolean;
  /** How long the last playlist took, seconds; undefined before the first. */
  readonly playlistSeconds: number | undefined;
  /** Estimate that the application restored through `hls.bandwidthEstimate`, bits per second. */
  readonly restoredRateBitsPerSecond: number | undefined;
  readonly playing: boolean;
}

/** A situation, and what only the adapter needs of the same moment. */
export interface Reading {
  readonly situation: Situation;
  /** hls.js's own measure of the main buffer, seconds: this one stops its loading. */
  readonly mainBufferSeconds: number;
}

/** Index of `level`, or of its twin after a change of pathway has replaced every Level object; -1 = gone. */
export function findLevel(levels: readonly Level[], level: Level | undefined): number {
  if (!level) return -1;
  const index = levels.indexOf(level);
  if (index >= 0) return index;
  return levels.findIndex((other) => other.bitrate === level.bitrate && other.height === level.height && other.codecSet === level.codecSet);
}

function audioBufferSeconds(hls: Hls): number {
  const hasAlternateAudio = Boolean(hls.audioTracks[hls.audioTrack]?.url);
  if (!hasAlternateAudio) return Number.POSITIVE_INFINITY;
  // `audioForwardBufferInfo` is new in 1.7; the element's buffer is the overlap of both tracks.
  const own = (hls as Partial<Pick<Hls, 'audioForwardBufferInfo'>>).audioForwardBufferInfo;
  if (own) return own.len;
  return hls.media ? bufferedAhead(hls.media) : Number.POSITIVE_INFINITY;
}

/** The first fragment that ends behind `positionSeconds`. */
export function fragmentAt(fragments: readonly Fragment[], positionSeconds: number): Fragment | undefined {
  let low = 0;
  let high = fragments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const end = fragments[middle]?.end ?? Number.POSITIVE_INFINITY;
    if (end > positionSeconds + LOOKUP_TOLERANCE_SECONDS) high = middle;
    else low = middle + 1;
  }
  return fragments[low];
}

/** Size of the segment at a position where byte ranges, EXT-X-BITRATE or an earlier download tell it, bits. */
function nextSegmentBits(details: LevelDetails | undefined, positionSeconds: number): number | undefined {
  const fragment = details && fragmentAt(details.fragments, positionSeconds);
  return fragment?.bitrate ? fragment.bitrate * fragment.duration : undefined;
}

/** What hls.js permits now; the family of levels is the loaded one's, or before that the one of the built-in's first choice. */
export function readPermissions(hls: Hls, recollection: Recollection, builtInIndex: number, atSeconds: number): Permissions {
  const loadedIndex = findLevel(hls.levels, recollection.loadedLevel);
  return {
    minIndex: hls.minAutoLevel,
    maxIndex: hls.maxAutoLevel,
    baseIndex: loadedIndex >= 0 ? loadedIndex : builtInIndex,
    baseLoaded: loadedIndex >= 0,
    nowMilliseconds: atSeconds * 1000,
    errorPenaltyExpireMilliseconds: hls.config.errorPenaltyExpireMs ?? 0,
  };
}

/** Details of the level in use, or of any: the ladder's playlists are aligned. */
function readDetails(hls: Hls, currentIndex: number): LevelDetails | undefined {
  const { levels } = hls;
  return levels[currentIndex]?.details ?? levels[hls.loadLevel]?.details ?? levels.find((level) => level.details)?.details;
}

function readLive(hls: Hls, details: LevelDetails | undefined): LiveState | undefined {
  if (!details?.live) return undefined;
  const targetLatencySeconds = hls.targetLatency ?? 3 * details.targetduration;
  return { latencySeconds: hls.latency, targetLatencySeconds };
}

/** Rate to believe in before anything was measured: the application's if it gave one, else the browser's guess. */
function readPriorRate(hls: Hls, recollection: Recollection): number | undefined {
  const configured = hls.userConfig?.abrEwmaDefaultEstimate;
  return recollection.restoredRateBitsPerSecond ?? (configured && Number.isFinite(configured) ? configured : platformRateGuess());
}

/**
 * Everything that a decision depends on.
 *
 * @param builtInIndex the built-in rule's choice, -1 = not known.
 */
export function readSituation(hls: Hls, recollection: Recollection, builtInIndex: number, device: DeviceState, atSeconds: number): Reading {
  const { levels, media } = hls;
  const currentIndex = findLevel(levels, recollection.currentLevel);
  const details = readDetails(hls, currentIndex);
  const live = readLive(hls, details);
  const main = hls.mainForwardBufferInfo;
  const mainBufferSeconds = main?.len ?? 0;
  const positionSeconds = main?.end ?? 0;
  const permissions = readPermissions(hls, recollection, builtInIndex, atSeconds);
  const outlooks = levels.map((level, index): LevelOutlook => {
    const needsPlaylist = !level.details || (level.details.live && index !== currentIndex);
    return {
      allowed: isPermitted(levels, index, permissions),
      nextSegmentBits: nextSegmentBits(level.details, positionSeconds),
      playlistDelaySeconds: needsPlaylist ? recollection.playlistSeconds : undefined,
    };
  });
  const limitSeconds = bufferLimitSeconds(hls.config, levels[currentIndex]?.maxBitrate ?? 0);
  const nextFragment = details && fragmentAt(details.fragments, positionSeconds);
  const wholeSeconds = nextFragment?.duration || details?.averagetargetduration || details?.targetduration || USUAL_SEGMENT_SECONDS;
  const host = hostOf(nextFragment?.url) ?? hostOf((levels[currentIndex] ?? levels[0])?.uri);
  const priorRateBitsPerSecond = readPriorRate(hls, recollection);
  return {
    mainBufferSeconds,
    situation: {
      atSeconds,
      renditions: toRenditions(levels, outlooks),
      currentIndex,
      bufferSeconds: Math.min(mainBufferSeconds, audioBufferSeconds(hls)),
      // Live: nothing exists beyond the edge, so the latency bounds the buffer.
      maxBufferSeconds: live ? Math.min(limitSeconds, Math.max(live.latencySeconds, live.targetLatencySeconds)) : limitSeconds,
      playbackRate: speedOf(media?.playbackRate ?? 1),
      segmentSeconds: (recollection.loadsParts && details?.partTarget) || wholeSeconds,
      remainingSeconds: !details || live ? Number.POSITIVE_INFINITY : Math.max(0, details.edge - positionSeconds),
      playing: recollection.playing,
      device,
      ...(live && { live }),
      ...(priorRateBitsPerSecond !== undefined && { priorRateBitsPerSecond }),
      ...(host !== undefined && { host }),
    },
  };
}

/** Time from request to last byte of a playlist, seconds; undefined where it says nothing about the link (retried, or held back by the server). */
export function playlistSeconds(
  stats: { readonly retry: number; readonly loading: { readonly start: number; readonly end: number } },
  heldBack: boolean,
): number | undefined {
  const { start, end } = stats.loading;
  return heldBack || stats.retry > 0 || !(start > 0 && end >= start) ? undefined : secondsFromMilliseconds(end - start);
}

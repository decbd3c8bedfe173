/** Asks a hls.js instance for everything that a decision depends on. Reads only; members newer than 1.5 are optional. */
import type Hls from 'hls.js';
import type { Fragment, Level, LevelDetails } from 'hls.js';
import { bitsFromBytes, type Situation } from '../../engine/index.ts';
import { bufferedAhead, type DeviceReader, nowSeconds, platformRateGuess } from '../../playback/index.ts';
import { isPermitted } from './candidates.ts';
import type { Notes } from './notes.ts';
import { bufferLimitSeconds, hostOf, rateOf, speedOf, toRenditions } from './translate.ts';

/** Two playlists may disagree by this much on where a segment ends; hls.js's `maxFragLookUpTolerance`, seconds. */
const LOOKUP_TOLERANCE_SECONDS = 0.25;
/** Assumed where no playlist is loaded yet, seconds: the value that Apple's authoring guide asks for. */
const USUAL_SEGMENT_SECONDS = 6;

/** Index of `level`, or of its twin after a change of pathway has replaced every Level object; -1 = gone. */
export function findLevel(levels: readonly Level[], level: Level | undefined): number {
  const index = levels.indexOf(level as Level);
  if (index >= 0 || !level) return index;
  return levels.findIndex((other) => other.bitrate === level.bitrate && other.height === level.height && other.codecSet === level.codecSet);
}

/** The first fragment that ends behind `positionSeconds`. */
export function fragmentAt(fragments: readonly Fragment[] | undefined = [], positionSeconds: number): Fragment | undefined {
  let low = 0;
  let high = fragments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fragments[middle] as Fragment).end > positionSeconds + LOOKUP_TOLERANCE_SECONDS) high = middle;
    else low = middle + 1;
  }
  return fragments[low];
}

/** Less than the microseconds in which browsers tell the end of their buffer, more than the error of a sum. */
const EXACT_SECONDS = 1e-7;

/** Media that is in the buffer and will be fetched again. */
interface Refetch {
  readonly count: number;
  readonly seconds: number;
  /** Of this media, or at a seam the segment before it, in the level that has it; undefined where that is not known. */
  readonly rateBitsPerSecond: number | undefined;
}

/**
 * What hls.js fetches a second time when it changes the level of a stream in parts: it looks for the segment that holds the end of
 * the buffer, without any tolerance, and begins with the last part there that needs no other, usually the segment's first
 * (`getFragmentAtPosition`, `getNextPart`). Only then the buffer grows again.
 */
export function refetchedParts(
  { partList, fragmentHint }: Pick<LevelDetails, 'partList' | 'fragmentHint'>,
  positionSeconds: number,
): Refetch {
  let omitsIndependent = true;
  let count = 0;
  let startSeconds = positionSeconds;
  let loadedBits = 0;
  let loadedSeconds = 0;
  for (const { start, end, index, independent, fragment, duration, stats } of partList ?? []) {
    if (start + EXACT_SECONDS > positionSeconds) break;
    omitsIndependent &&= !independent;
    if (index === 0 || independent || omitsIndependent) {
      count = loadedBits = loadedSeconds = 0;
      startSeconds = start;
    }
    count++;
    if (stats.loaded > 0) {
      loadedBits += bitsFromBytes(stats.loaded);
      loadedSeconds += duration;
    }
    // The end of a segment; often the browser's rounding leaves the buffer just short of it.
    if (end === fragment.end && fragment !== fragmentHint && end <= positionSeconds + EXACT_SECONDS) {
      count = 0;
      startSeconds = positionSeconds;
    }
  }
  return { count, seconds: positionSeconds - startSeconds, rateBitsPerSecond: loadedBits / loadedSeconds || undefined };
}

/** hls.js's own measure of the main buffer, seconds: this one stops its loading. */
export const mainBufferSeconds = (hls: Hls): number => hls.mainForwardBufferInfo?.len ?? 0;

/** Separate audio may run out before the video; undefined where it cannot. */
function audioBufferSeconds(hls: Hls): number | undefined {
  if (!hls.media || !hls.audioTracks[hls.audioTrack]?.url) return undefined;
  // `audioForwardBufferInfo` is new in 1.7; the element's buffer is the overlap of both tracks.
  return (hls as Partial<Hls>).audioForwardBufferInfo?.len ?? bufferedAhead(hls.media);
}

/** Does hls.js permit this level now? Levels keep to the family of the loaded one, or of the one proposed for a start. */
export function readPermission(hls: Hls, notes: Notes): (index: number) => boolean {
  const loadedIndex = findLevel(hls.levels, notes.loaded);
  const baseLoaded = loadedIndex >= 0;
  return (index) => isPermitted(hls, index, baseLoaded ? loadedIndex : notes.proposedIndex, baseLoaded, performance.now());
}

/** Everything that a decision depends on. */
export function readSituation(hls: Hls, notes: Notes, device: DeviceReader): Situation {
  const { levels, media } = hls;
  const atSeconds = nowSeconds();
  const currentIndex = findLevel(levels, notes.current);
  const current = levels[currentIndex];
  // Any level's details will do: the ladder's playlists are aligned.
  const details = current?.details ?? levels[hls.loadLevel]?.details ?? levels.find((level) => level.details)?.details;
  const live = details?.live
    ? {
        latencySeconds: hls.latency,
        targetLatencySeconds: hls.targetLatency ?? 3 * details.targetduration,
        maxPlaybackRate: hls.config.maxLiveSyncPlaybackRate,
      }
    : undefined;
  const bufferSeconds = mainBufferSeconds(hls);
  const positionSeconds = hls.mainForwardBufferInfo?.end ?? 0;
  const fragment = fragmentAt(details?.fragments, positionSeconds);
  const permits = readPermission(hls, notes);
  const partSeconds = (notes.inParts && details?.partTarget) || 0;
  const again = details && partSeconds ? refetchedParts(details, positionSeconds) : undefined;
  const playing = !!notes.monitor?.playing;
  // Before the first frame hls.js sees no more buffer than there is of other audio, which comes beside, a moment later. But what
  // plays next is there: fetching it again would not delay the start, it would freeze the picture after it.
  const [fromSeconds, toSeconds] = (partSeconds && !playing && notes.buffered) || [0, 0];
  const startsWithSeconds = fromSeconds <= positionSeconds ? Math.max(0, toSeconds - positionSeconds) : 0;
  // The same scene needs more, or less, than usual in every level.
  const scene = (current && again?.rateBitsPerSecond && again.rateBitsPerSecond / rateOf(current)) || 1;
  const outlooks = levels.map((level, index) => {
    const next = fragmentAt(level.details?.fragments, positionSeconds);
    const isKnown = level.details && (index === currentIndex || !level.details.live);
    // Known from byte ranges, EXT-X-BITRATE or an earlier download.
    let nextSegmentBits = next?.bitrate ? next.bitrate * next.duration : undefined;
    if (again) nextSegmentBits = index === currentIndex ? undefined : scene * rateOf(level) * (again.seconds + partSeconds);
    return {
      allowed: permits(index),
      nextSegmentBits,
      // Parts come one by one, each after a round trip, and a playlist is small enough to be a measure of that.
      playlistDelaySeconds: isKnown ? 0 : (1 + (again?.count ?? 0)) * notes.playlistSeconds,
    };
  });
  return {
    atSeconds,
    renditions: toRenditions(levels, outlooks),
    currentIndex,
    bufferSeconds: Math.max(startsWithSeconds, Math.min(bufferSeconds, audioBufferSeconds(hls) ?? bufferSeconds)),
    maxBufferSeconds: Math.min(
      bufferLimitSeconds(hls.config, current?.maxBitrate),
      // Nothing exists beyond the live edge, so the latency bounds the buffer.
      live ? Math.max(live.latencySeconds, live.targetLatencySeconds) : Number.POSITIVE_INFINITY,
    ),
    playbackRate: speedOf(media?.playbackRate),
    segmentSeconds: partSeconds || fragment?.duration || details?.averagetargetduration || details?.targetduration || USUAL_SEGMENT_SECONDS,
    remainingSeconds: !details || live ? Number.POSITIVE_INFINITY : Math.max(0, details.edge - positionSeconds),
    playing: playing || startsWithSeconds > 0,
    device: device.read(media, atSeconds),
    live,
    // Believed before anything was measured: the application's rate if it gave one, else the browser's guess.
    priorRateBitsPerSecond: notes.restoredRate || hls.userConfig?.abrEwmaDefaultEstimate || platformRateGuess(),
    contentType: notes.contentType,
    host: hostOf(fragment?.url || (current ?? levels[0])?.uri),
  };
}

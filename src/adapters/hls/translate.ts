/** hls.js's figures in the engine's units. Pure: milliseconds and bytes come in, seconds and bits go out. */
import type { HlsConfig, Level, LoaderStats } from 'hls.js';
import {
  bitsFromBytes,
  CONTENT_TYPES,
  type DownloadSample,
  type InFlightSegment,
  type Rendition,
  type Situation,
  secondsFromMilliseconds,
} from '../../engine/index.ts';
import type { LadderEntry } from '../../session/index.ts';
import { decodes } from './candidates.ts';

/** The part of a hls.js level that becomes a rendition. */
export type LevelFigures = Pick<Level, 'averageBitrate' | 'maxBitrate' | 'width' | 'height' | 'frameRate' | 'score'> & {
  readonly videoCodec?: string | undefined;
  readonly supportedResult?: Level['supportedResult'];
};

/** The part of hls.js's loader statistics that is a measurement. */
export type TransferStats = Pick<LoaderStats, 'loaded' | 'total'> & { readonly loading: LoaderStats['loading'] };

/** What one decision needs to know of a level besides its declared figures. */
export type LevelOutlook = Pick<Rendition, 'allowed' | 'nextSegmentBits' | 'playlistDelaySeconds'>;

/** Least rate that a rendition can have: a missing BANDWIDTH must not become a division by zero, bits per second. */
const LEAST_RATE_BITS_PER_SECOND = 1;

const nameOf = (level: LevelFigures): string =>
  `${level.height > 0 ? `${level.height}p` : 'audio'} ${Math.round(level.averageBitrate / 1000)}k`;

/** One name per level, stable while the ladder's contents are (indices are not: hls.js removes levels). */
export function nameLevels(levels: readonly LevelFigures[]): readonly string[] {
  return levels.map(nameOf).map((name, index, names) => {
    const twins = names.slice(0, index).filter((other) => other === name).length;
    return twins ? `${name} #${twins + 1}` : name;
  });
}

/** A level's average rate; hls.js falls back from AVERAGE-BANDWIDTH to BANDWIDTH itself. */
export const rateOf = (level: LevelFigures): number => level.averageBitrate || LEAST_RATE_BITS_PER_SECOND;

/** The ladder for the `ladder` event. */
export function toLadder(levels: readonly LevelFigures[]): readonly LadderEntry[] {
  const names = nameLevels(levels);
  return levels.map((level, index) => ({
    id: names[index] as string,
    rateBitsPerSecond: rateOf(level),
    widthPixels: level.width,
    heightPixels: level.height,
  }));
}

/** The ladder for a decision. */
export function toRenditions(levels: readonly LevelFigures[], outlooks: readonly LevelOutlook[]): readonly Rendition[] {
  const entries = toLadder(levels);
  return levels.map((level, index) => ({
    ...(entries[index] as LadderEntry),
    peakRateBitsPerSecond: Math.max(rateOf(level), level.maxBitrate),
    frameRate: level.frameRate,
    smooth: decodes(level, 'smooth'),
    powerEfficient: decodes(level, 'powerEfficient'),
    qualityScore: level.score || undefined,
    videoCodec: level.videoCodec,
    allowed: false,
    ...outlooks[index],
  }));
}

/** What a sample is about. */
export type SampleSubject = Pick<DownloadSample, 'kind' | 'host' | 'segment' | 'fromCache' | 'sourceLimited'>;

/**
 * A finished transfer, or with `cutAtMilliseconds` the part of one that was cut off then. Undefined where the
 * loader noted no times (a custom loader, or a request that never got an answer).
 */
export function toSample(stats: TransferStats, subject: SampleSubject, cutAtMilliseconds?: number): DownloadSample | undefined {
  const { start, first } = stats.loading;
  const endMilliseconds = cutAtMilliseconds ?? stats.loading.end;
  if (!(start && first && endMilliseconds)) return undefined;
  return {
    ...subject,
    atSeconds: secondsFromMilliseconds(endMilliseconds),
    sizeBits: bitsFromBytes(stats.loaded),
    transferSeconds: secondsFromMilliseconds(endMilliseconds - first),
    ttfbSeconds: secondsFromMilliseconds(first - start),
    partial: cutAtMilliseconds ? true : undefined,
  };
}

/** What is known of a request on its way besides its statistics. */
export type RequestFacts = Pick<InFlightSegment, 'renditionIndex' | 'rescues'>;

/**
 * A request on its way.
 *
 * @param rangeBytes length of the requested byte range; 0 = no range.
 */
export function toInFlight(stats: TransferStats, facts: RequestFacts, nowMilliseconds: number, rangeBytes: number): InFlightSegment {
  const { loaded, total } = stats;
  const { start, first } = stats.loading;
  // Without Content-Length `total` stays 0, and a progress event may leave it behind `loaded`.
  const totalBytes = total && total >= loaded ? total : rangeBytes;
  return {
    ...facts,
    elapsedSeconds: secondsFromMilliseconds(nowMilliseconds - start),
    ttfbSeconds: first ? secondsFromMilliseconds(first - start) : undefined,
    loadedBits: bitsFromBytes(loaded),
    totalBits: bitsFromBytes(totalBytes) || undefined,
  };
}

/** Where hls.js stops filling the buffer at a level of this peak rate (0 = not known), seconds; its own formula. */
export function bufferLimitSeconds(
  { maxBufferLength, maxBufferSize, maxMaxBufferLength }: Pick<HlsConfig, 'maxBufferLength' | 'maxBufferSize' | 'maxMaxBufferLength'>,
  peakRateBitsPerSecond = 0,
): number {
  const bySize = bitsFromBytes(maxBufferSize) / (peakRateBitsPerSecond || Number.POSITIVE_INFINITY);
  return Math.min(Math.max(bySize, maxBufferLength), maxMaxBufferLength);
}

/** The `EXT-X-SESSION-DATA` by which a multivariant playlist tells what is on the screen. */
export const CONTENT_TYPE_DATA_ID = 'org.evenkeel.content-type';

/** A playlist's word for the content, if it is one that the engine knows. */
export const toContentType = (value: unknown): Situation['contentType'] => CONTENT_TYPES.find((type) => type === value);

/** Playback rate as the engine wants it: absolute, and 1 while nothing moves. */
export const speedOf = (playbackRate = 1): number => Math.abs(playbackRate) || 1;

/**
 * Host that was asked (not the one that a redirect led to: decisions only know the address in the playlist, and
 * both must name the same memory). Undefined where the address is not absolute.
 */
export const hostOf = (url = ''): string | undefined => /^[^/?#]+:\/\/([^/?#]+)/.exec(url)?.[1]?.toLowerCase();

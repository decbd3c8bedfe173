/** hls.js's figures in the engine's units. Pure: milliseconds and bytes come in, seconds and bits go out. */
import type { HlsConfig, Level, LoaderStats } from 'hls.js';
import { bitsFromBytes, type DownloadSample, type InFlightSegment, type Rendition, secondsFromMilliseconds } from '../../engine/index.ts';
import type { LadderEntry } from '../../session/index.ts';
import { isSmooth } from './candidates.ts';

/** The part of a hls.js level that becomes a rendition. */
export type LevelFigures = Pick<Level, 'averageBitrate' | 'maxBitrate' | 'width' | 'height' | 'frameRate' | 'score'> & {
  readonly supportedResult?: Level['supportedResult'];
};

/** The part of hls.js's loader statistics that is a measurement. */
export type TransferStats = Pick<LoaderStats, 'loaded' | 'total'> & { readonly loading: LoaderStats['loading'] };

/** What one decision needs to know of a level besides its declared figures. */
export interface LevelOutlook {
  readonly allowed: boolean;
  readonly nextSegmentBits?: number | undefined;
  readonly playlistDelaySeconds?: number | undefined;
}

/** Least rate that a rendition can have: a missing BANDWIDTH must not become a division by zero, bits per second. */
const LEAST_RATE_BITS_PER_SECOND = 1;

const nameOf = (level: LevelFigures): string =>
  `${level.height > 0 ? `${level.height}p` : 'audio'} ${Math.round(level.averageBitrate / 1000)}k`;

/** One name per level, stable while the ladder's contents are (indices are not: hls.js removes levels). */
export function nameLevels(levels: readonly LevelFigures[]): readonly string[] {
  const uses = new Map<string, number>();
  return levels.map((level) => {
    const name = nameOf(level);
    const count = (uses.get(name) ?? 0) + 1;
    uses.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

/** A level's average rate; hls.js falls back from AVERAGE-BANDWIDTH to BANDWIDTH itself. */
export const rateOf = (level: LevelFigures): number => Math.max(LEAST_RATE_BITS_PER_SECOND, level.averageBitrate);

/** The ladder for the `ladder` event. */
export function toLadder(levels: readonly LevelFigures[]): readonly LadderEntry[] {
  const names = nameLevels(levels);
  return levels.map((level, index) => ({
    id: names[index] ?? String(index),
    rateBitsPerSecond: rateOf(level),
    widthPixels: level.width,
    heightPixels: level.height,
  }));
}

/** The ladder for a decision. */
export function toRenditions(levels: readonly LevelFigures[], outlooks: readonly LevelOutlook[]): readonly Rendition[] {
  const names = nameLevels(levels);
  return levels.map((level, index) => {
    const outlook = outlooks[index];
    const decoding = level.supportedResult?.decodingInfoResults;
    return {
      id: names[index] ?? String(index),
      rateBitsPerSecond: rateOf(level),
      peakRateBitsPerSecond: Math.max(rateOf(level), level.maxBitrate),
      widthPixels: level.width,
      heightPixels: level.height,
      frameRate: level.frameRate,
      allowed: outlook?.allowed === true,
      smooth: isSmooth(level),
      powerEfficient: !decoding?.some((info) => info.powerEfficient === false),
      ...(level.score > 0 && { qualityScore: level.score }),
      ...(outlook?.nextSegmentBits !== undefined && { nextSegmentBits: outlook.nextSegmentBits }),
      ...(outlook?.playlistDelaySeconds !== undefined && { playlistDelaySeconds: outlook.playlistDelaySeconds }),
    };
  });
}

/** What a sample is about. */
export type SampleSubject = Pick<DownloadSample, 'kind' | 'host' | 'segment' | 'partial'>;

/**
 * A finished transfer, or with `cutAtMilliseconds` the part of one that was cut off then. Undefined where the
 * loader noted no times (a custom loader, or a request that never got an answer).
 */
export function toSample(stats: TransferStats, subject: SampleSubject, cutAtMilliseconds?: number): DownloadSample | undefined {
  const { start, first } = stats.loading;
  const end = cutAtMilliseconds ?? stats.loading.end;
  if (!(start > 0 && first > 0 && end > 0)) return undefined;
  return {
    ...subject,
    atSeconds: secondsFromMilliseconds(end),
    sizeBits: bitsFromBytes(stats.loaded),
    transferSeconds: secondsFromMilliseconds(end - first),
    ttfbSeconds: secondsFromMilliseconds(first - start),
    ...(cutAtMilliseconds !== undefined && { partial: true }),
  };
}

/** What is known of a request on its way besides its statistics. */
export interface RequestFacts {
  readonly renditionIndex: number;
  readonly nowMilliseconds: number;
  /** Time in which the page slept and saw nothing, milliseconds: not the link's fault. */
  readonly blindMilliseconds: number;
  /** Length of the requested byte range; null = no range. */
  readonly rangeBytes: number | null;
  readonly rescues: number;
}

/** A request on its way. */
export function toInFlight(stats: TransferStats, facts: RequestFacts): InFlightSegment {
  const { start, first } = stats.loading;
  // Without Content-Length `total` stays 0, and a progress event may leave it behind `loaded`.
  const totalBytes = stats.total > 0 && stats.total >= stats.loaded ? stats.total : facts.rangeBytes;
  return {
    renditionIndex: facts.renditionIndex,
    elapsedSeconds: secondsFromMilliseconds(facts.nowMilliseconds - start - facts.blindMilliseconds),
    loadedBits: bitsFromBytes(stats.loaded),
    rescues: facts.rescues,
    ...(first > 0 && { ttfbSeconds: secondsFromMilliseconds(first - start) }),
    ...(totalBytes !== null && totalBytes > 0 && { totalBits: bitsFromBytes(totalBytes) }),
  };
}

/** Where hls.js stops filling the buffer at a level of this peak rate, seconds; its own formula. */
export function bufferLimitSeconds(
  config: Pick<HlsConfig, 'maxBufferLength' | 'maxBufferSize' | 'maxMaxBufferLength'>,
  peakRateBitsPerSecond: number,
): number {
  const { maxBufferLength, maxBufferSize, maxMaxBufferLength } = config;
  const bySize = peakRateBitsPerSecond > 0 ? bitsFromBytes(maxBufferSize) / peakRateBitsPerSecond : 0;
  return Math.min(Math.max(bySize, maxBufferLength), maxMaxBufferLength);
}

/** Playback rate as the engine wants it: absolute, and 1 while nothing moves. */
export const speedOf = (playbackRate: number): number => (Number.isFinite(playbackRate) && playbackRate !== 0 ? Math.abs(playbackRate) : 1);

/**
 * Host that was asked (not the one that a redirect led to: decisions only know the address in the playlist, and
 * both must name the same memory). Undefined where the address is not absolute.
 */
export function hostOf(url: string | undefined): string | undefined {
  return /^[a-z][a-z\d+.-]*:\/\/([^/?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase();
}

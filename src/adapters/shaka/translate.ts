/** Shaka's data to the engine's, without clock, DOM or memory: seconds and bits come out. */
import { bitsFromBytes, type DownloadSample, type InFlightSegment, type Rendition } from '../../engine/index.ts';
import type { ShakaAbrConfig, ShakaRequest, ShakaSegment, ShakaStream, ShakaVariant } from './contract.ts';
import { homeVariant, indexOfStream, type Ladder } from './ladder.ts';
import type { Transfer } from './transfers.ts';

/** Shaka's defaults: a value that differs was set by somebody. */
const DEFAULT_BANDWIDTH_ESTIMATE = 1_000_000;
const DEFAULT_SWITCH_INTERVAL_SECONDS = 8;

/** A rung's variant at home stands for it. Shaka keeps one figure per variant: the sum of DASH's bandwidths, or HLS's BANDWIDTH. */
const rateOf = (declared: ShakaVariant | undefined): number => Math.max(1, declared?.bandwidth ?? 0);

export const segmentSeconds = (segment: ShakaSegment): number => segment.getEndTime() - segment.getStartTime();

/** Size of the segment at `timeSeconds`, bits; only where the index is open and tells byte ranges. Declared rate x duration is not a size. */
export function segmentBits({ segmentIndex }: ShakaStream, timeSeconds: number): number | undefined {
  const position = segmentIndex?.find(timeSeconds) ?? -1;
  const segment = position < 0 ? undefined : segmentIndex?.get(position);
  const endByte = segment?.getEndByte();
  return segment && endByte ? bitsFromBytes(endByte - segment.getStartByte() + 1) : undefined;
}

/**
 * The ladder as renditions.
 *
 * @param nextStartSeconds start of the next segment; undefined before the first.
 * @param playlistDelaySeconds time to fetch a media playlist where an index is not open.
 */
export function toRenditions(
  ladder: Ladder,
  playable: Ladder,
  nextStartSeconds?: number,
  playlistDelaySeconds?: number,
): readonly Rendition[] {
  return ladder.map(({ stream }, index): Rendition => {
    const declared = homeVariant(ladder, index);
    const rate = rateOf(declared);
    const decoding = declared?.decodingInfos?.[0];
    return {
      id: `${stream.type}-${stream.id}`,
      rateBitsPerSecond: rate,
      peakRateBitsPerSecond: rate,
      widthPixels: stream.width ?? 0,
      heightPixels: stream.height ?? 0,
      frameRate: stream.frameRate ?? 0,
      allowed: !!playable[index]?.variants.length,
      smooth: decoding?.smooth ?? true,
      powerEfficient: decoding?.powerEfficient ?? true,
      videoCodec: stream.type === 'video' ? stream.codecs?.split(',')[0] : undefined,
      nextSegmentBits: nextStartSeconds === undefined ? undefined : segmentBits(stream, nextStartSeconds),
      playlistDelaySeconds: stream.segmentIndex ? 0 : playlistDelaySeconds,
    };
  });
}

/** Host of the URL in use; content steering may change it under a variant. */
export function hostOf({ uris, attempt = 0 }: ShakaRequest): string | undefined {
  try {
    return new URL(uris[attempt % uris.length] ?? '').host;
  } catch {
    return undefined;
  }
}

/** How a transfer ended. */
export interface TransferEnd {
  readonly atSeconds: number;
  /** Aborted or failed on the way. */
  readonly partial: boolean;
  readonly fromCache: boolean;
  /** Of a live stream. */
  readonly live?: boolean;
}

/** A transfer that is over, as a sample. */
export function toSample(transfer: Transfer, ladder: Ladder, { atSeconds, partial, fromCache, live }: TransferEnd): DownloadSample {
  const { request, stream, segment, startedAtSeconds, ttfbSeconds = 0, totalBytes } = transfer;
  const renditionIndex = segment ? indexOfStream(ladder, stream) : -1;
  const durationSeconds = segment ? segmentSeconds(segment) : 0;
  const declared = partial || durationSeconds <= 0 ? undefined : homeVariant(ladder, renditionIndex);
  return {
    atSeconds,
    sizeBits: bitsFromBytes(transfer.loadedBytes),
    transferSeconds: atSeconds - startedAtSeconds - ttfbSeconds,
    ttfbSeconds,
    host: hostOf(request),
    fromCache,
    partial,
    // A response with a declared length was complete when it was asked for; another may have waited for the encoder.
    sourceLimited: (live && segment && !totalBytes) || undefined,
    kind: renditionIndex >= 0 ? 'main' : segment && stream?.type === 'audio' ? 'audio' : 'other',
    segment: declared && { renditionIndex, durationSeconds, nominalBits: rateOf(declared) * durationSeconds },
  };
}

/** A main segment on its way. */
export function toInFlight(transfer: Transfer, renditionIndex: number, atSeconds: number, rescues: number): InFlightSegment {
  const { startedAtSeconds, ttfbSeconds, loadedBytes, totalBytes } = transfer;
  return {
    renditionIndex,
    elapsedSeconds: atSeconds - startedAtSeconds,
    // Network plugins without progress tell nothing between headers and end: that is not a transfer that stands still.
    ttfbSeconds: loadedBytes ? ttfbSeconds : undefined,
    loadedBits: bitsFromBytes(loadedBytes),
    totalBits: totalBytes && bitsFromBytes(totalBytes),
    rescues,
  };
}

/**
 * Least time between a switch and a climb, seconds. Shaka's default of 8 s makes up for a rule without hysteresis
 * and would only slow the recovery down; another value is somebody's wish and is kept. Going down never waits.
 */
export const climbIntervalSeconds = ({ switchInterval = 0, minTimeToSwitch = 0 }: ShakaAbrConfig): number =>
  Math.max(minTimeToSwitch, switchInterval === DEFAULT_SWITCH_INTERVAL_SECONDS ? 0 : switchInterval);

/** The rate to assume before any measurement; undefined leaves it to the engine. */
export const priorRate = (abr: ShakaAbrConfig, platformGuess: number | undefined): number | undefined =>
  (abr.useNetworkInformation && platformGuess) ||
  (abr.defaultBandwidthEstimate === DEFAULT_BANDWIDTH_ESTIMATE ? undefined : abr.defaultBandwidthEstimate);

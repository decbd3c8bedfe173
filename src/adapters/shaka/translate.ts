/** Shaka's data to the engine's, without clock, DOM or memory: seconds and bits come out. */
import { bitsFromBytes, type DownloadSample, type InFlightSegment, type Rendition } from '../../engine/index.ts';
import type { ShakaAbrConfig, ShakaRequest, ShakaVariant } from './contract.ts';
import { indexOfStream, type Ladder, type PlayableVariants, type Rung, variantOnRung } from './ladder.ts';
import type { Transfer } from './transfers.ts';

/** Shaka's defaults: a value that differs was set by somebody. */
const DEFAULT_BANDWIDTH_ESTIMATE = 1_000_000;
const DEFAULT_SWITCH_INTERVAL_SECONDS = 8;

function decodingOf(variants: readonly ShakaVariant[]): { readonly smooth: boolean; readonly powerEfficient: boolean } {
  const infos = variants.flatMap((variant) => variant.decodingInfos ?? []);
  return {
    smooth: infos.length === 0 || infos.some((info) => info.smooth),
    powerEfficient: infos.length === 0 || infos.some((info) => info.powerEfficient),
  };
}

/**
 * Size of the segment at `timeSeconds`, bits; only where the index is open and tells byte ranges. Declared rate x duration is not a size.
 */
export function segmentBits({ stream }: Rung, timeSeconds: number): number | undefined {
  const index = stream.segmentIndex;
  const position = index?.find(timeSeconds);
  const segment = typeof position === 'number' ? index?.get(position) : undefined;
  const endByte = segment?.getEndByte();
  return segment && typeof endByte === 'number' ? bitsFromBytes(endByte - segment.getStartByte() + 1) : undefined;
}

/** What differs between looks at the same ladder. */
export interface LadderView {
  readonly playable: PlayableVariants;
  /** Start of the next segment; undefined before the first. */
  readonly nextStartSeconds: number | undefined;
  /** Time to fetch a media playlist where an index is not open, seconds. */
  readonly playlistDelaySeconds: number;
}

/** The ladder as renditions. */
export function toRenditions(ladder: Ladder, view: LadderView): readonly Rendition[] {
  return ladder.rungs.map((rung, index): Rendition => {
    const declared = variantOnRung(
      ladder.rungs.map(({ variants }) => variants),
      index,
      undefined,
    );
    const rate = Math.max(1, declared?.bandwidth ?? 0);
    const nextSegmentBits = view.nextStartSeconds === undefined ? undefined : segmentBits(rung, view.nextStartSeconds);
    return {
      id: `${ladder.mainType}-${rung.stream.id}`,
      rateBitsPerSecond: rate,
      // Shaka keeps one figure per variant: the sum of DASH's bandwidths, or HLS's BANDWIDTH.
      peakRateBitsPerSecond: rate,
      widthPixels: rung.stream.width ?? 0,
      heightPixels: rung.stream.height ?? 0,
      frameRate: rung.stream.frameRate ?? 0,
      allowed: (view.playable[index]?.length ?? 0) > 0,
      ...decodingOf(rung.variants),
      ...(nextSegmentBits === undefined ? {} : { nextSegmentBits }),
      playlistDelaySeconds: rung.stream.segmentIndex ? 0 : view.playlistDelaySeconds,
    };
  });
}

/** Host of the URL in use; content steering may change it under a variant. */
export function hostOf(request: ShakaRequest): string | undefined {
  const uri = request.uris[(request.attempt ?? 0) % request.uris.length] ?? request.uris[0];
  try {
    return uri ? new URL(uri).host : undefined;
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
}

function kindOf(transfer: Transfer, ladder: Ladder | undefined): DownloadSample['kind'] {
  const type = transfer.stream?.type;
  if (!transfer.segment || !type) return 'other';
  if (type === (ladder?.mainType ?? 'video')) return 'main';
  return type === 'audio' ? 'audio' : 'other';
}

/** A transfer that is over, as a sample. */
export function toSample(transfer: Transfer, ladder: Ladder | undefined, end: TransferEnd): DownloadSample {
  const ttfbSeconds = transfer.ttfbSeconds ?? 0;
  const firstByteAtSeconds = transfer.firstByteAtSeconds ?? transfer.startedAtSeconds;
  const kind = kindOf(transfer, ladder);
  const renditionIndex = ladder ? indexOfStream(ladder, transfer.stream) : -1;
  const host = hostOf(transfer.request);
  const { segment, stream } = transfer;
  const durationSeconds = segment ? segment.getEndTime() - segment.getStartTime() : 0;
  const rate = stream?.bandwidth || ladder?.rungs[renditionIndex]?.variants[0]?.bandwidth || 0;
  return {
    atSeconds: end.atSeconds,
    sizeBits: bitsFromBytes(transfer.loadedBytes),
    transferSeconds: end.atSeconds - firstByteAtSeconds,
    ttfbSeconds,
    ...(host === undefined ? {} : { host }),
    ...(end.fromCache ? { fromCache: true } : {}),
    ...(end.partial ? { partial: true } : {}),
    kind,
    ...(kind === 'main' && !end.partial && renditionIndex >= 0 && durationSeconds > 0
      ? { segment: { renditionIndex, durationSeconds, nominalBits: rate * durationSeconds } }
      : {}),
  };
}

/** A main segment on its way. */
export function toInFlight(transfer: Transfer, renditionIndex: number, atSeconds: number, rescues: number): InFlightSegment {
  return {
    renditionIndex,
    elapsedSeconds: atSeconds - transfer.startedAtSeconds,
    ...(transfer.ttfbSeconds === undefined ? {} : { ttfbSeconds: transfer.ttfbSeconds }),
    loadedBits: bitsFromBytes(transfer.loadedBytes),
    ...(transfer.totalBytes === undefined ? {} : { totalBits: bitsFromBytes(transfer.totalBytes) }),
    rescues,
  };
}

/**
 * Least time between a switch and a climb, seconds. Shaka's default of 8 s makes up for a rule without hysteresis
 * and would only slow the recovery down; another value is somebody's wish and is kept. Going down never waits.
 */
export function climbIntervalSeconds(abr: ShakaAbrConfig): number {
  const { switchInterval = DEFAULT_SWITCH_INTERVAL_SECONDS, minTimeToSwitch = 0 } = abr;
  return Math.max(minTimeToSwitch, switchInterval === DEFAULT_SWITCH_INTERVAL_SECONDS ? 0 : switchInterval);
}

/** The rate to assume before any measurement; undefined leaves it to the engine. */
export function priorRate(abr: ShakaAbrConfig, platformGuess: number | undefined): number | undefined {
  if (abr.useNetworkInformation && platformGuess !== undefined) return platformGuess;
  const estimate = abr.defaultBandwidthEstimate;
  return estimate !== undefined && estimate > 0 && estimate !== DEFAULT_BANDWIDTH_ESTIMATE ? estimate : undefined;
}

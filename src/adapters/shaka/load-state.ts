/** What the player told a manager about the content it plays. The manager writes it, everything else reads it. */
import type { Situation } from '../../engine/index.ts';
import { bufferedAhead, createDeviceReader, type DeviceReader, type PlaybackMonitor, platformRateGuess } from '../../playback/index.ts';
import type { ShakaAbrConfig, ShakaCmsdManager, ShakaPlayer, ShakaTrack, ShakaVariant } from './contract.ts';
import { indexOfStream, type Ladder, mainStream, type PlayableVariants, playableVariants, splitFastSwitching } from './ladder.ts';
import { permittedVariants, shownSize } from './limits.ts';
import { priorRate, toRenditions } from './translate.ts';

/** Duration assumed for segments before the first is known, seconds. */
const UNKNOWN_SEGMENT_SECONDS = 4;

export interface LoadState {
  readonly player: ShakaPlayer;
  readonly device: DeviceReader;
  /** True from `init()` to `stop()`: this manager plays. False for a preload's throw-away manager. */
  inUse: boolean;
  /** `abr.enabled`. */
  enabled: boolean;
  abr: ShakaAbrConfig;
  cmsd: ShakaCmsdManager | null;
  media: HTMLMediaElement | null;
  monitor: PlaybackMonitor | undefined;
  pictureInPicture: { readonly width: number; readonly height: number } | undefined;
  playbackRate: number;
  variants: readonly ShakaVariant[];
  ladder: Ladder | undefined;
  /** Where the player stops buffering, seconds. */
  bufferingGoalSeconds: number;
  segmentPrefetchLimit: number;
  /** Rung of the last main segment requested; -1 before the first. */
  currentIndex: number;
  /** Of the last main segment requested. */
  segmentSeconds: number | undefined;
  nextStartSeconds: number | undefined;
  host: string | undefined;
}

export function createLoadState(player: ShakaPlayer): LoadState {
  return {
    player,
    device: createDeviceReader(),
    inUse: false,
    enabled: false,
    abr: {},
    cmsd: null,
    media: null,
    monitor: undefined,
    pictureInPicture: undefined,
    playbackRate: 1,
    variants: [],
    ladder: undefined,
    bufferingGoalSeconds: 10,
    segmentPrefetchLimit: 0,
    currentIndex: -1,
    segmentSeconds: undefined,
    nextStartSeconds: undefined,
    host: undefined,
  };
}

/** Forgets the content; keeps the configuration. */
export function forgetContent(state: LoadState): void {
  const { abr, bufferingGoalSeconds, segmentPrefetchLimit } = state;
  Object.assign(state, createLoadState(state.player), { abr, bufferingGoalSeconds, segmentPrefetchLimit });
}

/** The track that Shaka streams now; undefined before the first. */
export function activeTrack({ inUse, player }: LoadState): ShakaTrack | undefined {
  return inUse ? player.getVariantTracks().find((track) => track.active) : undefined;
}

/** Rung of the active track; -1 where there is none. */
export function activeIndex({ ladder }: LoadState, track: ShakaTrack | undefined): number {
  const id = ladder?.mainType === 'audio' ? track?.audioId : track?.videoId;
  return ladder && track ? ladder.rungs.findIndex(({ stream }) => stream.id === id) : -1;
}

/** Rung of a variant; -1 outside the ladder. */
export function indexOfVariant({ ladder }: LoadState, variant: ShakaVariant | undefined): number {
  return ladder && variant ? indexOfStream(ladder, mainStream(variant)) : -1;
}

/** What may be played now, rung by rung. */
export function readPlayable(state: LoadState, ladder: Ladder): PlayableVariants {
  const permitted = permittedVariants(splitFastSwitching(state.variants).normal, {
    restrictions: state.abr.restrictions,
    shown: shownSize(state.abr, state.media, state.pictureInPicture),
    maxBitrate: state.cmsd?.getMaxBitrate() ?? undefined,
  });
  return playableVariants(ladder, permitted);
}

/** Shaka aims at the end of its seek range, which lies behind the live edge. */
function readLive({ player, media }: LoadState): Pick<Situation, 'live'> {
  if (!player.isLive() || !media) return {};
  const behindSeconds = Math.max(0, player.seekRange().end - media.currentTime);
  // Unknown without a wall clock in the manifest.
  const latencySeconds = Math.max(behindSeconds, player.getStats().liveLatency || 0);
  return { live: { latencySeconds, targetLatencySeconds: latencySeconds - behindSeconds } };
}

function readRemainingSeconds({ inUse, player, media }: LoadState, bufferSeconds: number): number {
  if (!inUse || !media || player.isLive()) return Number.POSITIVE_INFINITY;
  const { end } = player.seekRange();
  return end > 0 ? Math.max(0, end - media.currentTime - bufferSeconds) : Number.POSITIVE_INFINITY;
}

/** When and for which segment the engine is asked. */
export interface Moment {
  readonly atSeconds: number;
  /** Time to first byte: the price of a playlist that must be fetched first. */
  readonly rttSeconds: number;
  /** Start of the segment to fetch; default: the one after the last requested. */
  readonly segmentStartSeconds?: number | undefined;
}

/** Everything the engine wants to know. */
export function readSituation(state: LoadState, ladder: Ladder, playable: PlayableVariants, moment: Moment): Situation {
  const { player, inUse, abr } = state;
  const { atSeconds, rttSeconds, segmentStartSeconds = state.nextStartSeconds } = moment;
  const media = inUse ? state.media : null;
  const bufferSeconds = media ? bufferedAhead(media) : 0;
  const prior = priorRate(abr, platformRateGuess());
  const rate = Math.abs(state.playbackRate);
  return {
    atSeconds,
    renditions: toRenditions(ladder, {
      playable,
      nextStartSeconds: segmentStartSeconds ?? (media ? media.currentTime + bufferSeconds : undefined),
      // An index of DASH without sidx opens without a request.
      playlistDelaySeconds: player.getManifestType() === 'HLS' ? rttSeconds : 0,
    }),
    currentIndex: state.currentIndex,
    bufferSeconds,
    maxBufferSeconds: state.bufferingGoalSeconds,
    playbackRate: rate > 0 ? rate : 1,
    segmentSeconds: state.segmentSeconds || UNKNOWN_SEGMENT_SECONDS,
    remainingSeconds: readRemainingSeconds(state, bufferSeconds),
    playing: state.monitor?.playing ?? false,
    // A preload has no element of its own yet; the player's element is the one that it will be shown in.
    device: state.device.read(state.media ?? player.getMediaElement(), atSeconds),
    ...readLive(state),
    ...(prior === undefined ? {} : { priorRateBitsPerSecond: prior }),
    ...(state.host === undefined ? {} : { host: state.host }),
  };
}

/** What one load knows about the content it plays; a new one is made for every load. */
import type { LiveState, Situation } from '../../engine/index.ts';
import {
  bufferedAhead,
  createDeviceReader,
  type DeviceReader,
  nowSeconds,
  type PlaybackMonitor,
  platformRateGuess,
} from '../../playback/index.ts';
import type { EventBody } from '../../session/index.ts';
import type { AbrSession } from '../shared/index.ts';
import type { ShakaAbrConfig, ShakaCmsdManager, ShakaPlayer, ShakaSegment, ShakaVariant, SwitchCallback } from './contract.ts';
import { indexOfStream, type Ladder, mainStream, rungsOf } from './ladder.ts';
import { permittedVariants } from './limits.ts';
import { priorRate, segmentBits, segmentSeconds, toRenditions } from './translate.ts';

/** Duration assumed for segments before the first is known, seconds. */
const UNKNOWN_SEGMENT_SECONDS = 4;

/** What Shaka told the manager once for all loads. */
export interface Settings {
  abr: ShakaAbrConfig;
  /** `abr.enabled`, and not a track that the user chose. */
  enabled?: boolean;
  cmsd?: ShakaCmsdManager | null;
  /** Playback rate that the page wants; negative while it rewinds. The element's own is 0 while Shaka buffers or steps. */
  playbackRate: number;
  /** Where the player stops buffering, seconds. */
  bufferingGoalSeconds: number;
}

export interface LoadState {
  readonly player: ShakaPlayer;
  readonly settings: Settings;
  /** Of this load once it plays; before, the one that the next playing manager will claim. */
  readonly session: () => AbrSession;
  readonly device: DeviceReader;
  /** Shaka's switch, from `init()` to `stop()`: this manager plays. A preload's throw-away manager never has it. */
  switchVariant?: SwitchCallback | undefined;
  monitor?: PlaybackMonitor;
  /** Cheapest first, without fast-switching ones. */
  variants: readonly ShakaVariant[];
  ladder: Ladder;
  /** The same rungs, with the variants that could be played when the engine was asked last. */
  playable: Ladder;
  /** Rung of the last main segment requested; -1 before the first. */
  currentIndex: number;
  /** Of the last main segment appended. */
  segmentSeconds: number;
  /** End of the last main segment appended. */
  nextStartSeconds?: number;
  /** Of the last main segment requested. */
  host?: string | undefined;
}

export const createLoadState = (player: ShakaPlayer, settings: Settings, session: () => AbrSession): LoadState => ({
  player,
  settings,
  session,
  device: createDeviceReader(),
  variants: [],
  ladder: [],
  playable: [],
  currentIndex: -1,
  segmentSeconds: UNKNOWN_SEGMENT_SECONDS,
});

/** Emits an event, unless we are off or this manager does not play. */
export function report({ switchVariant, session }: LoadState, event: EventBody): void {
  if (switchVariant && session().mode !== 'off') session().emit(event);
}

/** What Shaka streams now: its rung (-1 = none of ours) and its audio. */
export function activeTrack({ switchVariant, player, ladder }: LoadState): { readonly index: number; readonly audioId?: number | null } {
  const track = switchVariant && player.getVariantTracks().find(({ active }) => active);
  if (!track) return { index: -1 };
  const id = track.videoId ?? track.audioId;
  return { index: ladder.findIndex(({ stream }) => stream.id === id), audioId: track.audioId };
}

/** Whether streams of this type carry the ladder: video, or audio in audio-only content. */
export const isMain = ({ ladder }: LoadState, type: string | undefined): boolean => ladder[0]?.stream.type === type;

/** Rung of a variant; -1 outside the ladder. */
export const indexOfVariant = ({ ladder }: LoadState, variant: ShakaVariant | undefined): number =>
  indexOfStream(ladder, variant && mainStream(variant));

/** Shaka's own catching-up: by its configuration, else by the manifest's service description. */
function readLive(player: ShakaPlayer, latencySeconds: number, behindSeconds: number): LiveState {
  const { liveSync } = player.getConfiguration().streaming;
  const sync = liveSync?.enabled ? liveSync : player.getManifest?.()?.serviceDescription;
  return {
    latencySeconds,
    targetLatencySeconds: latencySeconds - behindSeconds + (sync?.targetLatency ?? 0),
    maxPlaybackRate: (sync && (sync.maxPlaybackRate || liveSync?.maxPlaybackRate)) || 1,
  };
}

/** Updates `playable`, and reads everything that the engine wants to know. */
export function readSituation(state: LoadState, segment: ShakaSegment | null | undefined): Situation {
  const { player, settings, session, switchVariant, host } = state;
  const { abr, cmsd } = settings;
  const atSeconds = nowSeconds();
  // A preload has no element of its own yet; the player's element is the one that it will be shown in.
  const element = player.getMediaElement();
  const media = switchVariant ? element : null;
  const bufferSeconds = media ? bufferedAhead(media) : 0;
  const endSeconds = media ? player.seekRange().end : 0;
  const isLive = media && player.isLive();
  // Shaka begins at the end of its seek range, which lies behind the live edge, and catches up towards it.
  const behindSeconds = isLive ? Math.max(0, endSeconds - media.currentTime) : 0;
  // Unknown without a wall clock in the manifest.
  const latencySeconds = isLive ? Math.max(behindSeconds, player.getStats().liveLatency || 0) : 0;
  const permitted = permittedVariants(state.variants, abr, element, cmsd?.getMaxBitrate() || undefined);
  state.playable = rungsOf(
    state.ladder.map(({ stream }) => stream),
    permitted,
  );
  const nextStartSeconds = segment?.getStartTime() ?? state.nextStartSeconds ?? media?.currentTime;
  // Time to first byte is the price of a playlist or sidx that must be fetched first. Other indexes of DASH open without a request.
  const playing = state.ladder[state.currentIndex]?.stream;
  const fetchesIndexes = player.getManifestType() === 'HLS' || (playing && segmentBits(playing, nextStartSeconds ?? 0));
  const playlistDelaySeconds = fetchesIndexes ? session().engine.forecast(atSeconds, host).rttSeconds : 0;
  return {
    atSeconds,
    renditions: toRenditions(state.ladder, state.playable, nextStartSeconds, playlistDelaySeconds),
    currentIndex: state.currentIndex,
    bufferSeconds,
    maxBufferSeconds: settings.bufferingGoalSeconds,
    playbackRate: Math.abs(settings.playbackRate || 1),
    segmentSeconds: segment ? segmentSeconds(segment) : state.segmentSeconds,
    remainingSeconds:
      media && endSeconds && !isLive ? Math.max(0, endSeconds - media.currentTime - bufferSeconds) : Number.POSITIVE_INFINITY,
    playing: state.monitor?.playing ?? false,
    device: state.device.read(element, atSeconds),
    live: isLive ? readLive(player, latencySeconds, behindSeconds) : undefined,
    priorRateBitsPerSecond: Math.max(0, cmsd?.getEstimatedThroughput?.() ?? 0) || priorRate(abr, platformRateGuess()),
    host,
  };
}

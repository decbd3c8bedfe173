/** The plugin's own engine behind the simulator's interface, asked at the moments at which the adapters ask it. */
import {
  type AbrOptions,
  type CreateEngine,
  createAbrEngine,
  createNetworkMemory,
  type DownloadSample,
  type Rendition,
  resolveOptions,
  type Situation,
} from '../engine/index.ts';
import type { PlayerModel } from './player-model.ts';
import type { Download, PlayerView, Rule, RuleContext, RuleSession, TransferView } from './rule.ts';

/** As in both adapters: the new request needs this long to show how it does, seconds. */
const RESCUE_COOLDOWN_SECONDS = 1;

export interface EvenkeelRuleOptions {
  /** Name in tables. Default `evenkeel`. */
  readonly name?: string;
  /** Options of the plugin. Default: its defaults. */
  readonly options?: AbrOptions;
  /** Another engine. Default: ours. */
  readonly createEngine?: CreateEngine;
  /** Size of the video element, device pixels. Default unknown: no limit. */
  readonly viewportPixels?: { readonly widthPixels: number; readonly heightPixels: number };
}

/** Makes the rule. Throws `TypeError` for bad options, as the plugin does. */
export function evenkeelRule({
  name = 'evenkeel',
  options = {},
  createEngine = createAbrEngine,
  viewportPixels,
}: EvenkeelRuleOptions = {}): Rule {
  const config = resolveOptions(options);
  return {
    name,
    start(context): RuleSession {
      const engine = createEngine(config, createNetworkMemory());
      const renditions = toRenditions(context);
      const device = {
        viewportWidthPixels: viewportPixels?.widthPixels ?? 0,
        viewportHeightPixels: viewportPixels?.heightPixels ?? 0,
        droppedFrameShare: 0,
        saveData: false,
      };
      const playlists = context.player.hasMediaPlaylists ? new Playlists(context.player) : undefined;
      /** A transfer is looked at ten times a second, and between its looks nothing of this changes. */
      let outlook: { readonly segmentIndex: number; readonly playlistCount: number; readonly renditions: readonly Rendition[] } | undefined;
      const outlooks = (view: PlayerView): readonly Rendition[] => {
        if (!context.sizeBits && !playlists) return renditions;
        const { segmentIndex } = view;
        const playlistCount = playlists?.count ?? 0;
        if (outlook?.segmentIndex !== segmentIndex || outlook.playlistCount !== playlistCount)
          outlook = { segmentIndex, playlistCount, renditions: withOutlook(view) };
        return outlook.renditions;
      };
      const withOutlook = (view: PlayerView): readonly Rendition[] => {
        const delaySeconds = playlists?.delaySeconds(() => engine.forecast(view.atSeconds).rttSeconds);
        return renditions.map((rendition, index) => ({
          ...rendition,
          nextSegmentBits: context.sizeBits?.(index, view.segmentIndex),
          playlistDelaySeconds: playlists?.known.has(index) ? 0 : delaySeconds,
        }));
      };
      const situation = (view: PlayerView): Situation => ({
        atSeconds: view.atSeconds,
        renditions: outlooks(view),
        currentIndex: view.currentIndex,
        bufferSeconds: view.bufferSeconds,
        maxBufferSeconds: view.maxBufferSeconds,
        playbackRate: view.playbackRate,
        segmentSeconds: context.segmentSeconds,
        remainingSeconds: view.remainingSeconds,
        playing: view.started,
        device,
        live: context.player.live && {
          latencySeconds: view.latencySeconds,
          targetLatencySeconds: context.player.live.targetLatencySeconds,
          maxPlaybackRate: context.player.live.catchUpRate,
        },
      });
      /** hls.js asks on every tick; the adapter keeps its answer until it is used or the buffer has moved by a segment. */
      let kept: { readonly segmentIndex: number; readonly index: number; readonly bufferSeconds: number } | undefined;
      return {
        choose(view) {
          if (context.player.asksRuleAt === 'request') {
            if (view.currentIndex >= 0 && view.bufferSeconds >= view.maxBufferSeconds) return view.currentIndex;
            const moved = kept ? Math.abs(view.bufferSeconds - kept.bufferSeconds) : Infinity;
            if (kept?.segmentIndex === view.segmentIndex && moved < context.segmentSeconds) return kept.index;
          }
          const { index } = engine.decide(situation(view));
          kept = { segmentIndex: view.segmentIndex, index, bufferSeconds: view.bufferSeconds };
          return index;
        },
        downloaded(download) {
          playlists?.take(download);
          engine.addSample(toSample(download, renditions));
        },
        progress(transfer, view) {
          const elapsedSeconds = view.atSeconds - transfer.requestSeconds;
          const isTooSoon = transfer.firstByteSeconds === undefined || elapsedSeconds < RESCUE_COOLDOWN_SECONDS;
          if (transfer.restarts > 0 && isTooSoon) return undefined;
          const decision = engine.considerRescue(situation(view), toInFlight(transfer, elapsedSeconds));
          return decision && decision.index < transfer.renditionIndex ? decision.index : undefined;
        },
      };
    },
  };
}

/** Media playlists that the player has, and what the adapters say a missing one costs. */
class Playlists {
  readonly known: Set<number> = new Set();
  /** Playlists taken so far. */
  count = 0;
  private readonly player: PlayerModel;
  private lastSeconds: number | undefined;

  constructor(player: PlayerModel) {
    this.player = player;
  }

  take({ kind, renditionIndex, requestSeconds, endSeconds }: Download): void {
    if (kind !== 'playlist') return;
    this.count++;
    // A live playlist of another rendition is stale as soon as it is left.
    if (this.player.live) this.known.clear();
    this.known.add(renditionIndex);
    this.lastSeconds = endSeconds - requestSeconds;
  }

  /** hls.js's adapter: as long as the last one took. Shaka's: the round trip as forecast. */
  delaySeconds(rttSeconds: () => number): number | undefined {
    return this.player.asksRuleAt === 'request' ? this.lastSeconds : rttSeconds();
  }
}

/** Both players declare video and audio together: HLS by definition, and Shaka adds them up for DASH. */
function toRenditions({ renditions, player, audioRateBitsPerSecond }: RuleContext): readonly Rendition[] {
  return renditions.map((rendition) => ({
    ...rendition,
    rateBitsPerSecond:
      (player.declaredRate === 'peak' ? rendition.peakRateBitsPerSecond : rendition.rateBitsPerSecond) + audioRateBitsPerSecond,
    peakRateBitsPerSecond: rendition.peakRateBitsPerSecond + audioRateBitsPerSecond,
    frameRate: 0,
    allowed: true,
    smooth: true,
    powerEfficient: true,
  }));
}

function toSample(download: Download, renditions: readonly Rendition[]): DownloadSample {
  const { kind, renditionIndex, durationSeconds, aborted, endSeconds, firstByteSeconds } = download;
  const nominalBits = (renditions[renditionIndex]?.rateBitsPerSecond ?? 0) * durationSeconds;
  return {
    atSeconds: endSeconds,
    sizeBits: download.sizeBits,
    transferSeconds: endSeconds - firstByteSeconds,
    ttfbSeconds: firstByteSeconds - download.requestSeconds,
    partial: aborted,
    kind: kind === 'main' || kind === 'audio' ? kind : 'other',
    segment: kind === 'main' && !aborted ? { renditionIndex, durationSeconds, nominalBits } : undefined,
  };
}

const toInFlight = (transfer: TransferView, elapsedSeconds: number) => ({
  renditionIndex: transfer.renditionIndex,
  elapsedSeconds,
  ttfbSeconds: transfer.firstByteSeconds === undefined ? undefined : transfer.firstByteSeconds - transfer.requestSeconds,
  loadedBits: transfer.loadedBits,
  totalBits: transfer.sizeBits,
  rescues: transfer.restarts,
});

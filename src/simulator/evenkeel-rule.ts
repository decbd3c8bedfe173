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
      const situation = (view: PlayerView): Situation => ({
        atSeconds: view.atSeconds,
        renditions: context.sizeBits ? withSizes(renditions, context.sizeBits, view.segmentIndex) : renditions,
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
        downloaded: (download) => void engine.addSample(toSample(download, renditions)),
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

function toRenditions({ renditions, player }: RuleContext): readonly Rendition[] {
  return renditions.map((rendition) => ({
    ...rendition,
    rateBitsPerSecond: player.declaredRate === 'peak' ? rendition.peakRateBitsPerSecond : rendition.rateBitsPerSecond,
    frameRate: 0,
    allowed: true,
    smooth: true,
    powerEfficient: true,
  }));
}

const withSizes = (renditions: readonly Rendition[], sizeBits: (index: number, segment: number) => number, segment: number): Rendition[] =>
  renditions.map((rendition, index) => ({ ...rendition, nextSegmentBits: sizeBits(index, segment) }));

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

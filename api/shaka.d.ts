import { AbrHandle, PluginOptions, SessionListener } from "./plugin.js";

/**
* The parts of Shaka that the adapter touches, declared structurally: the same source type-checks against the
* declarations of 4.16 .. 5.x, and nothing of Shaka is imported. Only names that survive Shaka's compiler stand here
* (extern typedefs and exported methods).
*/
/** `shaka.media.SegmentReference`; `getSize()` is missing on purpose: it is renamed in compiled builds. */
interface ShakaSegment {
  getStartTime(): number;
  getEndTime(): number;
  getStartByte(): number;
  /** null = to the end of the file. */
  getEndByte(): number | null;
}
interface ShakaSegmentIndex {
  find(timeSeconds: number): number | null;
  get(position: number): ShakaSegment | null;
}
/** `shaka.extern.Stream`. */
interface ShakaStream {
  readonly id: number;
  readonly type: string;
  readonly bandwidth?: number | undefined;
  /** RFC 6381, comma-separated; video first where both are in one stream. */
  readonly codecs?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly frameRate?: number | undefined;
  readonly channelsCount?: number | null;
  readonly fastSwitching?: boolean | undefined;
  /** null while the stream is not in use. */
  readonly segmentIndex: ShakaSegmentIndex | null;
  createSegmentIndex(): Promise<unknown>;
}
/** `shaka.extern.Variant`: one audio and one video stream. */
interface ShakaVariant {
  readonly id: number;
  readonly bandwidth: number;
  readonly video: ShakaStream | null;
  readonly audio: ShakaStream | null;
  readonly decodingInfos?: readonly {
    readonly smooth: boolean;
    readonly powerEfficient: boolean;
  }[];
}
/** `shaka.extern.Request`. */
interface ShakaRequest {
  readonly uris: readonly string[];
  readonly attempt?: number;
  /** `Date.now()` when the attempt was sent. */
  readonly requestStartTime?: number | null | undefined;
  /** Milliseconds. */
  readonly timeToFirstByte?: number | null | undefined;
  /** Counts progress reports of one attempt from 1. */
  readonly packetNumber?: number | null | undefined;
  readonly contentType?: string | null | undefined;
}
/** `shaka.extern.RequestContext`. */
interface ShakaRequestContext {
  /** `AdvancedRequestType`. */
  readonly type?: number | null | undefined;
  readonly stream?: ShakaStream | null | undefined;
  readonly segment?: ShakaSegment | null | undefined;
}
/** `shaka.extern.Restrictions`; missing fields restrict nothing. */
interface ShakaRestrictions {
  readonly minWidth?: number;
  readonly maxWidth?: number;
  readonly minHeight?: number;
  readonly maxHeight?: number;
  readonly minPixels?: number;
  readonly maxPixels?: number;
  readonly minFrameRate?: number;
  readonly maxFrameRate?: number;
  readonly minChannelsCount?: number;
  readonly maxChannelsCount?: number;
  readonly minBandwidth?: number;
  readonly maxBandwidth?: number;
}
/** `shaka.extern.AbrConfiguration`, as far as we honour it. */
interface ShakaAbrConfig {
  readonly useNetworkInformation?: boolean;
  readonly defaultBandwidthEstimate?: number;
  /** Seconds. */
  readonly switchInterval?: number;
  /** Seconds. */
  readonly minTimeToSwitch?: number;
  /** Milliseconds. */
  readonly cacheLoadThreshold?: number;
  readonly restrictions?: ShakaRestrictions;
  readonly restrictToElementSize?: boolean;
  readonly restrictToScreenSize?: boolean;
  readonly ignoreDevicePixelRatio?: boolean;
  readonly clearBufferSwitch?: boolean;
  /** Seconds. */
  readonly safeMarginSwitch?: number;
}
/** `shaka.util.CmsdManager`. */
interface ShakaCmsdManager {
  /** Bits per second; null when the server suggested nothing or CMSD is off. */
  getMaxBitrate(): number | null;
  /** Bits per second that the server measured; null when it told none or CMSD is off. */
  getEstimatedThroughput?(): number | null;
}
type SwitchCallback = (variant: ShakaVariant, clearBuffer?: boolean, safeMarginSeconds?: number) => void;
type DisableStreamCallback = (type: string, seconds: number) => void;
/** `shaka.extern.AbrManager` of 5.2; older players call a subset. */
interface ShakaAbrManager {
  init(switchVariant: SwitchCallback, disableStream?: DisableStreamCallback): void;
  stop(): void;
  release(): void;
  setVariants(variants: ShakaVariant[], isLowLatency?: boolean): boolean;
  chooseVariant(preferFastSwitching?: boolean): ShakaVariant;
  enable(): void;
  disable(): void;
  segmentDownloaded(deltaMilliseconds: number, bytes: number, allowSwitch: boolean, request?: ShakaRequest, context?: ShakaRequestContext): void;
  trySuggestStreams(): void;
  getBandwidthEstimate(): number;
  playbackRateChanged(rate: number): void;
  setMediaElement(media: HTMLMediaElement | null): void;
  setCmsdManager(manager: ShakaCmsdManager | null): void;
  configure(config: ShakaAbrConfig): void;
}
/** Makes a manager; `shaka.extern.AbrManager.Factory`. */
type ShakaAbrFactory = () => ShakaAbrManager;
/** A track of `getVariantTracks()`; ids are those of the streams. */
interface ShakaTrack {
  readonly active: boolean;
  readonly videoId: number | null;
  readonly audioId: number | null;
}
type RequestFilter = (type: number, request: ShakaRequest, context?: ShakaRequestContext) => void;
interface ShakaNetworkingEngine {
  registerRequestFilter(filter: RequestFilter): void;
  unregisterRequestFilter(filter: RequestFilter): void;
}
/** How a live stream is caught up with; null and 0 where a manifest leaves it open. */
interface ShakaLiveSync {
  /** From the end of the seek range, seconds. */
  readonly targetLatency?: number | null;
  readonly maxPlaybackRate?: number | null;
}
/** The methods of `shaka.Player` that the adapter calls. */
interface ShakaPlayer {
  getConfiguration(): {
    readonly abrFactory: unknown;
    readonly streaming: {
      readonly bufferingGoal: number;
      readonly rebufferingGoal?: number;
      readonly liveSync?: ShakaLiveSync & {
        readonly enabled: boolean;
      };
    };
  };
  configure(config: string, value: unknown): boolean;
  addEventListener(type: string, listener: (event: Event) => void): unknown;
  removeEventListener(type: string, listener: (event: Event) => void): unknown;
  getVariantTracks(): readonly ShakaTrack[];
  getNetworkingEngine(): ShakaNetworkingEngine | null;
  getMediaElement(): HTMLMediaElement | null;
  getManifestType(): string | null;
  getStats(): {
    readonly liveLatency: number;
  };
  getManifest?(): {
    readonly serviceDescription?: ShakaLiveSync | null;
  } | null;
  isLive(): boolean;
  seekRange(): {
    readonly start: number;
    readonly end: number;
  };
}
/** The value for `player.configure('abrFactory', …)`, and the handle of the page at once. */
type ShakaAbr = ShakaAbrFactory & AbrHandle;
/**
* Makes the ABR for one Shaka player. It takes effect at the next `load()`. The ABR factory configured at this
* moment (Shaka's own unless you set one) stays at hand: it plays in the modes `observe` and `off`, and whenever
* something of ours fails.
*
* @throws TypeError for anything that is not a Shaka player, for Shaka before 4.16, and for wrong options.
*/
declare function createShakaAbr(player: ShakaPlayer, options?: PluginOptions): ShakaAbr;
export { type AbrHandle, type PluginOptions, type SessionListener, ShakaAbr, type ShakaAbrFactory, type ShakaAbrManager, type ShakaPlayer, createShakaAbr };
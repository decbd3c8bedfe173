/**
 * The parts of Shaka that the adapter touches, declared structurally: the same source type-checks against the
 * declarations of 4.16 .. 5.x, and nothing of Shaka is imported. Only names that survive Shaka's compiler stand here
 * (extern typedefs and exported methods).
 */

/** `shaka.media.SegmentReference`; `getSize()` is missing on purpose: it is renamed in compiled builds. */
export interface ShakaSegment {
  getStartTime(): number;
  getEndTime(): number;
  getStartByte(): number;
  /** null = to the end of the file. */
  getEndByte(): number | null;
}

export interface ShakaSegmentIndex {
  find(timeSeconds: number): number | null;
  get(position: number): ShakaSegment | null;
}

/** `shaka.extern.Stream`. */
export interface ShakaStream {
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
export interface ShakaVariant {
  readonly id: number;
  readonly bandwidth: number;
  readonly video: ShakaStream | null;
  readonly audio: ShakaStream | null;
  readonly decodingInfos?: readonly { readonly smooth: boolean; readonly powerEfficient: boolean }[];
}

/** `shaka.extern.Request`. */
export interface ShakaRequest {
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
export interface ShakaRequestContext {
  /** `AdvancedRequestType`. */
  readonly type?: number | null | undefined;
  readonly stream?: ShakaStream | null | undefined;
  readonly segment?: ShakaSegment | null | undefined;
}

/** `shaka.extern.Restrictions`; missing fields restrict nothing. */
export interface ShakaRestrictions {
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
export interface ShakaAbrConfig {
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
export interface ShakaCmsdManager {
  /** Bits per second; null when the server suggested nothing or CMSD is off. */
  getMaxBitrate(): number | null;
  /** Bits per second that the server measured; null when it told none or CMSD is off. */
  getEstimatedThroughput?(): number | null;
}

export type SwitchCallback = (variant: ShakaVariant, clearBuffer?: boolean, safeMarginSeconds?: number) => void;
export type DisableStreamCallback = (type: string, seconds: number) => void;

/** `shaka.extern.AbrManager` of 5.2; older players call a subset. */
export interface ShakaAbrManager {
  init(switchVariant: SwitchCallback, disableStream?: DisableStreamCallback): void;
  stop(): void;
  release(): void;
  setVariants(variants: ShakaVariant[], isLowLatency?: boolean): boolean;
  chooseVariant(preferFastSwitching?: boolean): ShakaVariant;
  enable(): void;
  disable(): void;
  segmentDownloaded(
    deltaMilliseconds: number,
    bytes: number,
    allowSwitch: boolean,
    request?: ShakaRequest,
    context?: ShakaRequestContext,
  ): void;
  trySuggestStreams(): void;
  getBandwidthEstimate(): number;
  playbackRateChanged(rate: number): void;
  setMediaElement(media: HTMLMediaElement | null): void;
  setCmsdManager(manager: ShakaCmsdManager | null): void;
  configure(config: ShakaAbrConfig): void;
}

/** Makes a manager; `shaka.extern.AbrManager.Factory`. */
export type ShakaAbrFactory = () => ShakaAbrManager;

/** A track of `getVariantTracks()`; ids are those of the streams. */
export interface ShakaTrack {
  readonly active: boolean;
  readonly videoId: number | null;
  readonly audioId: number | null;
}

export type RequestFilter = (type: number, request: ShakaRequest, context?: ShakaRequestContext) => void;

export interface ShakaNetworkingEngine {
  registerRequestFilter(filter: RequestFilter): void;
  unregisterRequestFilter(filter: RequestFilter): void;
}

/** How a live stream is caught up with; null and 0 where a manifest leaves it open. */
export interface ShakaLiveSync {
  /** From the end of the seek range, seconds. */
  readonly targetLatency?: number | null;
  readonly maxPlaybackRate?: number | null;
}

/** The methods of `shaka.Player` that the adapter calls. */
export interface ShakaPlayer {
  getConfiguration(): {
    readonly abrFactory: unknown;
    readonly streaming: {
      readonly bufferingGoal: number;
      readonly rebufferingGoal?: number;
      readonly liveSync?: ShakaLiveSync & { readonly enabled: boolean };
    };
  };
  configure(config: string, value: unknown): boolean;
  addEventListener(type: string, listener: (event: Event) => void): unknown;
  removeEventListener(type: string, listener: (event: Event) => void): unknown;
  getVariantTracks(): readonly ShakaTrack[];
  getNetworkingEngine(): ShakaNetworkingEngine | null;
  getMediaElement(): HTMLMediaElement | null;
  getManifestType(): string | null;
  getStats(): { readonly liveLatency: number };
  getManifest?(): { readonly serviceDescription?: ShakaLiveSync | null } | null;
  isLive(): boolean;
  seekRange(): { readonly start: number; readonly end: number };
}

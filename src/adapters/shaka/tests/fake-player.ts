/** A player that behaves towards an ABR manager as Shaka 5.2 does, without media, network or manifest. */
import type {
  RequestFilter,
  ShakaAbrConfig,
  ShakaAbrManager,
  ShakaPlayer,
  ShakaRequest,
  ShakaRequestContext,
  ShakaSegment,
  ShakaStream,
  ShakaVariant,
} from '../contract.ts';

/** Duration of every segment, seconds. */
export const SEGMENT_SECONDS = 4;

let nextId = 1;

export function stream(type: 'video' | 'audio', bandwidth: number, height?: number, more: Partial<ShakaStream> = {}): ShakaStream {
  const picture = height === undefined ? {} : { height, width: Math.round((height * 16) / 9) };
  return { id: nextId++, type, bandwidth, ...picture, segmentIndex: null, createSegmentIndex: () => Promise.resolve(), ...more };
}

export const variant = (video: ShakaStream | null, audio: ShakaStream | null): ShakaVariant => ({
  id: nextId++,
  bandwidth: (video?.bandwidth ?? 0) + (audio?.bandwidth ?? 0),
  video,
  audio,
});

/** Video streams of 400, 900, 2000 and 4500 kbit/s, each with both audio streams; the list is unsorted as Shaka's is. */
export function productLadder(): { readonly videos: ShakaStream[]; readonly audios: ShakaStream[]; readonly variants: ShakaVariant[] } {
  const videos = [400, 900, 2000, 4500].map((kilobits, i) => stream('video', kilobits * 1000, [240, 360, 720, 1080][i]));
  const audios = [64, 128].map((kilobits) => stream('audio', kilobits * 1000));
  const variants = videos.flatMap((video) => audios.map((audio) => variant(video, audio)));
  return { videos, audios, variants: variants.reverse() };
}

export const segment = (number: number, sizeBytes?: number): ShakaSegment => ({
  getStartTime: () => number * SEGMENT_SECONDS,
  getEndTime: () => (number + 1) * SEGMENT_SECONDS,
  getStartByte: () => 0,
  getEndByte: () => (sizeBytes === undefined ? null : sizeBytes - 1),
});

const RESTRICTIONS = {
  minWidth: 0,
  maxWidth: Number.POSITIVE_INFINITY,
  minHeight: 0,
  maxHeight: Number.POSITIVE_INFINITY,
  minPixels: 0,
  maxPixels: Number.POSITIVE_INFINITY,
  minFrameRate: 0,
  maxFrameRate: Number.POSITIVE_INFINITY,
  minBandwidth: 0,
  maxBandwidth: Number.POSITIVE_INFINITY,
  minChannelsCount: 0,
  maxChannelsCount: Number.POSITIVE_INFINITY,
};

/** Shaka's defaults. */
export const abrConfig = (more: Partial<ShakaAbrConfig> = {}): ShakaAbrConfig =>
  ({
    enabled: true,
    useNetworkInformation: false,
    defaultBandwidthEstimate: 1e6,
    switchInterval: 8,
    bandwidthUpgradeTarget: 0.85,
    bandwidthDowngradeTarget: 0.95,
    restrictToElementSize: false,
    restrictToScreenSize: false,
    ignoreDevicePixelRatio: false,
    clearBufferSwitch: false,
    safeMarginSwitch: 0,
    cacheLoadThreshold: 5,
    minTimeToSwitch: 0,
    droppedFrames: true,
    advanced: {
      minTotalBytes: 128e3,
      minBytes: 16e3,
      fastHalfLife: 2,
      slowHalfLife: 5,
      droppedFramesThreshold: 0.15,
      droppedFramesInterval: 2,
      droppedFramesBanDuration: 30,
    },
    ...more,
    restrictions: { ...RESTRICTIONS, ...more.restrictions },
  }) as ShakaAbrConfig;

/** A media element that plays without data. */
export class FakeMedia extends EventTarget {
  currentTime = 0;
  paused = false;
  seeking = false;
  ended = false;
  clientWidth = 1920;
  clientHeight = 1080;
  bufferEndSeconds = 0;
  get buffered(): TimeRanges {
    return { length: this.bufferEndSeconds > 0 ? 1 : 0, start: () => 0, end: () => this.bufferEndSeconds };
  }
}

export class FakePlayer {
  abrFactory: unknown;
  readonly media = new FakeMedia();
  readonly filters = new Set<RequestFilter>();
  readonly listeners = new Map<string, Set<(event: Event) => void>>();
  readonly switches: ShakaVariant[] = [];
  readonly bans: string[] = [];
  active: ShakaVariant | undefined;
  variants: ShakaVariant[] = [];
  manager: ShakaAbrManager | undefined;
  /** What Shaka reads while it decides whether to abort. */
  estimateAtSwitch: number | undefined;
  abr: ShakaAbrConfig = abrConfig();
  /** Since 5.2 a playing manager chooses even when a preload's pick will be played. */
  asksAfterPreload = true;

  constructor(abrFactory: unknown) {
    this.abrFactory = abrFactory;
  }
  /** As the type that the adapter takes. */
  get asPlayer(): ShakaPlayer {
    return this as unknown as ShakaPlayer;
  }
  getConfiguration(): {
    readonly abrFactory: unknown;
    readonly streaming: { readonly bufferingGoal: number; readonly segmentPrefetchLimit: number };
  } {
    return { abrFactory: this.abrFactory, streaming: { bufferingGoal: 10, segmentPrefetchLimit: 1 } };
  }
  configure(name: string, value: unknown): boolean {
    if (name === 'abrFactory') this.abrFactory = value;
    else this.abr = abrConfig(value as ShakaAbrConfig);
    if (name === 'abr') this.manager?.configure(this.abr);
    return true;
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    if (!this.listeners.has(type)) this.listeners.set(type, new Set());
    this.listeners.get(type)?.add(listener);
  }
  removeEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.get(type)?.delete(listener);
  }
  get listenerCount(): number {
    return this.filters.size + [...this.listeners.values()].reduce((sum, set) => sum + set.size, 0);
  }
  emit(type: string, fields: object): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) listener(Object.assign(new Event(type), fields));
  }
  getVariantTracks(): { readonly active: boolean; readonly videoId: number | null; readonly audioId: number | null }[] {
    return this.variants.map((one) => ({ active: one === this.active, videoId: one.video?.id ?? null, audioId: one.audio?.id ?? null }));
  }
  getNetworkingEngine(): { registerRequestFilter(filter: RequestFilter): void; unregisterRequestFilter(filter: RequestFilter): void } {
    return {
      registerRequestFilter: (filter) => void this.filters.add(filter),
      unregisterRequestFilter: (filter) => void this.filters.delete(filter),
    };
  }
  getMediaElement(): FakeMedia {
    return this.media;
  }
  getManifestType(): string {
    return 'DASH';
  }
  getStats(): { readonly liveLatency: number } {
    return { liveLatency: Number.NaN };
  }
  isLive(): boolean {
    return false;
  }
  seekRange(): { readonly start: number; readonly end: number } {
    return { start: 0, end: 600 };
  }

  /** The order of calls of `Player.load()`; `preload` as for HLS. */
  load(variants: ShakaVariant[], preload = false): ShakaAbrManager {
    const factory = this.abrFactory as () => ShakaAbrManager;
    let prefetched: ShakaVariant | undefined;
    this.variants = variants;
    this.active = undefined;
    if (preload) {
      const throwAway = factory();
      throwAway.configure(this.abr);
      throwAway.setVariants([...variants], false);
      prefetched = throwAway.chooseVariant(true);
      throwAway.release();
    }
    this.manager ??= factory();
    const { manager } = this;
    manager.configure(this.abr);
    manager.init(
      (next) => {
        this.estimateAtSwitch = manager.getBandwidthEstimate();
        if (next === this.active) return;
        this.active = next;
        this.switches.push(next);
      },
      (type) => void this.bans.push(type),
    );
    manager.setMediaElement(this.media as unknown as HTMLMediaElement);
    manager.setCmsdManager(null);
    manager.setVariants([...variants], false);
    const chosen = prefetched && !this.asksAfterPreload ? prefetched : manager.chooseVariant(true);
    manager.setVariants([...variants], false);
    this.active = prefetched ?? chosen;
    manager.enable();
    return manager;
  }

  /** Sends a request for a segment of `of`, the active video stream by default. */
  request(
    number: number,
    of: ShakaStream | null | undefined = this.active?.video,
  ): { readonly request: ShakaRequest; readonly context: ShakaRequestContext } {
    const request = {
      uris: [`https://cdn.example/${of?.type}/${number}.m4s`],
      requestStartTime: Date.now(),
      timeToFirstByte: 50,
      packetNumber: 1,
    };
    const context = { type: 1, ...(of ? { stream: of } : {}), segment: segment(number) };
    for (const filter of this.filters) filter(1, request, context);
    return { request, context };
  }
  packet({ request, context }: ReturnType<FakePlayer['request']>, milliseconds: number, bytes: number, allowSwitch = true): void {
    this.manager?.segmentDownloaded(milliseconds, bytes, allowSwitch, request, context);
  }
  headers({ request }: ReturnType<FakePlayer['request']>, bytes: number): void {
    this.emit('downloadheadersreceived', { requestType: 1, request, headers: { 'content-length': String(bytes) } });
  }
  complete({ request }: ReturnType<FakePlayer['request']>, bytes: number): void {
    this.emit('downloadcompleted', { requestType: 1, request, response: { data: { byteLength: bytes } } });
  }
  append(number: number, contentType = 'video'): void {
    this.media.bufferEndSeconds = Math.max(this.media.bufferEndSeconds, (number + 1) * SEGMENT_SECONDS);
    this.emit('segmentappended', { start: number * SEGMENT_SECONDS, end: (number + 1) * SEGMENT_SECONDS, contentType });
  }
}

/** The parts of dash.js 5 that are driven, as far as they are used. Names and units are dash.js's own. */

export interface StreamInfo {
  readonly id: string;
  readonly index: number;
  readonly duration: number;
  readonly manifestInfo: { readonly isDynamic: boolean; readonly duration: number };
}

export interface MediaInfo {
  readonly id: string;
  readonly index: number;
  readonly type: 'video';
  readonly streamInfo: StreamInfo;
}

export interface Representation {
  readonly id: string;
  absoluteIndex: number;
  readonly bandwidth: number;
  readonly bitrateInKbit: number;
  readonly mediaInfo: MediaInfo;
}

/** A request as dash.js's loaders leave it. */
export interface FragmentRequest {
  readonly mediaType: 'video';
  readonly type: 'MediaSegment';
  readonly url: string;
  readonly index: number;
  readonly startTime: number;
  readonly duration: number;
  readonly representation: Representation;
  readonly startDate: Date;
  firstByteDate: Date | null;
  endDate: Date | null;
  bytesLoaded: number;
  bytesTotal: number;
  readonly traces: { s: Date; d: number; b: [number] }[];
  resourceTimingValues: { responseStart: number; responseEnd: number; transferSize: number; decodedBodySize: number } | null;
  readonly fileLoaderType: 'xhr_loader';
}

export interface EventBus {
  on(type: string, listener: (event: never) => void, scope?: object): void;
  trigger(type: string, payload: object, filters?: object): void;
}

export interface Settings {
  get(): { readonly streaming: { readonly buffer: { readonly bufferTimeDefault: number } } };
  update(partial: object): void;
}

export interface DashMetrics {
  addBufferLevel(mediaType: string, at: Date, levelMilliseconds: number): void;
  addBufferState(mediaType: string, state: string, target: number): void;
  addHttpRequest(
    request: FragmentRequest,
    url: string,
    status: number,
    headers: object,
    traces: FragmentRequest['traces'],
    cmsd: null,
  ): void;
}

export interface ThroughputController {
  setConfig(config: object): void;
  initialize(): void;
  /** kbit/s; NaN before the first sample. */
  getAverageThroughput(mediaType: string): number;
  getSafeAverageThroughput(mediaType: string): number;
}

export interface MediaPlayerModel {
  setConfig(config: object): void;
}

export interface AbrController {
  setConfig(config: object): void;
  initialize(): void;
  registerStreamType(mediaType: string, streamProcessor: object): void;
  getInitialBitrateFor(mediaType: string): number;
  getOptimalRepresentationForBitrate(mediaInfo: MediaInfo, bitrateInKbit: number, includeCompatible: boolean): Representation;
  checkPlaybackQuality(mediaType: string, streamId: string): boolean;
}

/** dash.js's registry of its classes; published as `dashjs.FactoryMaker` for applications that replace parts. */
export interface FactoryMaker {
  getSingletonFactoryByName(name: string): ((context: object) => { getInstance(config?: object): unknown }) | undefined;
  setSingletonInstance(context: object, name: string, instance: object): void;
  getSingletonInstance(context: object, name: string): unknown;
  deleteSingletonInstances(context: object): void;
}

/** What the package exports. */
export interface DashPackage {
  readonly FactoryMaker: FactoryMaker;
  readonly MediaPlayer: (context: object) => { create(): object };
  readonly Version: string;
}

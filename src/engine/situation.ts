/**
 * What a player tells the engine: its ladder, its buffer, its screen, its limits.
 * Every field is plain data; an adapter builds it in `translate.ts`.
 */

/** One step of the ladder. Order in the ladder carries no meaning: index order need not be bitrate order. */
export interface Rendition {
  /** Stable name inside one ladder, used in events and explanations. */
  readonly id: string;
  /** Declared average rate (video and the audio that comes with it), bits per second; > 0. */
  readonly rateBitsPerSecond: number;
  /** Declared peak rate, bits per second; equal to the average where only one is known. */
  readonly peakRateBitsPerSecond: number;
  /** Coded width, pixels; 0 = unknown. */
  readonly widthPixels: number;
  /** Coded height, pixels; 0 = unknown. */
  readonly heightPixels: number;
  /** Frames per second; 0 = unknown. */
  readonly frameRate: number;
  /** Author's relative quality (HLS `SCORE`); used as utility only when every rendition has one. */
  readonly qualityScore?: number | undefined;
  /**
   * True while the player itself permits this rendition: caps, restrictions, codec family, HDCP, errors.
   * A hard limit: the engine never picks a rendition that is not allowed.
   */
  readonly allowed: boolean;
  /** Decode capability as far as the platform told: false = known not to be smooth. */
  readonly smooth: boolean;
  /** False = known not to be power efficient; true where unknown. */
  readonly powerEfficient: boolean;
  /**
   * Size of the next segment in this rendition, bits, where the container or playlist tells it
   * (sidx, byte ranges, EXT-X-BITRATE).
   */
  readonly nextSegmentBits?: number | undefined;
  /** Video codec as RFC 6381 names it (`avc1.64001f`, `av01.0.08M.08`): newer codecs look the same with fewer bits. */
  readonly videoCodec?: string | undefined;
  /** Time to get this rendition's playlist first, if it must be fetched before the segment, seconds; default 0. */
  readonly playlistDelaySeconds?: number | undefined;
}

/** What the screen and the machine can use. */
export interface DeviceState {
  /** Width of the video element in device pixels (CSS pixels x device pixel ratio); 0 = unknown. */
  readonly viewportWidthPixels: number;
  /** Height of the video element in device pixels; 0 = unknown. */
  readonly viewportHeightPixels: number;
  /** Share of frames dropped lately, 0..1. */
  readonly droppedFrameShare: number;
  /** The visitor asked for less data (`navigator.connection.saveData`). */
  readonly saveData: boolean;
  /** Running on a battery that is low (`navigator.getBattery`, where it is readable). */
  readonly lowBattery?: boolean | undefined;
}

/** What is on the screen: the same bits look better on a drawing than on a football field. */
export type ContentType = 'general' | 'animation' | 'sport' | 'documentary';

/** Everything that one decision depends on besides the engine's own memory. */
export interface Situation {
  /** Now, seconds on any monotonic clock shared with the samples. */
  readonly atSeconds: number;
  readonly renditions: readonly Rendition[];
  /** Rendition of the last main segment loaded or being loaded; -1 before the first. */
  readonly currentIndex: number;
  /** Media buffered ahead of the playhead, seconds (the smaller of audio and video). */
  readonly bufferSeconds: number;
  /** Where the player stops filling the buffer, seconds; > 0. */
  readonly maxBufferSeconds: number;
  /** Playback rate, absolute; 0 while paused counts as 1. */
  readonly playbackRate: number;
  /** Duration of the next segment, seconds; > 0. */
  readonly segmentSeconds: number;
  /** Media left to load until the end, seconds; Infinity when live or unknown. */
  readonly remainingSeconds: number;
  /** True from the first frame on; false during start-up and while a seek fills an empty buffer. */
  readonly playing: boolean;
  readonly device: DeviceState;
  /** Present for live streams. */
  readonly live?: LiveState | undefined;
  /** Throughput that the platform guesses before anything was measured, bits per second (Network Information, a remembered session). */
  readonly priorRateBitsPerSecond?: number | undefined;
  /** Host that serves the next segment; throughput memory is kept per host. */
  readonly host?: string | undefined;
  /** From the stream's metadata or the page; default `general`. */
  readonly contentType?: ContentType | undefined;
}

/** Where a live stream stands. */
export interface LiveState {
  /** Distance of the playhead from the live edge, seconds. */
  readonly latencySeconds: number;
  /** The latency that the player aims at, seconds. */
  readonly targetLatencySeconds: number;
  /** Fastest playback by which the player catches up with its target; 1 or undefined = it does not. */
  readonly maxPlaybackRate?: number | undefined;
}

/** A main segment on its way, for the rescue decision. */
export interface InFlightSegment {
  readonly renditionIndex: number;
  /** Since the request was sent, seconds. */
  readonly elapsedSeconds: number;
  /** From request to first byte, seconds; undefined while no byte has come. */
  readonly ttfbSeconds?: number | undefined;
  readonly loadedBits: number;
  /** Whole size, bits; undefined where the server sent no length. */
  readonly totalBits?: number | undefined;
  /** Rescues already made for this segment. */
  readonly rescues: number;
}

/** Declared rate of a rendition, bits per second; 0 for an index outside the ladder. */
export const rateOf = ({ renditions }: Situation, index: number): number => renditions[index]?.rateBitsPerSecond ?? 0;

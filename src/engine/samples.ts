/** Stage 1: what a finished (or partly finished) download teaches, and what it does not. */

/** One transfer as the player measured it. */
export interface DownloadSample {
  /** When the last byte came, seconds on the situation's clock. */
  readonly atSeconds: number;
  /** Bits received. */
  readonly sizeBits: number;
  /** From first to last byte, seconds. */
  readonly transferSeconds: number;
  /** From request to first byte, seconds. */
  readonly ttfbSeconds: number;
  /** Host that served it. */
  readonly host?: string | undefined;
  /** Served from a cache, a peer or a service worker's store: true, false, or unknown. */
  readonly fromCache?: boolean | undefined;
  /** The server sent it as the encoder made it (low-latency chunks, parts): its rate is the source's, at most the link's. */
  readonly sourceLimited?: boolean | undefined;
  /** Of a transfer that is still going on, or was given up. */
  readonly partial?: boolean | undefined;
  /** Main (video) segment, audio, or anything else. Only main samples teach segment sizes. */
  readonly kind: 'main' | 'audio' | 'other';
  /**
   * Rendition and duration, where it is a whole main segment: teaches the size ratio. `nominalBits` is the
   * rendition's `rateBitsPerSecond` x duration, whatever that rate includes.
   */
  readonly segment?: { readonly renditionIndex: number; readonly durationSeconds: number; readonly nominalBits: number } | undefined;
}

/** Why a sample was not used. */
export type RejectionReason =
  | 'not-finite'
  | 'negative'
  | 'empty'
  | 'too-short'
  | 'implausibly-fast'
  | 'from-cache'
  | 'source-limited'
  | 'beside-main'
  | 'clock-went-back';

/** Verdict on one sample: used, or refused with the reason that is counted and reported. */
export type SampleVerdict =
  | { readonly accepted: true; readonly rateBitsPerSecond: number }
  | { readonly accepted: false; readonly reason: RejectionReason };

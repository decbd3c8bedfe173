/** What happened in one session: everything that a metric is computed from. */

export interface StallRecord {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

export interface SegmentRecord {
  readonly segmentIndex: number;
  readonly renditionIndex: number;
  /** The request that brought it, and its end. */
  readonly requestSeconds: number;
  readonly endSeconds: number;
  readonly sizeBits: number;
  /** Buffer when the request was made, seconds. */
  readonly bufferSeconds: number;
  /** Requests given up before this one. */
  readonly restarts: number;
}

export interface SessionRecord {
  /** From the first request to the first frame, seconds; the session's length where none came. */
  readonly startupSeconds: number;
  readonly stalls: readonly StallRecord[];
  /** Waiting after seeks, seconds: not counted as stalls. */
  readonly seekWaitSeconds: number;
  /** Wall-clock length of the session, seconds. */
  readonly sessionSeconds: number;
  /** Media played, seconds. */
  readonly playedSeconds: number;
  /** Main segments in the order in which they were loaded. */
  readonly segments: readonly SegmentRecord[];
  /** Everything received, bits: playlists, audio and what was thrown away included. */
  readonly totalBits: number;
  /** Received for nothing: given up in mid-segment, or dropped by a seek, bits. */
  readonly wastedBits: number;
  /** Mean distance from the live edge while playing, seconds; 0 on demand. */
  readonly meanLatencySeconds: number;
  /** `end`: played to the end. `gave-up`: the network never delivered the rest in ten times its length. */
  readonly outcome: 'end' | 'gave-up';
}

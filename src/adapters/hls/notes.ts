/** What the events of one hls.js instance have told, and hls.js cannot be asked for. Listeners write, everything else reads. */
import type { Fragment, Level } from 'hls.js';
import type { Situation } from '../../engine/index.ts';
import type { PlaybackMonitor } from '../../playback/index.ts';

/** Forgotten with the content. */
interface ContentNotes {
  /** Level of the last main segment that came in whole. */
  loaded: Level | undefined;
  /** Level of the last main segment loaded or being loaded. */
  current: Level | undefined;
  /** The built-in rule's choice before a segment was loaded: its codec family is kept. -1 = not known. */
  proposedIndex: number;
  /** Our choice; undefined = none that still stands. */
  chosen: Level | undefined;
  /** The choice is for a segment that has arrived: decide anew when the next one is about to be loaded. */
  isUsed: boolean;
  /** Main buffer when the choice was made, seconds. */
  chosenAtBufferSeconds: number;
  /** Segment duration when the choice was made, seconds. */
  segmentSeconds: number;
  /** The main segment requested last, until it came in or failed. */
  requested: Fragment | undefined;
  /** Requested only to measure the link; hls.js plays another level next. */
  test: Fragment | undefined;
  /** Main segments come in parts (low latency). */
  inParts: boolean;
  /** Start of the main segment that went into the buffer last, and the end of its part that did, seconds; undefined before the first. */
  buffered: readonly [number, number] | undefined;
  /** Rescues since a segment came in whole. */
  rescues: number;
  /** How long the last playlist took, seconds; 0 before the first. */
  playlistSeconds: number;
  /** hls.js is reading the multivariant playlist: the ladder is unsorted, and estimates set now are its own guesses. */
  parsing: boolean;
  /** Level announced last; undefined before the first. */
  announced: Level | undefined;
  /** What the multivariant playlist says is on the screen. */
  contentType: Situation['contentType'];
}

/** {@link ContentNotes}, and what outlasts the content. */
export interface Notes extends ContentNotes {
  /** Estimate that the application restored through `hls.bandwidthEstimate`, bits per second. */
  restoredRate?: number;
  monitor?: PlaybackMonitor | undefined;
}

export const emptyNotes = (): ContentNotes => ({
  loaded: undefined,
  current: undefined,
  proposedIndex: -1,
  chosen: undefined,
  isUsed: false,
  chosenAtBufferSeconds: 0,
  segmentSeconds: 0,
  requested: undefined,
  test: undefined,
  inParts: false,
  buffered: undefined,
  rescues: 0,
  playlistSeconds: 0,
  parsing: false,
  announced: undefined,
  contentType: undefined,
});

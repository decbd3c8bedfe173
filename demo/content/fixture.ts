/**
 * The committed fixture as the pure code sees it: where each loop segment lies in its file.
 *
 * One file per track: `init` (ftyp + moov) followed by the loop's segments. The loop repeats for
 * as long as a title lasts, so all times here are relative to the start of the loop.
 */
import { FIXTURE_INDEX } from './fixture-index.ts';
import type { Codec } from './ladder.ts';

/** One segment of the loop. */
export interface FixtureSegment {
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  /** Decode time of its first sample within the loop, in the track's timescale. */
  readonly startTicks: number;
  readonly durationTicks: number;
}

/** One file of the fixture. */
export interface FixtureTrack {
  /** Path below the fixture folder. */
  readonly path: string;
  /** RFC 6381 codec string for CODECS and @codecs. */
  readonly codecString: string;
  readonly ticksPerSecond: number;
  /** Every sample of a track lasts equally long: one video frame, one AAC or Opus frame. */
  readonly ticksPerSample: number;
  readonly initBytes: number;
  readonly segments: readonly FixtureSegment[];
}

/** A loop segment placed on the presentation's timeline. */
export interface PlacedSegment {
  readonly fixture: FixtureSegment;
  /** Exact decode time in the presentation, in the track's timescale. */
  readonly startTicks: number;
  /** How many of the fixture segment's samples belong to the title; fewer only in the last segment. */
  readonly sampleCount: number;
  readonly durationTicks: number;
}

export function videoTrack(codec: Codec, rung: number): FixtureTrack {
  const track = FIXTURE_INDEX[codec].video[rung];
  if (track === undefined) throw new RangeError(`no fixture for ${codec} rung ${rung}`);
  return track;
}

export function audioTrack(codec: Codec): FixtureTrack {
  return FIXTURE_INDEX[codec].audio;
}

/** Length of one pass over the loop, in the track's timescale. */
export function loopTicks(track: FixtureTrack): number {
  const last = track.segments[track.segments.length - 1];
  return last === undefined ? 0 : last.startTicks + last.durationTicks;
}

/**
 * Places segment `n` of a title. Integer ticks throughout, so an hour later nothing has drifted.
 * AAC frames do not divide 4 s; its segments alternate 188 and 187 frames and the last one is
 * rounded up to whole frames, so audio may outlast the title by less than one frame.
 */
export function placeSegment(track: FixtureTrack, n: number, durationSeconds: number): PlacedSegment {
  const count = track.segments.length;
  const fixture = track.segments[n % count];
  if (fixture === undefined) throw new RangeError(`no fixture segment for ${track.path} segment ${n}`);
  const startTicks = Math.floor(n / count) * loopTicks(track) + fixture.startTicks;
  const wantedTicks = durationSeconds * track.ticksPerSecond - startTicks;
  const fullSamples = fixture.durationTicks / track.ticksPerSample;
  const sampleCount = Math.max(1, Math.min(fullSamples, Math.ceil(wantedTicks / track.ticksPerSample)));
  return { fixture, startTicks, sampleCount, durationTicks: sampleCount * track.ticksPerSample };
}

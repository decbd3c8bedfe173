/**
 * How many bytes every segment of a title has, boxes included. A pure function of its arguments:
 * manifests, segments, tests and charts all ask here and can never disagree.
 */
import { FILM_PERMILLE } from './film-sizes.ts';
import { audioTrack, type FixtureTrack, type PlacedSegment, placeSegment, videoTrack } from './fixture.ts';
import { AUDIO_BITS_PER_SECOND, type Codec, RUNGS, SEGMENT_SECONDS } from './ladder.ts';
import { vbrFactors } from './vbr-scenes.ts';

/**
 * `cbr`: every segment at the nominal rate. `vbr`: invented scenes, see vbr-scenes.ts.
 * `film`: proportions measured from a real encode, see film-sizes.ts.
 */
export type SizeTable = 'cbr' | 'vbr' | 'film';

export const SIZE_TABLES: readonly SizeTable[] = ['cbr', 'vbr', 'film'];

/** Smallest padding: the header of an empty `free` box. */
export const MIN_PADDING_BYTES = 8;

const VBR_SEED: Readonly<Record<Codec, number>> = { vp9: 0x5eed_0009, avc: 0x5eed_0264 };

const vbrPatterns = new Map<Codec, readonly number[]>();

function vbrPattern(codec: Codec): readonly number[] {
  let pattern = vbrPatterns.get(codec);
  if (pattern === undefined) {
    pattern = vbrFactors(VBR_SEED[codec]);
    vbrPatterns.set(codec, pattern);
  }
  return pattern;
}

/** Multiple of the nominal size the table gives segment `n`; long-run mean 1. */
function tableFactor(codec: Codec, table: SizeTable, rung: number, n: number): number {
  if (table === 'cbr') return 1;
  const pattern = table === 'vbr' ? vbrPattern(codec) : (FILM_PERMILLE[rung] ?? []);
  return (pattern[n % pattern.length] ?? 1) / (table === 'vbr' ? 1 : 1000);
}

/**
 * Rounds and raises a wanted size to what the fixture needs. The picture cannot be cut, so a table
 * entry below the fixture segment (tiny static scene at the lowest rung) grows to fit it.
 */
function paddedSizeBytes(wantedBytes: number, placed: PlacedSegment): number {
  return Math.max(Math.round(wantedBytes), placed.fixture.sizeBytes + MIN_PADDING_BYTES);
}

function placedSeconds(track: FixtureTrack, placed: PlacedSegment): number {
  return placed.durationTicks / track.ticksPerSecond;
}

/** Number of video segments of a title, and of audio segments too. */
export function segmentCount(durationSeconds: number): number {
  return Math.ceil(durationSeconds / SEGMENT_SECONDS);
}

/** Bytes of video segment `n` (from 0); a short last segment is proportionally smaller. */
export function segmentSizeBytes(codec: Codec, table: SizeTable, rung: number, n: number, durationSeconds: number): number {
  const track = videoTrack(codec, rung);
  const placed = placeSegment(track, n, durationSeconds);
  const nominalBitsPerSecond = RUNGS[rung]?.nominalBitsPerSecond ?? 0;
  const nominalBytes = (nominalBitsPerSecond * placedSeconds(track, placed)) / 8;
  return paddedSizeBytes(nominalBytes * tableFactor(codec, table, rung, n), placed);
}

/** Bytes of audio segment `n` (from 0): constant rate in every table. */
export function audioSegmentSizeBytes(codec: Codec, n: number, durationSeconds: number): number {
  const track = audioTrack(codec);
  const placed = placeSegment(track, n, durationSeconds);
  return paddedSizeBytes((AUDIO_BITS_PER_SECOND[codec] * placedSeconds(track, placed)) / 8, placed);
}

/**
 * The rates manifests declare, measured from the very sizes that will be served.
 * Encoders print the rate they aimed for; a player that trusts that underestimates the peak by half.
 */
import { audioTrack, placeSegment, videoTrack } from './fixture.ts';
import type { Codec } from './ladder.ts';
import { audioSegmentSizeBytes, type SizeTable, segmentCount, segmentSizeBytes } from './size-tables.ts';

/** Peak and mean of one rendition, in bits per second, rounded up. */
export interface MeasuredRates {
  /** Largest rate of any single segment, a short last one included. */
  readonly peakBitsPerSecond: number;
  /** All bits divided by the rendition's whole duration. */
  readonly meanBitsPerSecond: number;
}

interface SizedSegment {
  readonly sizeBytes: number;
  readonly seconds: number;
}

function measure(segments: readonly SizedSegment[]): MeasuredRates {
  let peak = 0;
  let bits = 0;
  let seconds = 0;
  for (const segment of segments) {
    const segmentBits = segment.sizeBytes * 8;
    peak = Math.max(peak, segmentBits / segment.seconds);
    bits += segmentBits;
    seconds += segment.seconds;
  }
  return { peakBitsPerSecond: Math.ceil(peak), meanBitsPerSecond: Math.ceil(bits / seconds) };
}

export function measureVideo(codec: Codec, table: SizeTable, rung: number, durationSeconds: number): MeasuredRates {
  const track = videoTrack(codec, rung);
  return measure(
    Array.from({ length: segmentCount(durationSeconds) }, (_, n) => ({
      sizeBytes: segmentSizeBytes(codec, table, rung, n, durationSeconds),
      seconds: placeSegment(track, n, durationSeconds).durationTicks / track.ticksPerSecond,
    })),
  );
}

export function measureAudio(codec: Codec, durationSeconds: number): MeasuredRates {
  const track = audioTrack(codec);
  return measure(
    Array.from({ length: segmentCount(durationSeconds) }, (_, n) => ({
      sizeBytes: audioSegmentSizeBytes(codec, n, durationSeconds),
      seconds: placeSegment(track, n, durationSeconds).durationTicks / track.ticksPerSecond,
    })),
  );
}

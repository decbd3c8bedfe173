/** Lays out one fixture file: init, then the loop's segments, and says where each one is. */
import type { FixtureTrack } from '../fixture.ts';
import { writeSegment } from './fragments.ts';
import { describeInit } from './init-segment.ts';

/** `sampleCounts` says how many of the samples go into each segment. */
export function packTrack(
  path: string,
  init: Uint8Array,
  samples: readonly Uint8Array[],
  sampleCounts: readonly number[],
  ticksPerSample: number,
  everySampleIsSync: boolean,
): { file: Uint8Array; index: FixtureTrack } {
  const parts: Uint8Array[] = [init];
  const segments: FixtureTrack['segments'][number][] = [];
  let offsetBytes = init.byteLength;
  let first = 0;
  for (const count of sampleCounts) {
    const startTicks = first * ticksPerSample;
    const kept = samples.slice(first, first + count);
    if (kept.length !== count) throw new Error(`${path}: ${samples.length} samples, wanted more`);
    const segment = writeSegment(kept, startTicks, ticksPerSample, everySampleIsSync);
    parts.push(segment);
    segments.push({
      offsetBytes,
      sizeBytes: segment.byteLength,
      startTicks,
      durationTicks: count * ticksPerSample,
    });
    offsetBytes += segment.byteLength;
    first += count;
  }
  const file = new Uint8Array(offsetBytes);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.byteLength;
  }
  const { codecString, ticksPerSecond } = describeInit(init);
  const index = { path, codecString, ticksPerSecond, ticksPerSample, initBytes: init.byteLength, segments };
  return { file, index };
}

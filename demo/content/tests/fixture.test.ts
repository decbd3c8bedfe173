import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { audioTrack, type FixtureTrack, loopTicks, videoTrack } from '../fixture.ts';
import { CODECS, FRAMES_PER_SECOND, RUNGS, SEGMENT_SECONDS } from '../ladder.ts';
import { FIXTURE_FOLDER, fixtureFile, readSegment } from './fixture-files.ts';

const tracks: FixtureTrack[] = CODECS.flatMap((codec) => [audioTrack(codec), ...RUNGS.map((rung) => videoTrack(codec, rung.index))]);

describe('the committed fixture', () => {
  it('stays below 6 MB in all and holds nothing but the indexed files', () => {
    const folder = fileURLToPath(FIXTURE_FOLDER);
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort();
    expect(found).toEqual(tracks.map((track) => track.path).sort());
    const totalBytes = found.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
    expect(totalBytes).toBeLessThan(6_000_000);
  });

  it.each(tracks)('$path: the index tells the truth about every segment', (track) => {
    const file = fixtureFile(track.path);
    let expectedOffset = track.initBytes;
    let expectedStart = 0;
    for (const segment of track.segments) {
      expect(segment.offsetBytes).toBe(expectedOffset);
      const read = readSegment(file.subarray(segment.offsetBytes, segment.offsetBytes + segment.sizeBytes));
      expect(read.startTicks).toBe(segment.startTicks);
      expect(read.startTicks).toBe(expectedStart);
      expect(read.durationTicks).toBe(segment.durationTicks);
      expect(read.sampleBytes).toBe(read.mdatBytes);
      expectedOffset += segment.sizeBytes;
      expectedStart += segment.durationTicks;
    }
    expect(expectedOffset).toBe(file.byteLength);
    expect(loopTicks(track) / track.ticksPerSecond).toBe(24);
  });

  it('has video segments of exactly 4 s at 24 frames per second', () => {
    for (const track of tracks.filter((candidate) => !candidate.path.endsWith('audio.mp4'))) {
      expect(track.ticksPerSecond / track.ticksPerSample).toBe(FRAMES_PER_SECOND);
      for (const segment of track.segments) {
        expect(segment.durationTicks).toBe(SEGMENT_SECONDS * track.ticksPerSecond);
      }
    }
  });

  it('spends visibly more on every next rung', () => {
    for (const codec of CODECS) {
      for (const rung of RUNGS.slice(1)) {
        const size = fixtureFile(videoTrack(codec, rung.index).path).byteLength;
        expect(size).toBeGreaterThan(1.2 * fixtureFile(videoTrack(codec, rung.index - 1).path).byteLength);
      }
    }
  });
});

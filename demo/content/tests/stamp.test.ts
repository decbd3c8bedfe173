import { describe, expect, it } from 'vitest';
import { listBoxes, viewOf } from '../boxes.ts';
import { audioTrack, videoTrack } from '../fixture.ts';
import { CODECS, RUNGS } from '../ladder.ts';
import { SIZE_TABLES, segmentCount, segmentSizeBytes } from '../size-tables.ts';
import { stampSegment } from '../stamp.ts';
import { fetchSegment, fixtureFile, readSegment } from './fixture-files.ts';

function boxTypes(bytes: Uint8Array): string[] {
  return listBoxes(viewOf(bytes), 0, bytes.byteLength).map((box) => box.type);
}

describe('stamped segments', () => {
  it.each(CODECS.flatMap((codec) => SIZE_TABLES.map((table) => [codec, table] as const)))(
    '%s %s: every segment has exactly the size the table says and is whole boxes',
    (codec, table) => {
      const durationSeconds = 247;
      for (const { index: rung } of RUNGS) {
        for (let n = 0; n < segmentCount(durationSeconds); n += 1) {
          const path = `${codec}/${table}/${durationSeconds}/video/${rung}/${n}.m4s`;
          const { bytes, announcedBytes } = fetchSegment(path);
          expect(bytes.byteLength).toBe(segmentSizeBytes(codec, table, rung, n, durationSeconds));
          expect(announcedBytes).toBe(bytes.byteLength);
          expect(boxTypes(bytes)).toEqual(['styp', 'moof', 'mdat', 'free']);
        }
      }
    },
  );

  it.each(CODECS)('%s: follow one another without gap or overlap for an hour, video and audio', (codec) => {
    for (const rendition of ['video/0', 'audio']) {
      let expectedTicks = 0;
      for (let n = 0; n < 900; n += 1) {
        const read = readSegment(fetchSegment(`${codec}/cbr/3600/${rendition}/${n}.m4s`).bytes);
        expect(read.startTicks).toBe(expectedTicks);
        expect(read.sequenceNumber).toBe(n + 1);
        expectedTicks += read.durationTicks;
      }
      const track = rendition === 'audio' ? audioTrack(codec) : videoTrack(codec, 0);
      const overshootTicks = expectedTicks - 3600 * track.ticksPerSecond;
      expect(overshootTicks).toBeGreaterThanOrEqual(0);
      expect(overshootTicks).toBeLessThan(track.ticksPerSample);
    }
  });

  it.each(CODECS)('%s: keep audio within one frame of video at every segment start', (codec) => {
    for (let n = 0; n < 60; n += 1) {
      const audio = readSegment(fetchSegment(`${codec}/cbr/240/audio/${n}.m4s`).bytes);
      expect(Math.abs(audio.startTicks / 48_000 - 4 * n)).toBeLessThanOrEqual(1024 / 48_000);
    }
  });

  it.each(CODECS)('%s: shorten the last segment to the title, audio to the next whole frame', (codec) => {
    const video = readSegment(fetchSegment(`${codec}/vbr/10/video/6/2.m4s`).bytes);
    expect(video.sampleCount).toBe(48);
    expect(video.mdatBytes).toBe(video.sampleBytes);
    const audio = readSegment(fetchSegment(`${codec}/vbr/10/audio/2.m4s`).bytes);
    const endSeconds = (audio.startTicks + audio.durationTicks) / 48_000;
    expect(endSeconds).toBeGreaterThanOrEqual(10);
    expect(endSeconds).toBeLessThan(10 + 1024 / 48_000);
    expect(audio.mdatBytes).toBe(audio.sampleBytes);
  });

  it('differ from the fixture only in number, time, length and padding', () => {
    const track = videoTrack('vp9', 2);
    const [segment] = track.segments;
    if (segment === undefined) throw new Error('no segment');
    const file = fixtureFile(track.path);
    const original = file.slice(segment.offsetBytes, segment.offsetBytes + segment.sizeBytes);
    const before = original.slice();
    const stamped = stampSegment(original, {
      sequenceNumber: 1,
      decodeTimeTicks: 0,
      sampleCount: 96,
      totalBytes: original.byteLength,
    });
    expect(stamped).toEqual(before);
    expect(original).toEqual(before);
  });

  it('work on a version 0 tfdt and retire a sidx', () => {
    const segment = new Uint8Array([
      ...[0, 0, 0, 8, 0x73, 0x69, 0x64, 0x78], // sidx
      ...[0, 0, 0, 76, 0x6d, 0x6f, 0x6f, 0x66], // moof
      ...[0, 0, 0, 16, 0x6d, 0x66, 0x68, 0x64, 0, 0, 0, 0, 0, 0, 0, 0], // mfhd
      ...[0, 0, 0, 52, 0x74, 0x72, 0x61, 0x66], // traf
      ...[0, 0, 0, 16, 0x74, 0x66, 0x64, 0x74, 0, 0, 0, 0, 0, 0, 0, 0], // tfdt, version 0
      ...[0, 0, 0, 28, 0x74, 0x72, 0x75, 0x6e, 0, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0, 84, 0, 0, 0, 1, 0, 0, 0, 0], // trun
      ...[0, 0, 0, 9, 0x6d, 0x64, 0x61, 0x74, 7], // mdat
    ]);
    const stamp = { sequenceNumber: 5, decodeTimeTicks: 0x01020304, sampleCount: 1, totalBytes: 120 };
    const stamped = stampSegment(segment, stamp);
    expect(boxTypes(stamped)).toEqual(['free', 'moof', 'mdat', 'free']);
    expect([...stamped.subarray(52, 56)]).toEqual([1, 2, 3, 4]);
    expect(() => stampSegment(segment, { ...stamp, decodeTimeTicks: 2 ** 32 })).toThrow(/version 0/);
  });

  it('refuse a size that no padding can reach', () => {
    const { segments, path } = videoTrack('avc', 0);
    const [segment] = segments;
    if (segment === undefined) throw new Error('no segment');
    const bytes = fixtureFile(path).subarray(segment.offsetBytes, segment.offsetBytes + segment.sizeBytes);
    const stamp = { sequenceNumber: 1, decodeTimeTicks: 0, sampleCount: 96 };
    expect(() => stampSegment(bytes, { ...stamp, totalBytes: segment.sizeBytes + 7 })).toThrow(/free box/);
    expect(() => stampSegment(bytes, { ...stamp, totalBytes: segment.sizeBytes - 1 })).toThrow(/needs/);
  });
});

import { describe, expect, it } from 'vitest';
import { audioTrack, placeSegment } from '../fixture.ts';
import { CODECS, RUNGS } from '../ladder.ts';
import { SIZE_TABLES } from '../size-tables.ts';
import { fetchSegment, fetchText, readSegment } from './fixture-files.ts';

const DURATION_SECONDS = 130;
const SEGMENTS = 33;

interface Rendition {
  readonly bits: number;
  readonly seconds: number;
  readonly peak: number;
}

/** Measures by building every segment, not by asking the table. */
function measureBuilt(base: string, ticksPerSecond: number): Rendition {
  let bits = 0;
  let seconds = 0;
  let peak = 0;
  for (let n = 0; n < SEGMENTS; n += 1) {
    const { bytes } = fetchSegment(`${base}/${n}.m4s`);
    const duration = readSegment(bytes).durationTicks / ticksPerSecond;
    bits += bytes.byteLength * 8;
    seconds += duration;
    peak = Math.max(peak, (bytes.byteLength * 8) / duration);
  }
  return { bits, seconds, peak };
}

describe.each(CODECS.flatMap((codec) => SIZE_TABLES.map((table) => ({ codec, table }))))(
  'manifests of $codec $table',
  ({ codec, table }) => {
    const root = `${codec}/${table}/${DURATION_SECONDS}`;
    const master = fetchText(`${root}/master.m3u8`);
    const mpd = fetchText(`${root}/manifest.mpd`);
    const audio = measureBuilt(`${root}/audio`, 48_000);
    const streams = [...master.matchAll(/^#EXT-X-STREAM-INF:(.*)\n(.*)$/gm)];

    it('declare the measured peak and mean of video plus audio', () => {
      expect(streams).toHaveLength(RUNGS.length);
      for (const [rung, [, attributes = '', uri]] of streams.entries()) {
        expect(uri).toBe(`video/${rung}/playlist.m3u8`);
        const video = measureBuilt(`${root}/video/${rung}`, 24_000);
        const bandwidth = Number(/(?<!-)BANDWIDTH=(\d+)/.exec(attributes)?.[1]);
        const average = Number(/AVERAGE-BANDWIDTH=(\d+)/.exec(attributes)?.[1]);
        expect(bandwidth).toBeGreaterThanOrEqual(video.peak + audio.peak);
        expect(bandwidth).toBeLessThan(video.peak + audio.peak + 3);
        expect(average).toBeGreaterThanOrEqual(video.bits / video.seconds + audio.bits / audio.seconds);
        expect(average).toBeLessThan(video.bits / video.seconds + audio.bits / audio.seconds + 3);
        const dash = new RegExp(`Representation id="${rung}"[^>]* bandwidth="(\\d+)"`).exec(mpd);
        expect(Number(dash?.[1])).toBe(Math.ceil(video.peak));
      }
    });

    it('name codecs, resolution and frame rate alike in HLS and DASH', () => {
      for (const [rung, [, attributes = '']] of streams.entries()) {
        const { widthPixels, heightPixels } = RUNGS[rung] ?? { widthPixels: 0, heightPixels: 0 };
        expect(attributes).toContain(`RESOLUTION=${widthPixels}x${heightPixels}`);
        expect(attributes).toContain('FRAME-RATE=24.000');
        const codecs = /CODECS="([^"]+)"/.exec(attributes)?.[1]?.split(',') ?? [];
        expect(codecs[0]).toMatch(codec === 'vp9' ? /^vp09\.00\.\d\d\.08$/ : /^avc1\.64[0-9A-F]{4}$/);
        expect(codecs[1]).toBe(codec === 'vp9' ? 'opus' : 'mp4a.40.2');
        expect(mpd).toContain(`id="${rung}" codecs="${codecs[0]}" width="${widthPixels}"`);
      }
    });

    it('list the exact duration of every segment', () => {
      for (const rendition of ['video/0', 'audio']) {
        const playlist = fetchText(`${root}/${rendition}/playlist.m3u8`);
        const durations = [...playlist.matchAll(/^#EXTINF:([\d.]+),\n(\d+)\.m4s$/gm)];
        expect(durations.map((match) => Number(match[2]))).toEqual([...Array(SEGMENTS).keys()]);
        for (const [, seconds, n] of durations) {
          const read = readSegment(fetchSegment(`${root}/${rendition}/${n}.m4s`).bytes);
          const ticksPerSecond = rendition === 'audio' ? 48_000 : 24_000;
          expect(Number(seconds)).toBeCloseTo(read.durationTicks / ticksPerSecond, 5);
          expect(Math.round(Number(seconds))).toBeLessThanOrEqual(4);
        }
        expect(playlist).toContain('#EXT-X-TARGETDURATION:4\n');
        expect(playlist).toContain('#EXT-X-MAP:URI="init.mp4"');
        expect(playlist.endsWith('#EXT-X-ENDLIST\n')).toBe(true);
      }
    });

    it('say how long the title is', () => {
      expect(mpd).toContain(`mediaPresentationDuration="PT${DURATION_SECONDS}S"`);
      const last = placeSegment(audioTrack(codec), SEGMENTS - 1, DURATION_SECONDS);
      expect((last.startTicks + last.durationTicks) / 48_000).toBeGreaterThanOrEqual(DURATION_SECONDS);
    });
  },
);

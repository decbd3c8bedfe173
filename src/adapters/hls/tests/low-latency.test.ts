/** Low latency, media in parts: what a change of level costs in the real hls.js, and what the engine is told of it. */
import type { LevelDetails } from 'hls.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refetchedParts } from '../reading.ts';
import { nextAppend } from './fake-browser.ts';
import { writeAdts, writeMp4 } from './fake-media.ts';
import { videoAttributes } from './fake-stream.ts';
import { HlsClass, IS_NEWEST, type Playing, play, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const PARTS = 4;
const PART_SECONDS = 1;
const SEGMENT_SECONDS = PARTS * PART_SECONDS;
const WINDOW = 6;
/** What the scene needs against the declared rates. */
const BUSY = 1.5;
const PARTS_AT_START = 8 * PARTS + 2;

/** Parts of a second, of which the first of each segment needs no other; the encoder makes one a second. */
function streamFrom(startedAtMilliseconds: number, isVideo = false) {
  const fileAt = (path: string): string | ArrayBuffer | undefined => {
    const [, level, sn, i] = /^level(\d)(?:\.m3u8|\/(\d+)\.(\d)\.aac)/.exec(path) ?? [];
    if (level === undefined) return undefined;
    const sizeBytes = (BUSY * (STREAM.rates[Number(level)] ?? 0) * PART_SECONDS) / 8;
    if (sn !== undefined && isVideo) return writeMp4(sizeBytes, Number(sn) * SEGMENT_SECONDS + Number(i) * PART_SECONDS, PART_SECONDS);
    if (sn !== undefined) return writeAdts(sizeBytes, PART_SECONDS);
    const made = Math.floor((performance.now() - startedAtMilliseconds) / 1000 / PART_SECONDS) + PARTS_AT_START;
    const open = Math.floor(made / PARTS);
    const part = (n: number, i: number): string =>
      `#EXT-X-PART:DURATION=${PART_SECONDS},URI="level${level}/${n}.${i}.aac"${i === 0 ? ',INDEPENDENT=YES' : ''}`;
    const partsOf = (n: number, count: number): string[] => Array.from({ length: count }, (_, i) => part(n, i));
    const lines = ['#EXTM3U', '#EXT-X-VERSION:9', `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`];
    lines.push(`#EXT-X-PART-INF:PART-TARGET=${PART_SECONDS}`, `#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=${3 * PART_SECONDS}`);
    lines.push(`#EXT-X-MEDIA-SEQUENCE:${open - WINDOW}`, ...(isVideo ? [`#EXT-X-MAP:URI="level${level}/init.mp4"`] : []));
    for (let n = open - WINDOW; n < open; n++)
      lines.push(...(n >= open - 3 ? partsOf(n, PARTS) : []), `#EXTINF:${SEGMENT_SECONDS},`, `level${level}/${n}.aac`);
    return [...lines, ...partsOf(open, made % PARTS)].join('\n');
  };
  return { ...STREAM, segmentCount: 200, fileAt, ...(isVideo && { container: 'mp4' as const }) };
}

/** Level 1, and from one decision on level 2. */
function playSwitch(switchAt: number) {
  const script = scriptEngine({ decide: () => (script.situations.length < switchAt ? 1 : 2) });
  const playing: Playing = play(
    { createEngine: script.createEngine },
    { startLevel: 1, lowLatencyMode: true },
    () => 8_000_000,
    streamFrom(performance.now()),
  );
  playing.hls.on(HlsClass.Events.BUFFER_APPENDING, (_name, { frag, part }) => {
    const { start, end } = part ?? frag;
    nextAppend.video = [start, end];
  });
  return { playing, situations: script.situations };
}

const nameOf = (path: string): string => path.replace(/^level\d\//, '');

describe('low latency', () => {
  it.each([3, 4, 6, 7, 8, 11, 12])(
    'a change of level fetches parts again that are in the buffer, as many as the engine was told (%i)',
    async (switchAt) => {
      const { playing, situations } = playSwitch(switchAt);
      await playing.run(25);
      const parts = playing.origin.requests.filter(({ path, state }) => /\.\d\.aac$/.test(path) && state === 'done');
      const switched = parts.findIndex(({ level }) => level === 2);
      const before = new Set(parts.slice(0, switched).map(({ path }) => nameOf(path)));
      const again = parts.slice(switched).filter(({ level, path }) => level === 2 && before.has(nameOf(path)));
      const told = situations[switchAt - 1];
      expect(told).toMatchObject({ currentIndex: 1, segmentSeconds: PART_SECONDS });
      expect(told?.renditions[1]?.nextSegmentBits).toBeUndefined();
      // And one part that is new.
      expect((told?.renditions[2]?.nextSegmentBits ?? 0) / 1_000_000).toBeCloseTo(BUSY * (again.length + 1) * PART_SECONDS, 1);
      expect(told?.renditions[2]?.playlistDelaySeconds).toBeGreaterThan(0.039 * (again.length + 1));
      expect(told?.renditions[1]?.playlistDelaySeconds).toBe(0);
    },
  );

  // Before 1.7 hls.js cannot be asked for its audio buffer; the light build has no separate audio.
  it.runIf(IS_NEWEST && HlsClass.DefaultConfig.audioStreamController)(
    'what will play first is a buffer, also while other audio is on its way',
    async () => {
      const script = scriptEngine({ decide: () => 1 });
      const stream = {
        ...streamFrom(performance.now(), true),
        masterLines: ['#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="en",DEFAULT=YES,URI="audio0.m3u8"'],
        attributesOf: () => videoAttributes(720, ',AUDIO="a"', 'avc1.64001f,mp4a.40.2'),
      };
      const playing = play({ createEngine: script.createEngine }, { startLevel: 1, lowLatencyMode: true }, () => 8_000_000, stream);
      playing.hls.on(HlsClass.Events.BUFFER_APPENDING, (_name, { frag, part, type }) => {
        if (type === 'video') nextAppend.video = [(part ?? frag).start, (part ?? frag).end];
        else nextAppend.audio = [frag.start, frag.start + 0.1];
      });
      await playing.run(3);
      const [first, second] = script.situations;
      expect(first).toMatchObject({ bufferSeconds: 0, playing: false });
      // A tenth of a second of audio is there; the main parts reach further.
      expect(playing.ofType('startup')[0]?.atSeconds).toBeGreaterThan(second?.atSeconds ?? Number.POSITIVE_INFINITY);
      expect(second?.bufferSeconds).toBeGreaterThan(0.5 * PART_SECONDS);
      expect(second?.playing).toBe(true);
    },
  );

  it('begins at the last part that needs no other, or at a segment where none says so', () => {
    const detailsOf = (independent: readonly boolean[]) => {
      const fragments = [0, 4].map((start) => ({ start, end: Math.min(independent.length, start + 4) }));
      const partList = independent.map((own, i) => ({
        start: i,
        end: i + 1,
        index: i % 4,
        independent: own,
        fragment: fragments[Math.floor(i / 4)],
        duration: 1,
        stats: { loaded: i === 2 ? 1000 : 0 },
      }));
      return { partList, fragmentHint: fragments[1] } as unknown as LevelDetails;
    };
    const marked = detailsOf([true, false, true, false, true, false]);
    expect(refetchedParts(marked, 3)).toEqual({ count: 1, seconds: 1, rateBitsPerSecond: 8000 });
    expect(refetchedParts(marked, 3.5)).toEqual({ count: 2, seconds: 1.5, rateBitsPerSecond: 8000 });
    // At a seam nothing, but a microsecond short of it what hls.js takes for the segment before.
    expect(refetchedParts(marked, 4)).toMatchObject({ count: 0, seconds: 0 });
    expect(refetchedParts(marked, 4 - 1e-6).count).toBe(2);
    // What is open yet ends nowhere.
    expect(refetchedParts(marked, 6)).toEqual({ count: 2, seconds: 2, rateBitsPerSecond: undefined });
    expect(refetchedParts(detailsOf([false, false, false, false]), 3)).toEqual({ count: 1, seconds: 1, rateBitsPerSecond: 8000 });
    expect(refetchedParts({ partList: null, fragmentHint: undefined } as unknown as LevelDetails, 3)).toEqual({
      count: 0,
      seconds: 0,
      rateBitsPerSecond: undefined,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { childBoxes, listBoxes, requireBox, viewOf } from '../boxes.ts';
import { audioTrack, videoTrack } from '../fixture.ts';
import { CODECS, MAX_DURATION_SECONDS, RUNGS, SEGMENT_SECONDS } from '../ladder.ts';
import { CHUNK_SECONDS, CHUNKS_PER_SEGMENT, chunkAtSeconds, JOIN_SECONDS, segmentAtSeconds, WINDOW_SEGMENTS } from '../live/broadcast.ts';
import { resolveLive } from '../live/resolve-live.ts';
import { segmentSizeBytes } from '../size-tables.ts';
import { fixtureFile } from './fixture-files.ts';

const EPOCH_MS = Date.UTC(2026, 0, 1);
const at = (nowSeconds: number) => ({ nowSeconds, startedAtEpochMs: EPOCH_MS });

function text(path: string, nowSeconds: number, query = ''): { body: string; readyAtSeconds: number } {
  const answer = resolveLive(path, query, at(nowSeconds));
  if (!('body' in answer)) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}
const playlist = (nowSeconds: number, folder = 'low-latency', rendition = 'video/3', query = ''): string =>
  text(`${folder}/vp9/vbr/${rendition}/playlist.m3u8`, nowSeconds, query).body;

function media(path: string, nowSeconds: number): { pieces: readonly Uint8Array[]; pieceAtSeconds: readonly number[] } {
  const answer = resolveLive(path, '', at(nowSeconds));
  if (!('build' in answer)) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return { pieces: answer.build(fixtureFile(answer.fixturePath)), pieceAtSeconds: answer.pieceAtSeconds };
}

const sequenceOf = (body: string): number => Number(/MEDIA-SEQUENCE:(\d+)/.exec(body)?.[1]);
const segmentsOf = (body: string): number[] => [...body.matchAll(/^(\d+)\.m4s$/gm)].map(([, n]) => Number(n));
const partsOf = (body: string): [number, number][] =>
  [...body.matchAll(/EXT-X-PART:.*URI="(\d+)\.(\d)\.m4s"/g)].map(([, n, k]) => [Number(n), Number(k)]);
const hintOf = (body: string): string | undefined => /PRELOAD-HINT:TYPE=PART,URI="([\d.]+)\.m4s"/.exec(body)?.[1];

/** What a fragment says of itself, read by its boxes. */
function readFragment(bytes: Uint8Array): { types: string[]; startTicks: number; sampleCount: number; flags: number } {
  const view = viewOf(bytes);
  const boxes = listBoxes(view, 0, bytes.byteLength);
  const moof = requireBox(boxes, 'moof');
  const traf = childBoxes(view, requireBox(childBoxes(view, moof), 'traf'));
  const trun = requireBox(traf, 'trun');
  const mdat = requireBox(boxes, 'mdat');
  expect(moof.offset + view.getInt32(trun.offset + 16)).toBe(mdat.offset + 8);
  const sampleCount = view.getUint32(trun.offset + 12);
  const flags = view.getUint32(trun.offset + 8) & 0xffffff;
  const first = trun.offset + ((flags & 4) === 0 ? 20 : 24);
  const sizes = Array.from({ length: sampleCount }, (_, i) => view.getUint32(first + 4 * i));
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(mdat.size - 8);
  const startTicks = Number(view.getBigUint64(requireBox(traf, 'tfdt').offset + 12));
  return { types: boxes.map((box) => box.type), startTicks, sampleCount, flags };
}

const INSTANTS = Array.from({ length: 240 }, (_, i) => JOIN_SECONDS + i * 0.17);

describe('a live playlist', () => {
  it.each(['live', 'low-latency'])('%s: slides forward with the clock, and never back', (folder) => {
    let last = -1;
    for (const now of INSTANTS) {
      const body = playlist(now, folder);
      expect(sequenceOf(body)).toBeGreaterThanOrEqual(last);
      last = sequenceOf(body);
      expect(segmentsOf(body)[0]).toBe(last);
      expect(segmentsOf(body)).toHaveLength(WINDOW_SEGMENTS);
      expect(body).not.toContain('ENDLIST');
    }
    expect(last).toBeGreaterThan(sequenceOf(playlist(INSTANTS[0] as number, folder)));
  });

  it.each(['live', 'low-latency'])('%s: lists nothing before it exists, and all that does', (folder) => {
    for (const now of INSTANTS) {
      const body = playlist(now, folder);
      const newest = segmentsOf(body).at(-1) ?? -1;
      expect(segmentAtSeconds(newest)).toBeLessThanOrEqual(now + 1e-6);
      expect(segmentAtSeconds(newest + 1)).toBeGreaterThan(now);
      for (const [n, k] of partsOf(body)) expect(chunkAtSeconds(n, k)).toBeLessThanOrEqual(now + 1e-6);
      if (folder === 'live') continue;
      const [n = 0, k = 0] = (hintOf(body) ?? '').split('.').map(Number);
      expect(chunkAtSeconds(n, k)).toBeGreaterThan(now);
      expect(chunkAtSeconds(n, k)).toBeLessThanOrEqual(now + CHUNK_SECONDS + 1e-6);
    }
  });

  it('has every rendition cut at the same instants', () => {
    for (const now of INSTANTS.slice(0, 60)) {
      const all = RUNGS.map(({ index }) => playlist(now, 'low-latency', `video/${index}`));
      for (const body of all)
        expect([partsOf(body), segmentsOf(body), hintOf(body)]).toEqual([
          partsOf(all[0] as string),
          segmentsOf(all[0] as string),
          hintOf(all[0] as string),
        ]);
    }
  });

  it('writes the wall clock at which its segments began', () => {
    const body = playlist(JOIN_SECONDS);
    const first = new Date(EPOCH_MS + sequenceOf(body) * SEGMENT_SECONDS * 1000).toISOString();
    expect(/PROGRAM-DATE-TIME:(\S+)/.exec(body)?.[1]).toBe(first);
  });

  it.each(CODECS)('%s: parts are never longer than their target, nor shorter than 85 %% of it', (codec) => {
    for (const rendition of ['video/0', 'audio']) {
      const { body } = text(`low-latency/${codec}/cbr/${rendition}/playlist.m3u8`, JOIN_SECONDS);
      const target = Number(/PART-TARGET=([\d.]+)/.exec(body)?.[1]);
      const seconds = [...body.matchAll(/PART:DURATION=([\d.]+)/g)].map(([, value]) => Number(value));
      expect(Math.max(...seconds)).toBeLessThanOrEqual(target);
      expect(Math.min(...seconds)).toBeGreaterThanOrEqual(0.85 * target);
      expect(Number(/PART-HOLD-BACK=([\d.]+)/.exec(body)?.[1])).toBeGreaterThanOrEqual(3 * target);
    }
  });
});

describe('a blocking reload', () => {
  const ask = (query: string, now: number) => resolveLive('low-latency/vp9/vbr/video/3/playlist.m3u8', query, at(now));

  it('answers as soon as the part exists, and not before', () => {
    for (const now of INSTANTS) {
      const [n = 0, k = 0] = (hintOf(playlist(now)) ?? '').split('.').map(Number);
      const { body, readyAtSeconds } = text('low-latency/vp9/vbr/video/3/playlist.m3u8', now, `_HLS_msn=${n}&_HLS_part=${k}`);
      expect(readyAtSeconds).toBeCloseTo(chunkAtSeconds(n, k), 9);
      expect(partsOf(body)).toContainEqual([n, k]);
    }
  });

  it('answers at once for what exists, and waits for a whole segment where no part is named', () => {
    expect(text('low-latency/vp9/vbr/audio/playlist.m3u8', JOIN_SECONDS, '_HLS_msn=3&_HLS_part=1').readyAtSeconds).toBe(JOIN_SECONDS);
    const open = Math.floor(JOIN_SECONDS / SEGMENT_SECONDS);
    const { body, readyAtSeconds } = text('low-latency/vp9/vbr/audio/playlist.m3u8', JOIN_SECONDS, `_HLS_msn=${open}`);
    expect(readyAtSeconds).toBe(segmentAtSeconds(open));
    expect(segmentsOf(body)).toContain(open);
    // A part beyond a segment's last is the first of the next.
    const beyond = text('low-latency/vp9/vbr/audio/playlist.m3u8', JOIN_SECONDS, `_HLS_msn=${open}&_HLS_part=${CHUNKS_PER_SEGMENT}`);
    expect(beyond.readyAtSeconds).toBe(chunkAtSeconds(open + 1, 0));
  });

  it.each(['_HLS_part=1', '_HLS_msn=x', '_HLS_msn=-1', '_HLS_msn=1&_HLS_part=1e3', '_HLS_msn=999'])('refuses %s', (query) => {
    expect(ask(query, JOIN_SECONDS)).toMatchObject({ status: 400 });
  });

  it('is not offered, and not done, without low latency', () => {
    expect(playlist(JOIN_SECONDS, 'live')).not.toContain('CAN-BLOCK-RELOAD');
    expect(text('live/vp9/vbr/video/3/playlist.m3u8', JOIN_SECONDS, '_HLS_msn=999').readyAtSeconds).toBe(JOIN_SECONDS);
  });
});

describe('a dynamic manifest', () => {
  it('tells when segment 0 began, and in low latency that chunks come before their segment is complete', () => {
    const plain = text('live/avc/vbr/manifest.mpd', JOIN_SECONDS).body;
    expect(plain).toContain(`availabilityStartTime="${new Date(EPOCH_MS).toISOString()}"`);
    expect(plain).toContain('type="dynamic"');
    expect(plain).toContain('UTCTiming');
    expect(plain).not.toContain('availabilityTimeOffset');
    const low = text('low-latency/avc/vbr/manifest.mpd', JOIN_SECONDS).body;
    expect(low.match(/availabilityTimeOffset="3.5" availabilityTimeComplete="false"/g)).toHaveLength(2);
    expect(low).toContain('<Latency target="3000"');
    expect(text('live/avc/vbr/time', 7).body).toBe(new Date(EPOCH_MS + 7000).toISOString());
  });
});

describe('live media', () => {
  it.each(CODECS)('%s: chunks are whole fragments that follow one another, the first of a segment with its keyframe', (codec) => {
    for (const rendition of ['video/0', 'video/6', 'audio']) {
      const track = rendition === 'audio' ? audioTrack(codec) : videoTrack(codec, 0);
      let expectedTicks: number | undefined;
      for (let n = 3; n < 10; n++) {
        const { pieces, pieceAtSeconds } = media(`low-latency/${codec}/vbr/${rendition}/${n}.m4s`, JOIN_SECONDS);
        expect(pieceAtSeconds).toEqual(Array.from({ length: CHUNKS_PER_SEGMENT }, (_, k) => chunkAtSeconds(n, k)));
        for (const [k, piece] of pieces.entries()) {
          const { types, startTicks, sampleCount, flags } = readFragment(piece);
          expect(types).toEqual(['free', 'moof', 'mdat']);
          expect(startTicks).toBe(expectedTicks ?? startTicks);
          expect((flags & 4) !== 0).toBe(k === 0);
          expectedTicks = startTicks + sampleCount * track.ticksPerSample;
        }
      }
    }
  });

  it('weighs what the size table says', () => {
    for (let n = 0; n < 10; n++) {
      const { pieces } = media(`low-latency/vp9/vbr/video/5/${n}.m4s`, n * SEGMENT_SECONDS + 1);
      expect(pieces.reduce((sum, piece) => sum + piece.byteLength, 0)).toBe(segmentSizeBytes('vp9', 'vbr', 5, n, MAX_DURATION_SECONDS));
    }
  });

  it('has the same bytes as a part and as a piece of its segment', () => {
    const whole = media('low-latency/vp9/vbr/video/3/9.m4s', JOIN_SECONDS);
    expect(media('low-latency/vp9/vbr/video/3/9.5.m4s', JOIN_SECONDS).pieces).toEqual([whole.pieces[5]]);
  });

  it('is refused before it is begun and after it has left', () => {
    const status = (path: string, now: number) => resolveLive(path, '', at(now)).status;
    expect(status('live/vp9/vbr/video/3/20.m4s', segmentAtSeconds(20) - 2)).toBe(404);
    expect(status('live/vp9/vbr/video/3/20.m4s', segmentAtSeconds(20))).toBe(200);
    expect(status('low-latency/vp9/vbr/video/3/20.m4s', chunkAtSeconds(20, 0) - 2)).toBe(404);
    expect(status('low-latency/vp9/vbr/video/3/20.m4s', chunkAtSeconds(20, 0))).toBe(200);
    expect(status('low-latency/vp9/vbr/video/3/20.7.m4s', chunkAtSeconds(20, 0))).toBe(404);
    expect(status('live/vp9/vbr/video/3/0.m4s', JOIN_SECONDS + 60)).toBe(404);
  });

  it.each([
    'live/vp9/vbr/video/9/playlist.m3u8',
    'live/vp9/vbr/video/3/1.1.m4s',
    'low-latency/vp9/vbr/video/3/1.8.m4s',
    'live/x/vbr/time2',
    'live',
  ])('refuses %s', (path) => expect(resolveLive(path, '', at(JOIN_SECONDS)).status).toBeGreaterThanOrEqual(400));
});

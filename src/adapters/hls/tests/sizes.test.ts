/** Sizes of the segments to come, where the playlist tells them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Situation } from '../../../engine/index.ts';
import type { FakeStream } from './fake-stream.ts';
import { IS_OLDEST, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

/** Every fifth segment is three times as large. */
const sizeOf = (level: number, sn: number): number =>
  Math.round(((STREAM.rates[level] ?? 0) / 8) * STREAM.segmentSeconds * (sn % 5 === 4 ? 3 : 0.5));

const next = ({ renditions }: Situation, index: number): number | undefined => renditions[index]?.nextSegmentBits;

it.skipIf(IS_OLDEST)('byte ranges: the next segment at every level whose playlist is there', async () => {
  const stream: FakeStream = {
    ...STREAM,
    sizeOf,
    segmentLines: (level, sn) => [`#EXT-X-BYTERANGE:${sizeOf(level, sn)}@${sn * 10_000_000}`],
  };
  const engine = scriptEngine({ decide: ({ renditions }) => (renditions.some(({ nextSegmentBits }) => !nextSegmentBits) ? 1 : 2) });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, undefined, stream);
  await playing.run(20);
  engine.situations.slice(2).forEach((situation, i) => {
    const sn = i + 2;
    expect(next(situation, 1)).toBeCloseTo(sizeOf(1, sn) * 8, -2);
    expect(next(situation, 3)).toBeUndefined();
  });
  expect(playing.origin.requests.find(({ sn }) => sn === 4)?.rangeEnd).toBe(40_000_000 + sizeOf(1, 4));
});

it.skipIf(IS_OLDEST)('EXT-X-BITRATE: kilobits a second, valid until the next tag', async () => {
  const stream: FakeStream = {
    ...STREAM,
    segmentLines: (_level, sn) => (sn === 0 ? ['#EXT-X-BITRATE:300'] : sn === 5 ? ['#EXT-X-BITRATE:900'] : []),
  };
  const engine = scriptEngine({ decide: () => 1 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, undefined, stream);
  await playing.run(20);
  const bits = engine.situations.slice(1).map((situation) => next(situation, 1));
  expect(bits.slice(0, 4)).toEqual(new Array(4).fill(300_000 * STREAM.segmentSeconds));
  expect(bits.slice(4, 7)).toEqual(new Array(3).fill(900_000 * STREAM.segmentSeconds));
});

it('without Content-Length the size of a segment on its way is its byte range', async () => {
  const stream: FakeStream = {
    ...STREAM,
    segmentLines: (level) => [`#EXT-X-BYTERANGE:${((STREAM.rates[level] ?? 0) * STREAM.segmentSeconds) / 8}@0`],
  };
  const engine = scriptEngine({ decide: () => 3 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, () => 2_000_000, stream);
  playing.origin.mannerOf = (path) => (path.includes('/') ? 'no-length' : 'all');
  await playing.run(8);
  expect(engine.looks.length).toBeGreaterThan(5);
  for (const { totalBits } of engine.looks) expect(totalBits).toBe(1_500_000 * STREAM.segmentSeconds);
});

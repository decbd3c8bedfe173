import { describe, expect, it } from 'vitest';
import { isPermitted, type LevelTraits } from '../candidates.ts';
import { fragmentAt } from '../reading.ts';
import {
  bufferLimitSeconds,
  hostOf,
  type LevelFigures,
  nameLevels,
  speedOf,
  type TransferStats,
  toInFlight,
  toRenditions,
  toSample,
} from '../translate.ts';

const figures = (changes: Partial<LevelFigures> = {}): LevelFigures => ({
  averageBitrate: 2_000_000,
  maxBitrate: 3_000_000,
  width: 1280,
  height: 720,
  frameRate: 30,
  score: 0,
  ...changes,
});
const stats = (loaded: number, total: number, start: number, first: number, end: number): TransferStats => ({
  loaded,
  total,
  loading: { start, first, end },
});

describe('levels', () => {
  it('become renditions in bits per second', () => {
    const [rendition] = toRenditions([figures()], [{ allowed: true, nextSegmentBits: 5_000_000 }]);
    expect(rendition).toEqual({
      id: '720p 2000k',
      rateBitsPerSecond: 2_000_000,
      peakRateBitsPerSecond: 3_000_000,
      widthPixels: 1280,
      heightPixels: 720,
      frameRate: 30,
      allowed: true,
      smooth: true,
      powerEfficient: true,
      nextSegmentBits: 5_000_000,
    });
  });
  it('without BANDWIDTH still have a rate above 0, and a peak not below it', () => {
    const [rendition] = toRenditions([figures({ averageBitrate: 0, maxBitrate: 0 })], []);
    expect(rendition?.rateBitsPerSecond).toBeGreaterThan(0);
    expect(rendition?.peakRateBitsPerSecond).toBeGreaterThanOrEqual(rendition?.rateBitsPerSecond ?? 1);
    expect(rendition?.allowed).toBe(false);
  });
  it('of equal figures get different names, audio-only ones no height', () => {
    expect(nameLevels([figures(), figures(), figures({ height: 0, averageBitrate: 64_000 })])).toEqual([
      '720p 2000k',
      '720p 2000k #2',
      'audio 64k',
    ]);
  });
});

describe('transfers', () => {
  it('become samples in seconds and bits', () => {
    expect(toSample(stats(1000, 1000, 500, 600, 1600), { kind: 'main', host: 'a' })).toEqual({
      kind: 'main',
      host: 'a',
      atSeconds: 1.6,
      sizeBits: 8000,
      transferSeconds: 1,
      ttfbSeconds: 0.1,
    });
  });
  it('that were cut off are partial and end at the cut', () => {
    expect(toSample(stats(1000, 4000, 500, 600, 0), { kind: 'main' }, 2600)).toMatchObject({
      partial: true,
      atSeconds: 2.6,
      transferSeconds: 2,
    });
  });
  it('without times teach nothing', () => {
    expect(toSample(stats(0, 0, 500, 0, 0), { kind: 'main' })).toBeUndefined();
    expect(toSample(stats(0, 0, 500, 0, 0), { kind: 'main' }, 900)).toBeUndefined();
  });
  it('on their way know their size from Content-Length, else from the byte range, else not', () => {
    const facts = { renditionIndex: 2, rescues: 1 };
    const seenUntilMilliseconds = 2500;
    expect(toInFlight(stats(100, 400, 1000, 1100, 0), facts, seenUntilMilliseconds, 0)).toEqual({
      renditionIndex: 2,
      elapsedSeconds: 1.5,
      loadedBits: 800,
      rescues: 1,
      ttfbSeconds: 0.1,
      totalBits: 3200,
    });
    expect(toInFlight(stats(100, 0, 1000, 0, 0), facts, seenUntilMilliseconds, 200)).toMatchObject({ totalBits: 1600 });
    expect(toInFlight(stats(100, 0, 1000, 0, 0), facts, seenUntilMilliseconds, 0).totalBits).toBeUndefined();
    expect(toInFlight(stats(100, 50, 1000, 0, 0), facts, seenUntilMilliseconds, 0).ttfbSeconds).toBeUndefined();
  });
});

describe('surroundings', () => {
  it('buffer limit follows hls.js: 60 MB, at least maxBufferLength, at most maxMaxBufferLength', () => {
    const config = { maxBufferLength: 30, maxBufferSize: 60_000_000, maxMaxBufferLength: 600 };
    expect(bufferLimitSeconds(config, 2_000_000)).toBe(240);
    expect(bufferLimitSeconds(config, 100_000_000)).toBe(30);
    expect(bufferLimitSeconds(config, 0)).toBe(30);
    expect(bufferLimitSeconds({ ...config, maxMaxBufferLength: 15 }, 2_000_000)).toBe(15);
  });
  it('playback rate 0 and NaN count as 1', () => {
    expect([2, -1, 0, Number.NaN].map(speedOf)).toEqual([2, 1, 1, 1]);
  });
  it('host is the one that was asked', () => {
    expect(hostOf('https://CDN.test:8443/a/b?c')).toBe('cdn.test:8443');
    expect(hostOf('seg.ts')).toBeUndefined();
    expect(hostOf(undefined)).toBeUndefined();
  });
  it('finds the fragment that comes next', () => {
    const fragments = [4, 8, 12].map((end) => ({ end })) as never[];
    expect(fragmentAt(fragments, 0)).toEqual({ end: 4 });
    expect(fragmentAt(fragments, 3.9)).toEqual({ end: 8 });
    expect(fragmentAt(fragments, 12)).toBeUndefined();
  });
});

describe('permission', () => {
  const level = (changes: Partial<LevelTraits> = {}): LevelTraits => ({
    codecSet: 'avc1',
    videoRange: 'SDR',
    frameRate: 30,
    loadError: 0,
    fragmentError: 0,
    ...changes,
  });
  const allowed = (levels: LevelTraits[], { minIndex = 0, maxIndex = 99, baseLoaded = true, errorPenaltyExpireMs = 0 } = {}): number[] => {
    const permissions = { levels, minAutoLevel: minIndex, maxAutoLevel: maxIndex, config: { errorPenaltyExpireMs } };
    return levels.flatMap((_level, index) => (isPermitted(permissions, index, 1, baseLoaded, 100_000) ? [index] : []));
  };

  it('keeps to the limits that hls.js has now', () => {
    expect(allowed([level(), level(), level()], { minIndex: 1, maxIndex: 1 })).toEqual([1]);
  });
  it('stays in the codec family and dynamic range of the base', () => {
    expect(allowed([level({ codecSet: 'hvc1' }), level(), level({ videoRange: 'PQ' })])).toEqual([1]);
  });
  it('lets frame rates neither rise on the way down nor fall on the way up', () => {
    expect(allowed([level({ frameRate: 60 }), level(), level({ frameRate: 24 })])).toEqual([1]);
    expect(allowed([level({ frameRate: 24 }), level(), level({ frameRate: 60 })])).toEqual([0, 1, 2]);
  });
  it('skips levels with errors, except the loaded one, until their penalty has expired', () => {
    const broken = level({ loadError: 1, loadErrorTime: 50_000 });
    expect(allowed([broken, broken, broken])).toEqual([1]);
    expect(allowed([broken, broken, broken], { baseLoaded: false })).toEqual([]);
    expect(allowed([broken, broken, broken], { errorPenaltyExpireMs: 40_000 })).toEqual([0, 1, 2]);
  });
  it('skips levels that will not play smoothly', () => {
    const rough = level({ supportedResult: { supported: true, configurations: [], decodingInfoResults: [{ smooth: false }] } as never });
    expect(allowed([level(), level(), rough])).toEqual([0, 1]);
  });
});

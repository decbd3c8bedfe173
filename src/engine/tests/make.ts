/** Test data: ladders, situations and samples with sensible defaults. */
import type { DownloadSample, Rendition, Situation } from '../index.ts';

export const LADDER_RATES: readonly number[] = [240_000, 450_000, 800_000, 1_400_000, 2_500_000, 4_500_000, 8_000_000];

export function makeRendition(rateBitsPerSecond: number, change: Partial<Rendition> = {}): Rendition {
  return {
    id: `${rateBitsPerSecond / 1000}k`,
    rateBitsPerSecond,
    peakRateBitsPerSecond: rateBitsPerSecond * 1.3,
    widthPixels: 0,
    heightPixels: 0,
    frameRate: 25,
    allowed: true,
    smooth: true,
    powerEfficient: true,
    ...change,
  };
}

export const makeLadder = (rates: readonly number[] = LADDER_RATES): Rendition[] => rates.map((rate) => makeRendition(rate));

export function makeSituation(change: Partial<Situation> = {}): Situation {
  return {
    atSeconds: 100,
    renditions: makeLadder(),
    currentIndex: 2,
    bufferSeconds: 16,
    maxBufferSeconds: 30,
    playbackRate: 1,
    segmentSeconds: 4,
    remainingSeconds: Number.POSITIVE_INFINITY,
    playing: true,
    device: { viewportWidthPixels: 0, viewportHeightPixels: 0, droppedFrameShare: 0, saveData: false },
    ...change,
  };
}

/** A main segment that came at a given rate. */
export function makeSample(rateBitsPerSecond: number, atSeconds: number, change: Partial<DownloadSample> = {}): DownloadSample {
  const sizeBits = 4_000_000;
  return { atSeconds, sizeBits, transferSeconds: sizeBits / rateBitsPerSecond, ttfbSeconds: 0.05, kind: 'main', ...change };
}

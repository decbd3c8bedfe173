/** What is decided about: usual ladders in the middle of a film. */
import type { DownloadSample, InFlightSegment, Situation } from 'evenkeel';

const SEGMENT_SECONDS = 4;

/** A ladder from 0.24 Mbit/s in steps of 1.6, half-way up. */
export function situationWith(rungs: number, bufferSeconds: number): Situation {
  return {
    atSeconds: 100,
    renditions: Array.from({ length: rungs }, (_, i) => ({
      id: String(i),
      rateBitsPerSecond: 240_000 * 1.6 ** i,
      peakRateBitsPerSecond: 340_000 * 1.6 ** i,
      widthPixels: 0,
      heightPixels: 144 + 120 * i,
      frameRate: 25,
      allowed: true,
      smooth: true,
      powerEfficient: true,
    })),
    currentIndex: Math.floor(rungs / 2),
    bufferSeconds,
    maxBufferSeconds: 30,
    playbackRate: 1,
    segmentSeconds: SEGMENT_SECONDS,
    remainingSeconds: Number.POSITIVE_INFINITY,
    playing: true,
    device: { viewportWidthPixels: 1280, viewportHeightPixels: 720, droppedFrameShare: 0, saveData: false },
  };
}

/** A dozen downloads at about 4 Mbit/s. */
export const samples = (): readonly DownloadSample[] =>
  Array.from({ length: 12 }, (_, i) => ({
    atSeconds: 50 + 4 * i,
    sizeBits: 4e6,
    transferSeconds: 1 + 0.5 * Math.sin(i),
    ttfbSeconds: 0.05,
    kind: 'main',
  }));

/** The look number `look` at a transfer that comes at a tenth of the rate that it needs. */
export function inFlightAt({ renditions, currentIndex }: Situation, look: number): InFlightSegment {
  const elapsedSeconds = 0.4 + 0.1 * (look % 15);
  const totalBits = (renditions[currentIndex]?.rateBitsPerSecond ?? 0) * SEGMENT_SECONDS;
  const loadedBits = (totalBits * (elapsedSeconds - 0.05)) / (10 * SEGMENT_SECONDS);
  return { renditionIndex: currentIndex, elapsedSeconds, ttfbSeconds: 0.05, loadedBits, totalBits, rescues: 0 };
}

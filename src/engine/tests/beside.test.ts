import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../config.ts';
import { createAbrEngine, createNetworkMemory } from '../engine.ts';
import type { DownloadSample } from '../samples.ts';
import { makeSituation } from './make.ts';

/** A link of 1 Mbit/s that video and audio share evenly while both are loaded, told as players tell it. */
function watch(videoBits: number, audioBits: number, isAudioTold = true): number {
  const link = 1_000_000;
  const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
  for (let segment = 0; segment < 10; segment++) {
    const beganAtSeconds = 10 * segment;
    const audioSeconds = (2 * audioBits) / link;
    const videoSeconds = (videoBits + audioBits) / link;
    if (isAudioTold)
      engine.addSample({
        kind: 'audio',
        atSeconds: beganAtSeconds + audioSeconds,
        sizeBits: audioBits,
        transferSeconds: audioSeconds,
        ttfbSeconds: 0.05,
      });
    for (let elapsedSeconds = 0.5; elapsedSeconds < videoSeconds; elapsedSeconds += 0.5) {
      const both = Math.min(elapsedSeconds, audioSeconds);
      const loadedBits = (both / 2 + (elapsedSeconds - both)) * link;
      const at = makeSituation({ atSeconds: beganAtSeconds + elapsedSeconds, currentIndex: 0, bufferSeconds: 20 });
      engine.considerRescue(at, { renditionIndex: 0, elapsedSeconds, ttfbSeconds: 0, loadedBits, totalBits: videoBits, rescues: 0 });
    }
    engine.addSample({
      kind: 'main',
      atSeconds: beganAtSeconds + videoSeconds,
      sizeBits: videoBits,
      transferSeconds: videoSeconds,
      ttfbSeconds: 0.05,
    });
  }
  return engine.forecast(100).next.medianBitsPerSecond / link;
}

describe('audio beside the video', () => {
  test('what both bring is what the link carries: short segments, and long ones that teach in parts', () => {
    // The very first transfer is audio, and half the link; it fades.
    expect(watch(500_000, 400_000)).toBeGreaterThan(0.98);
    // Lessons are given while the audio is still on its way: what they lacked is made up for.
    expect(watch(9_000_000, 400_000)).toBeGreaterThan(0.97);
    expect(watch(6_000_000, 2_900_000)).toBeGreaterThan(0.9);
    expect(watch(6_000_000, 2_900_000)).toBeLessThan(1.2);
  });

  test('without it the link passes for slower, the more so the lower the rung', () => {
    expect(watch(500_000, 400_000, false)).toBeLessThan(0.6);
  });

  test('many short audio transfers beside one long segment count like one', () => {
    const rateWith = (pieces: number): number => {
      const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
      engine.addSample({ kind: 'main', atSeconds: 0, sizeBits: 1_000_000, transferSeconds: 1, ttfbSeconds: 0.05 });
      for (let i = 0; i < pieces; i++) {
        const transferSeconds = 3 / pieces;
        const atSeconds = (i + 1) * transferSeconds;
        engine.addSample({ kind: 'audio', atSeconds, sizeBits: 1_500_000 / pieces, transferSeconds, ttfbSeconds: 0.05 });
      }
      engine.addSample({ kind: 'main', atSeconds: 6, sizeBits: 4_500_000, transferSeconds: 6, ttfbSeconds: 0.05 });
      return engine.forecast(6).next.medianBitsPerSecond;
    };
    expect(rateWith(20) / rateWith(1)).toBeCloseTo(1, 6);
  });

  test('only what came during the video counts, and nothing that came from a cache', () => {
    const rateAfter = (audio: Partial<DownloadSample>): number => {
      const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
      engine.addSample({ kind: 'main', atSeconds: 5, sizeBits: 1_000_000, transferSeconds: 1, ttfbSeconds: 0.05 });
      engine.addSample({ kind: 'audio', atSeconds: 9, sizeBits: 400_000, transferSeconds: 0.5, ttfbSeconds: 0.05, ...audio });
      engine.addSample({ kind: 'main', atSeconds: 10, sizeBits: 1_000_000, transferSeconds: 1, ttfbSeconds: 0.05 });
      return engine.forecast(10).next.medianBitsPerSecond;
    };
    expect(rateAfter({ atSeconds: 9 })).toBeCloseTo(1_000_000);
    expect(rateAfter({ atSeconds: 9.25 })).toBeGreaterThan(1_100_000);
    expect(rateAfter({ atSeconds: 9.75 })).toBeGreaterThan(rateAfter({ atSeconds: 9.25 }));
    expect(rateAfter({ atSeconds: 9.75, fromCache: true })).toBeCloseTo(1_000_000);
    // Out of a store that no browser tells of, or no number at all.
    expect(rateAfter({ atSeconds: 9.75, transferSeconds: 0.004 })).toBeCloseTo(1_000_000);
    expect(rateAfter({ atSeconds: 9.75, sizeBits: Number.NaN })).toBeCloseTo(1_000_000);
  });
});

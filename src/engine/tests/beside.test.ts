import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../config.ts';
import { createAbrEngine, createNetworkMemory } from '../engine.ts';
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

  test('only what came during the video counts, and nothing that came from a cache', () => {
    const rateAfter = (audio: { readonly atSeconds: number; readonly fromCache?: boolean }): number => {
      const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
      engine.addSample({ kind: 'main', atSeconds: 5, sizeBits: 1_000_000, transferSeconds: 1, ttfbSeconds: 0.05 });
      engine.addSample({ kind: 'audio', sizeBits: 400_000, transferSeconds: 0.5, ttfbSeconds: 0.05, ...audio });
      engine.addSample({ kind: 'main', atSeconds: 10, sizeBits: 1_000_000, transferSeconds: 1, ttfbSeconds: 0.05 });
      return engine.forecast(10).next.medianBitsPerSecond;
    };
    expect(rateAfter({ atSeconds: 9 })).toBeCloseTo(1_000_000);
    expect(rateAfter({ atSeconds: 9.25 })).toBeGreaterThan(1_100_000);
    expect(rateAfter({ atSeconds: 9.75 })).toBeGreaterThan(rateAfter({ atSeconds: 9.25 }));
    expect(rateAfter({ atSeconds: 9.75, fromCache: true })).toBeCloseTo(1_000_000);
  });
});

import { describe, expect, test } from 'vitest';
import {
  type AbrEngine,
  createAbrEngine,
  createNetworkMemory,
  DEFAULT_CONFIG,
  type Decision,
  type InFlightSegment,
  resolveOptions,
} from '../index.ts';
import { LADDER_RATES, makeSample, makeSituation } from './make.ts';

const FAST = 8_000_000;
const RUNG = 5;
const TOTAL_BITS = (LADDER_RATES[RUNG] ?? 0) * 4;

const engineOnFastLink = (options = DEFAULT_CONFIG): AbrEngine => {
  const engine = createAbrEngine(options, createNetworkMemory());
  for (let i = 0; i < 8; i++) engine.addSample(makeSample(FAST, 60 + 4 * i));
  return engine;
};

interface Collapse {
  readonly bufferSeconds: number;
  readonly rateBitsPerSecond: number;
  readonly renditionIndex?: number;
  readonly rescues?: number;
  readonly seconds?: number;
}

/** Plays a transfer that begins at a constant pace, asking every 100 ms; returns the first rescue. */
function watchTransfer(
  engine: AbrEngine,
  { bufferSeconds, rateBitsPerSecond, renditionIndex = RUNG, rescues = 0, seconds = 12 }: Collapse,
): Decision | undefined {
  for (let elapsedSeconds = 0.1; elapsedSeconds < seconds; elapsedSeconds += 0.1) {
    const loadedBits = Math.max(0, elapsedSeconds - 0.05) * rateBitsPerSecond;
    if (loadedBits >= TOTAL_BITS) return undefined;
    const inFlight: InFlightSegment = { renditionIndex, elapsedSeconds, ttfbSeconds: 0.05, loadedBits, totalBits: TOTAL_BITS, rescues };
    const left = Math.max(0, bufferSeconds - elapsedSeconds);
    const decision = engine.considerRescue(
      makeSituation({ atSeconds: 100 + elapsedSeconds, currentIndex: renditionIndex, bufferSeconds: left }),
      inFlight,
    );
    if (decision) return decision;
  }
  return undefined;
}

describe('rescue', () => {
  test('a segment that comes in time is never given up', () => {
    expect(watchTransfer(engineOnFastLink(), { bufferSeconds: 12, rateBitsPerSecond: FAST })).toBeUndefined();
  });

  test('a collapse with a short buffer gives the segment up for a lower rendition, and says so', () => {
    const decision = watchTransfer(engineOnFastLink(), { bufferSeconds: 6, rateBitsPerSecond: 600_000 });
    expect(decision).toMatchObject({ action: 'rescue', reasonCode: 'rescue-slow-segment', previousIndex: RUNG });
    expect(decision?.index).toBeLessThan(RUNG - 1);
  });

  test('a hopeless transfer is given up while a long buffer still has seconds to spare', () => {
    const decision = watchTransfer(engineOnFastLink(), { bufferSeconds: 24, rateBitsPerSecond: 500_000 });
    expect(decision?.bufferSeconds).toBeGreaterThan(8);
  });

  test('a restart comes within its share of the buffer at the pace that is seen, not at the one that is hoped for', () => {
    const pace = 500_000;
    const rescueAt = (restartShare: number): { readonly seconds: number; readonly bufferSeconds: number } => {
      const engine = engineOnFastLink(resolveOptions({ rescue: { restartShare } }));
      const { index = 0, bufferSeconds = 0 } = watchTransfer(engine, { bufferSeconds: 24, rateBitsPerSecond: pace }) ?? {};
      return { seconds: ((LADDER_RATES[index] as number) * 4) / pace, bufferSeconds };
    };
    const careful = rescueAt(0.2);
    expect(careful.seconds).toBeLessThanOrEqual(0.2 * careful.bufferSeconds);
    const daring = rescueAt(10);
    expect(daring.seconds).toBeGreaterThan(0.2 * daring.bufferSeconds);
    const usual = rescueAt(0.5);
    expect(usual.seconds).toBeLessThanOrEqual(0.5 * usual.bufferSeconds);
    // Where nothing comes that soon, the lowest is what is left.
    expect(watchTransfer(engineOnFastLink(), { bufferSeconds: 5, rateBitsPerSecond: 150_000 })?.index).toBe(0);
  });

  test('never from the lowest rendition, never more often than allowed, never when switched off', () => {
    const collapse = { bufferSeconds: 5, rateBitsPerSecond: 300_000 };
    expect(watchTransfer(engineOnFastLink(), { ...collapse, renditionIndex: 0 })).toBeUndefined();
    expect(watchTransfer(engineOnFastLink(), { ...collapse, rescues: 2 })).toBeUndefined();
    expect(watchTransfer(engineOnFastLink(resolveOptions({ rescue: { enabled: false } })), collapse)).toBeUndefined();
  });

  test('no climb right after a rescue', () => {
    const engine = engineOnFastLink();
    const rescue = watchTransfer(engine, { bufferSeconds: 6, rateBitsPerSecond: 600_000 });
    const index = rescue?.index ?? -1;
    const next = engine.decide(makeSituation({ atSeconds: (rescue?.atSeconds ?? 0) + 0.5, currentIndex: index, bufferSeconds: 4 }));
    expect(next.index).toBeLessThanOrEqual(index);
  });
});

describe('lessons from a transfer on its way', () => {
  test('a collapse shows in the forecast within seconds, before the segment ends', () => {
    const engine = engineOnFastLink();
    watchTransfer(engine, { bufferSeconds: 60, rateBitsPerSecond: 500_000, seconds: 5 });
    expect(engine.forecast(105).next.medianBitsPerSecond).toBeLessThan(FAST / 2);
  });

  test('nothing is learnt twice: parts and remainder give the mean that the whole has', () => {
    const memoryOf = (inParts: boolean): number => {
      const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
      const pace = 1_000_000;
      for (let elapsedSeconds = 0.1; inParts && elapsedSeconds < 8; elapsedSeconds += 0.1) {
        const loadedBits = elapsedSeconds * pace;
        engine.considerRescue(makeSituation({ atSeconds: elapsedSeconds, bufferSeconds: 60 }), {
          renditionIndex: 2,
          elapsedSeconds,
          ttfbSeconds: 0,
          loadedBits,
          totalBits: 8 * pace,
          rescues: 0,
        });
      }
      engine.addSample({ atSeconds: 8, sizeBits: 8 * pace, transferSeconds: 8, ttfbSeconds: 0, kind: 'main' });
      return engine.forecast(8).next.medianBitsPerSecond;
    };
    expect(memoryOf(true) / memoryOf(false)).toBeCloseTo(1, 2);
  });
});

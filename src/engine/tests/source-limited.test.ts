import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createAbrEngine,
  createNetworkMemory,
  DEFAULT_CONFIG,
  type InFlightSegment,
  type SampleVerdict,
  type Situation,
} from '../index.ts';
import { measureBursts } from '../source-limited.ts';
import { type Transmission, transmit } from './encoder.ts';
import { LADDER_RATES, makeSample, makeSituation } from './make.ts';

const LIVE = { latencySeconds: 3, targetLatencySeconds: 3 };
const constant = (rate: number) => (): number => rate;

class Viewer {
  readonly engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
  atSeconds = 100;
  rescues = 0;
  /** The buffer holds while a segment comes; else it falls until the segment is complete. */
  appendsChunks = false;

  situation(change: Partial<Situation> = {}): Situation {
    return makeSituation({ atSeconds: this.atSeconds, bufferSeconds: 2, maxBufferSeconds: 3, live: LIVE, ...change });
  }

  /** One segment from request to sample. */
  load(transmission: Transmission, change: Partial<Situation> = {}, inFlight: Partial<InFlightSegment> = {}): SampleVerdict {
    const currentIndex = LADDER_RATES.indexOf(transmission.rungBitsPerSecond);
    const { looks, sample } = transmit(transmission, this.atSeconds);
    for (const look of looks) {
      const { bufferSeconds: full, ...rest } = this.situation({ currentIndex, ...change });
      const bufferSeconds = this.appendsChunks ? full : Math.max(0, full - look.elapsedSeconds);
      const situation = { ...rest, bufferSeconds, atSeconds: this.atSeconds + look.elapsedSeconds };
      const decision = this.engine.considerRescue(situation, { ...look, renditionIndex: currentIndex, ...inFlight });
      if (decision) this.rescues++;
    }
    this.atSeconds = sample.atSeconds;
    return this.engine.addSample(sample);
  }

  learn(rate: number, count = 6): this {
    for (let i = 0; i < count; i++) {
      this.atSeconds += 4;
      this.engine.addSample(makeSample(rate, this.atSeconds));
    }
    return this;
  }

  belief(): number {
    return this.engine.forecast(this.atSeconds).next.medianBitsPerSecond;
  }
}

/** Any low-latency segment that its link carries with room to spare, seen as hls.js or as Shaka shows it. */
const roomy = fc.record({
  rungBitsPerSecond: fc.constantFrom(...LADDER_RATES.slice(0, 5)),
  room: fc.double({ min: 2, max: 12, noNaN: true }),
  madeSeconds: fc.double({ min: 0, max: 2, noNaN: true }),
  chunkSeconds: fc.constantFrom(0.33, 0.5, 1),
  lookSeconds: fc.constantFrom(0.1, 0.11, 0.125),
  stepBits: fc.constantFrom(0, 128_000),
});

describe('a segment that comes as the encoder makes it', () => {
  test("what was wrong: its bits over its time say the rendition's rate, whatever the link", () => {
    const { sample } = transmit({ rungBitsPerSecond: 800_000, linkAt: constant(20_000_000) }, 0);
    expect(sample.sizeBits / sample.transferSeconds).toBeLessThan(1_000_000);
  });

  test('never lowers what is believed of a link that it does not fill', () => {
    fc.assert(
      fc.property(roomy, ({ room, ...transmission }) => {
        const linkRate = transmission.rungBitsPerSecond * room;
        // Gaps shorter than two looks are not seen; told in steps of 16 kB, a slower link's own pace looks just the same.
        fc.pre(transmission.chunkSeconds * (1 - 1 / room) > 0.25);
        fc.pre(transmission.stepBits === 0 || linkRate > 2_000_000);
        const viewer = new Viewer().learn(linkRate);
        for (let i = 0; i < 8; i++) viewer.load({ ...transmission, linkAt: constant(linkRate) });
        expect(viewer.belief()).toBeGreaterThan(0.5 * linkRate);
      }),
      { numRuns: 60 },
    );
  });

  test('never promises much more than the link has', () => {
    fc.assert(
      fc.property(roomy, ({ room, ...transmission }) => {
        const linkRate = transmission.rungBitsPerSecond * room;
        // A step per look is 1.28 Mbps: of a slower link, bursts of one or two steps look faster than they were.
        fc.pre(transmission.stepBits === 0 || linkRate > 1_300_000);
        const viewer = new Viewer();
        viewer.learn(transmission.rungBitsPerSecond / 2, 1);
        for (let i = 0; i < 12; i++) viewer.load({ ...transmission, linkAt: constant(linkRate) });
        expect(viewer.belief()).toBeLessThan(1.45 * linkRate);
      }),
      { numRuns: 60 },
    );
  });

  test('raises a belief that is too low, by its bursts', () => {
    const viewer = new Viewer().learn(500_000);
    for (let i = 0; i < 10; i++) viewer.load({ rungBitsPerSecond: 800_000, linkAt: constant(6_000_000), stepBits: 128_000 });
    expect(viewer.belief()).toBeGreaterThan(1_500_000);
  });

  test('is refused as source-limited, and counted, where it says nothing new', () => {
    const viewer = new Viewer().learn(6_000_000);
    const verdict = viewer.load({ rungBitsPerSecond: 450_000, linkAt: constant(6_000_000) });
    expect(verdict).toEqual({ accepted: false, reason: 'source-limited' });
  });

  test('is a sample of the link where its bursts are long enough to be measured, also of a worse one', () => {
    const viewer = new Viewer().learn(12_000_000);
    for (let i = 0; i < 12; i++) {
      const verdict = viewer.load({ rungBitsPerSecond: 2_500_000, linkAt: constant(4_000_000), chunkSeconds: 1 });
      expect(verdict.accepted && verdict.rateBitsPerSecond / 4_000_000).toBeCloseTo(1, 0);
    }
    expect(viewer.belief()).toBeLessThan(5_500_000);
  });

  test("lets the time that its first chunk took to be made not pass for the link's", () => {
    const viewer = new Viewer().learn(6_000_000);
    const before = viewer.engine.forecast(viewer.atSeconds).rttSeconds;
    for (let i = 0; i < 5; i++) viewer.load({ rungBitsPerSecond: 450_000, linkAt: constant(6_000_000) });
    expect(viewer.engine.forecast(viewer.atSeconds).rttSeconds).toBeCloseTo(before, 6);
  });

  test('is not given up, however small the buffer', () => {
    fc.assert(
      fc.property(roomy, fc.double({ min: 0.3, max: 3, noNaN: true }), ({ room, ...transmission }, bufferSeconds) => {
        const linkRate = transmission.rungBitsPerSecond * room;
        const viewer = new Viewer().learn(linkRate);
        for (let i = 0; i < 4; i++) viewer.load({ ...transmission, linkAt: constant(linkRate) }, { bufferSeconds });
        expect(viewer.rescues).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  // Shaka tells of such a segment in one or two steps: a link of a hundred kilobits per second looks just the same.
  const STILL = { rungBitsPerSecond: 80_000, linkAt: constant(4_000_000), stepBits: 128_000 };
  const FIFTH_OF_NOMINAL = { currentIndex: 1, bufferSeconds: 4 };

  test('is not given up where a still picture needs a few bits only, and its chunks keep the buffer up', () => {
    const viewer = new Viewer().learn(4_000_000);
    viewer.appendsChunks = true;
    for (let i = 0; i < 4; i++) viewer.load(STILL, FIFTH_OF_NOMINAL, { renditionIndex: 1 });
    expect(viewer.rescues).toBe(0);
  });

  test('what was wrong: by its bits alone a still picture is a link that has collapsed', () => {
    const viewer = new Viewer().learn(4_000_000);
    viewer.load(STILL, FIFTH_OF_NOMINAL, { renditionIndex: 1 });
    expect(viewer.rescues).toBeGreaterThan(0);
  });

  test('what was wrong: on demand, the same bytes would be a slow link and a reason to give up', () => {
    const viewer = new Viewer().learn(6_000_000);
    const transmission = { rungBitsPerSecond: 2_500_000, linkAt: constant(6_000_000) };
    viewer.load(transmission, { live: undefined, bufferSeconds: 0.3 });
    expect(viewer.rescues).toBeGreaterThan(0);
    expect(viewer.belief()).toBeLessThan(5_000_000);
  });
});

describe('a transfer that the link holds up, live too,', () => {
  test('is given up when the link collapses under it', () => {
    const viewer = new Viewer().learn(6_000_000);
    viewer.load({ rungBitsPerSecond: 2_500_000, linkAt: (seconds) => (seconds < 1.5 ? 6_000_000 : 300_000) }, { bufferSeconds: 2 });
    expect(viewer.rescues).toBeGreaterThan(0);
    expect(viewer.belief()).toBeLessThan(2_500_000);
  });

  test.each([0, 128_000])('is a sample of the link, also where progress is told in steps of %i bits', (stepBits) => {
    const viewer = new Viewer().learn(6_000_000);
    for (let i = 0; i < 10; i++) viewer.load({ rungBitsPerSecond: 800_000, linkAt: constant(500_000), stepBits });
    expect(viewer.belief()).toBeLessThan(700_000);
  });

  test.each([240_000, 450_000])('told in steps of 16 kB, promises no more than it has, at %i bits per second', (rungBitsPerSecond) => {
    const viewer = new Viewer().learn(500_000);
    for (let i = 0; i < 12; i++) viewer.load({ rungBitsPerSecond, linkAt: constant(500_000), stepBits: 128_000 });
    expect(viewer.belief()).toBeLessThan(650_000);
  });

  test("with a declared length it was complete: gaps are the link's own", () => {
    const viewer = new Viewer().learn(6_000_000);
    const stutter = (seconds: number): number => (seconds % 0.5 < 0.2 ? 2_000_000 : 0);
    const verdict = viewer.load({ rungBitsPerSecond: 800_000, linkAt: stutter, madeSeconds: 4 }, {}, { totalBits: 3_200_000 });
    expect(verdict.accepted).toBe(true);
    expect(viewer.belief()).toBeLessThan(3_500_000);
  });
});

describe('a sample that the adapter marks', () => {
  const marked = (rate: number, atSeconds: number) => makeSample(rate, atSeconds, { sourceLimited: true });

  test('raises what is believed, and never lowers it', () => {
    const viewer = new Viewer().learn(4_000_000);
    expect(viewer.engine.addSample(marked(1_000_000, 128))).toEqual({ accepted: false, reason: 'source-limited' });
    expect(viewer.belief()).toBeCloseTo(4_000_000, -5);
    expect(viewer.engine.addSample(marked(9_000_000, 132)).accepted).toBe(true);
    expect(viewer.belief()).toBeGreaterThan(4_000_000);
  });

  test('before anything was measured it counts against the first guess', () => {
    const audio = { ...marked(96_000, 101), kind: 'audio' as const };
    expect(new Viewer().engine.addSample(audio)).toEqual({ accepted: false, reason: 'source-limited' });
    expect(new Viewer().engine.addSample(marked(20_000_000, 101)).accepted).toBe(true);
  });

  test('that was not watched stays marked', () => {
    const sample = makeSample(1_000_000, 10);
    expect(measureBursts(undefined, sample)).toBe(sample);
  });
});

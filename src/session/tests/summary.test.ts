import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RejectionReason, SampleVerdict } from '../../engine/index.ts';
import { addEvent, emptySummary, type SessionEvent, type SessionSummary } from '../index.ts';
import { MAX_SEGMENTS } from '../played-media.ts';
import { anyEvents, FORECAST, LADDER, playThrough, SAMPLE, SEGMENT_SECONDS } from './arbitraries.ts';

const summarise = (events: readonly SessionEvent[]): SessionSummary => events.reduce(addEvent, emptySummary());
const indices = fc.array(fc.integer({ min: 0, max: LADDER.length - 1 }), { minLength: 1, maxLength: 60 });

const FIGURES = [
  'atSeconds',
  'stallCount',
  'stallSeconds',
  'longestStallSeconds',
  'playedSeconds',
  'switchCount',
  'loadedBits',
  'wastedBits',
  'rescueCount',
  'decisionCount',
  'sampleCount',
  'faultCount',
] as const;
const SHARES = ['rebufferRatio', 'logUtility', 'meanUtilityStep'] as const;

describe('addEvent: laws', () => {
  test('every figure is finite and >= 0, shares are within 0..1, whatever the events say', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const summary = summarise(events);
        for (const name of [...FIGURES, ...SHARES, 'meanRateBitsPerSecond'] as const) {
          expect(Number.isFinite(summary[name]), `${name} = ${summary[name]}`).toBe(true);
          expect(summary[name], name).toBeGreaterThanOrEqual(0);
        }
        for (const name of SHARES) expect(summary[name], name).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  test('counts, times and bits never shrink as events come', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let before = emptySummary();
        for (const event of events) {
          const after = addEvent(before, event);
          for (const name of FIGURES) expect(after[name], `${name} after ${event.type}`).toBeGreaterThanOrEqual(before[name]);
          before = after;
        }
      }),
    );
  });

  test('no more is wasted than was loaded, no stall is longer than all stalls', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const summary = summarise(events);
        expect(summary.wastedBits).toBeLessThanOrEqual(summary.loadedBits * (1 + 1e-9));
        expect(summary.longestStallSeconds).toBeLessThanOrEqual(summary.stallSeconds * (1 + 1e-9));
      }),
    );
  });

  test('state in, state out: a frozen summary is not touched, the same events give the same summary', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const frozen = events.reduce(
          (summary: SessionSummary, event) => Object.freeze(addEvent(summary, event)),
          Object.freeze(emptySummary()),
        );
        expect(summarise(events)).toEqual(frozen);
      }),
    );
  });

  test('events of another session change nothing', () => {
    fc.assert(
      fc.property(indices, anyEvents, (path, others) => {
        const own = playThrough(path);
        const foreign = others.map((event) => ({ ...event, session: 2 }));
        const mixed = own.flatMap((event, n) => (foreign[n] ? [event, foreign[n]] : [event]));
        expect(summarise(mixed)).toEqual(summarise(own));
      }),
    );
  });
});

describe('addEvent: what was shown', () => {
  test('a constant rendition gives its rate, its utility and no steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LADDER.length - 1 }), fc.integer({ min: 1, max: 100 }), (index, count) => {
        const summary = summarise(playThrough(new Array<number>(count).fill(index)));
        expect(summary.meanRateBitsPerSecond).toBeCloseTo(LADDER[index]?.rateBitsPerSecond ?? 0, 3);
        expect(summary.logUtility).toBeCloseTo(Math.log((LADDER[index]?.rateBitsPerSecond ?? 0) / 300_000) / Math.log(20), 9);
        expect(summary.meanUtilityStep).toBe(0);
        expect(summary.switchCount).toBe(0);
        expect(summary.playedSeconds).toBeCloseTo(count * SEGMENT_SECONDS, 6);
        expect(summary.wastedBits).toBe(0);
      }),
    );
  });

  test('the mean rate is the mean over segments of equal length; switches and steps are counted between neighbours', () => {
    fc.assert(
      fc.property(indices, (path) => {
        const summary = summarise(playThrough(path));
        const rates = path.map((index) => LADDER[index]?.rateBitsPerSecond ?? 0);
        const utilities = rates.map((rate) => Math.log(rate / 300_000) / Math.log(20));
        const steps = utilities.slice(1).map((utility, n) => Math.abs(utility - (utilities[n] ?? 0)));
        expect(summary.meanRateBitsPerSecond).toBeCloseTo(rates.reduce((a, b) => a + b, 0) / rates.length, 3);
        expect(summary.switchCount).toBe(path.slice(1).filter((index, n) => index !== path[n]).length);
        expect(summary.meanUtilityStep).toBeCloseTo(steps.reduce((a, b) => a + b, 0) / Math.max(1, steps.length), 9);
        expect(summary.loadedBits).toBeCloseTo(rates.reduce((a, b) => a + b, 0) * SEGMENT_SECONDS, 3);
      }),
    );
  });

  test('a better rendition in place of any segment never lowers the mean rate', () => {
    fc.assert(
      fc.property(indices, fc.nat(), (path, at) => {
        const better = path.map((index, n) => (n === at % path.length ? Math.min(index + 1, LADDER.length - 1) : index));
        const gain = summarise(playThrough(better)).meanRateBitsPerSecond - summarise(playThrough(path)).meanRateBitsPerSecond;
        expect(gain).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });

  test('a segment replaced before it was shown is waste, one replaced after is not', () => {
    const segment = { type: 'segment', session: 1, durationSeconds: 2, sizeBits: 100 } as const;
    const at = (positionSeconds: number): SessionEvent => ({
      type: 'buffer',
      session: 1,
      atSeconds: positionSeconds,
      bufferSeconds: 1,
      positionSeconds,
      playing: true,
    });
    const loaded: SessionEvent[] = [at(0), { ...segment, atSeconds: 0, renditionIndex: 0, startSeconds: 0 }];
    const replacement: SessionEvent = { ...segment, atSeconds: 3, renditionIndex: 1, startSeconds: 0 };
    expect(summarise([...loaded, replacement]).wastedBits).toBe(100);
    expect(summarise([...loaded, at(1), replacement]).wastedBits).toBeCloseTo(50);
    expect(summarise([...loaded, at(2), replacement]).wastedBits).toBe(0);
    expect(summarise([...loaded, { type: 'rescue', session: 1, atSeconds: 4, fromIndex: 1, toIndex: 0, wastedBits: 7 }])).toMatchObject({
      wastedBits: 7,
      loadedBits: 107,
      rescueCount: 1,
    });
  });

  test('a seek is not playback, with or without its event', () => {
    const buffer = (atSeconds: number, positionSeconds: number): SessionEvent => ({
      type: 'buffer',
      session: 1,
      atSeconds,
      bufferSeconds: 1,
      positionSeconds,
      playing: true,
    });
    expect(
      summarise([buffer(0, 0), { type: 'seek', session: 1, atSeconds: 0.1, toSeconds: 5 }, buffer(0.5, 5.4)]).playedSeconds,
    ).toBeCloseTo(0.4);
    expect(summarise([buffer(0, 0), buffer(0.5, 600), buffer(1, 600.5), buffer(1.5, 3), buffer(2, 3.5)]).playedSeconds).toBeCloseTo(1);
  });
});

describe('addEvent: stalls', () => {
  test('stalls are counted when they begin and measured when they end', () => {
    const stall = (atSeconds: number, stallSeconds: number): SessionEvent[] => [
      { type: 'stall-start', session: 1, atSeconds, positionSeconds: 1 },
      { type: 'stall-end', session: 1, atSeconds: atSeconds + stallSeconds, stallSeconds },
    ];
    const events = [...playThrough([0, 0, 0, 0]), ...stall(10, 1), ...stall(20, 3)];
    expect(summarise(events)).toMatchObject({ stallCount: 2, stallSeconds: 4, longestStallSeconds: 3, startupSeconds: 0.5 });
    expect(summarise(events).rebufferRatio).toBeCloseTo(4 / 12);
  });

  test('a stall that the viewer left lasts until the end', () => {
    const events: SessionEvent[] = [
      { type: 'stall-start', session: 1, atSeconds: 10, positionSeconds: 1 },
      { type: 'end', session: 1, atSeconds: 16 },
    ];
    expect(summarise(events)).toMatchObject({ stallCount: 1, stallSeconds: 6, longestStallSeconds: 6 });
  });
});

test('refused transfers are counted by reason', () => {
  const event = (verdict: SampleVerdict): SessionEvent => ({
    type: 'sample',
    session: 1,
    atSeconds: 1,
    sample: SAMPLE,
    verdict,
    forecast: FORECAST,
  });
  const refuse = (reason: RejectionReason): SessionEvent => event({ accepted: false, reason });
  const summary = summarise([
    event({ accepted: true, rateBitsPerSecond: 1e6 }),
    refuse('from-cache'),
    refuse('too-short'),
    refuse('from-cache'),
  ]);
  expect(summary).toMatchObject({ sampleCount: 4, rejectedSamples: { 'from-cache': 2, 'too-short': 1 } });
});

test('eight hours cost no more memory than ten minutes', () => {
  const segments = (8 * 3600) / SEGMENT_SECONDS;
  const path = Array.from({ length: segments }, (_, n) => n % LADDER.length);
  let largest = 0;
  const summary = playThrough(path).reduce((before, event) => {
    const after = addEvent(before, event);
    largest = Math.max(largest, after.progress.media.segments.length);
    return after;
  }, emptySummary());
  expect(summary.playedSeconds).toBeCloseTo(8 * 3600, 3);
  expect(largest).toBeLessThan(100);
  expect(JSON.stringify(summary).length).toBeLessThan(40_000);
});

test('segments that are never played are forgotten too', () => {
  const events = Array.from({ length: 3 * MAX_SEGMENTS }, (_, n): SessionEvent => {
    return { type: 'segment', session: 1, atSeconds: n, renditionIndex: 0, startSeconds: n * 2, durationSeconds: 2, sizeBits: 1 };
  });
  expect(summarise(events).progress.media.segments.length).toBe(MAX_SEGMENTS);
});

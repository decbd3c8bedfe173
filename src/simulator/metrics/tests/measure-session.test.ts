import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createContent } from '../../content.ts';
import type { SessionRecord } from '../../record.ts';
import { measureSession } from '../measure-session.ts';
import { createObjectives } from '../objective.ts';

const RATES = [1e6, 2e6, 4e6];
const renditions = RATES.map((rateBitsPerSecond) => ({ rateBitsPerSecond }));
const content = createContent({ name: 'three rungs', segmentSeconds: 4, renditions });
const rated = createContent({
  name: 'with VMAF',
  segmentSeconds: 4,
  renditions,
  segmentSizeBits: [RATES.map((r) => r * 4), RATES.map((r) => r * 4)],
  vmaf: [
    [50, 70, 90],
    [60, 80, 96],
  ],
});

function session(rungs: readonly number[], changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    startupSeconds: 0,
    stalls: [],
    seekWaitSeconds: 0,
    sessionSeconds: rungs.length * 4,
    playedSeconds: rungs.length * 4,
    segments: rungs.map((renditionIndex, segmentIndex) => ({
      segmentIndex,
      renditionIndex,
      requestSeconds: segmentIndex,
      endSeconds: segmentIndex + 1,
      sizeBits: (RATES[renditionIndex] as number) * 4,
      bufferSeconds: 4,
      restarts: 0,
    })),
    totalBits: 8000,
    wastedBits: 800,
    meanLatencySeconds: 0,
    outcome: 'end',
    ...changes,
  };
}

const stall = (durationSeconds: number) => ({ startSeconds: 5, durationSeconds });
const rungs = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 30 });
const seconds = fc.double({ min: 0, max: 100, noNaN: true });

describe('measureSession', () => {
  it('agrees with the additive form, summed along the session', () => {
    fc.assert(
      fc.property(rungs, seconds, fc.array(seconds, { maxLength: 4 }), (path, startupSeconds, stalls) => {
        const { reward, switchPrice, stallPrice, startupPrice } = createObjectives(content, path.length).score;
        let score = -startupPrice * startupSeconds;
        for (const duration of stalls) score -= stallPrice * duration;
        path.forEach((rung, i) => {
          score += reward[rung] as number;
          if (i > 0) score -= switchPrice[(path[i - 1] as number) * 3 + rung] as number;
        });
        const metrics = measureSession(session(path, { startupSeconds, stalls: stalls.map(stall) }), content);
        expect(Math.abs(metrics.score - score)).toBeLessThan(1e-9);
      }),
    );
  });

  it('prices switches as a metric: a detour never costs less', () => {
    const { switchPrice } = createObjectives(content, 10).score;
    const price = (from: number, to: number): number => switchPrice[from * 3 + to] as number;
    for (const a of [0, 1, 2]) {
      for (const b of [0, 1, 2]) for (const c of [0, 1, 2]) expect(price(a, b) + price(b, c)).toBeGreaterThanOrEqual(price(a, c) - 1e-15);
    }
  });

  it('is finite whatever the session came to', () => {
    fc.assert(
      fc.property(rungs, seconds, seconds, fc.boolean(), (path, startupSeconds, sessionSeconds, ended) => {
        const record = session(path, { startupSeconds, sessionSeconds, playedSeconds: 0, outcome: ended ? 'end' : 'gave-up' });
        for (const value of Object.values(measureSession(record, rated))) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it('follows the published formulas', () => {
    // K = 4 segments of 4 s: C = 16 s, N = 4.
    const metrics = measureSession(session([0, 2, 2, 1], { startupSeconds: 2, stalls: [stall(1), stall(3)] }), content);
    expect(metrics.qoeLinear).toBeCloseTo((0.25 + 1 + 1 + 0.5) / 4 - (4 + 0.5) / 4 - (0.75 + 0 + 0.5) / 4, 12);
    expect(metrics.qoeLog).toBeCloseTo((0 + 1 + 1 + 0.5) / 4 - (4 + 0.5) / 4 - (1 + 0 + 0.5) / 4, 12);
    expect(metrics.qoeSoda).toBeCloseTo((0 + 1 + 1 + 0.5) / 4 - (10 * 4) / 16 - 2 / 3, 12);
    expect(metrics.score).toBeCloseTo((metrics.qoeLinear + metrics.qoeLog + metrics.qoeSoda) / 3, 12);
    expect(metrics).toMatchObject({
      stallCount: 2,
      stallSeconds: 4,
      longestStallSeconds: 3,
      switchCount: 2,
      totalBytes: 1000,
      wastedBytes: 100,
    });
    expect(metrics.rebufferingRatio).toBeCloseTo(4 / 20, 12);
    expect(metrics.switchesPerMinute).toBeCloseTo(7.5, 12);
    expect(metrics.meanRateBitsPerSecond).toBeCloseTo(2.75e6, 3);
    expect(metrics.meanUtilityStep).toBeCloseTo(1.5 / 3, 12);
    expect(metrics.qoeVmaf).toBeUndefined();
  });

  it("is Pensieve's 4.3 a stalled second on its ladder", () => {
    const pensieve = createContent({
      name: 'p',
      segmentSeconds: 4,
      renditions: [{ rateBitsPerSecond: 3e5 }, { rateBitsPerSecond: 4.3e6 }],
    });
    const top = session([1, 1, 1, 1, 1]);
    const stalled = { ...top, stalls: [stall(1)] };
    const lost = measureSession(top, pensieve).qoeLinear - measureSession(stalled, pensieve).qoeLinear;
    // Pensieve sums Mbit/s over segments; here it is a mean of shares of the top rung.
    expect(lost * 4.3 * 5).toBeCloseTo(4.3, 9);
  });

  it('takes VMAF segment by segment, from the start of the table again past its end', () => {
    const { qoeVmaf } = measureSession(session([0, 0, 2], { stalls: [stall(1)] }), rated);
    expect(qoeVmaf).toBeCloseTo((0.5 + 0.6 + 0.9) / 3 - 1 / 3 - (0.1 + 0.3) / 3, 12);
  });

  it('counts media that never came as one stall to the end', () => {
    const gaveUp = session([0, 0], { playedSeconds: 8, startupSeconds: 2, sessionSeconds: 100, outcome: 'gave-up' });
    expect(measureSession(gaveUp, content)).toMatchObject({ stallCount: 1, stallSeconds: 90, longestStallSeconds: 90 });
    const recorded = { ...gaveUp, stalls: [stall(90)] };
    expect(measureSession(recorded, content)).toMatchObject({ stallCount: 1, stallSeconds: 90 });
  });
});

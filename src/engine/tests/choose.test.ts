import { describe, expect, test } from 'vitest';
import { type AbrEngine, type AbrOptions, createAbrEngine, createNetworkMemory, resolveOptions } from '../index.ts';
import { LADDER_RATES, makeSample, makeSituation } from './make.ts';

const engineAfter = (rateBitsPerSecond: number, options: AbrOptions = {}): AbrEngine => {
  const engine = createAbrEngine(resolveOptions(options), createNetworkMemory());
  for (let i = 0; i < 8; i++) engine.addSample(makeSample(rateBitsPerSecond, 60 + 4 * i));
  return engine;
};

/** Rungs of one decision after another, each a segment of a steady link later, once the start-up is over. */
function climb(rateBitsPerSecond: number, from: number, bufferSeconds: number, options?: AbrOptions, count = 14): number[] {
  const engine = engineAfter(rateBitsPerSecond, options);
  let index = from;
  const rungs: number[] = [];
  for (let i = 0; i < 4 + count; i++) {
    const atSeconds = 100 + 4 * i;
    engine.addSample(makeSample(rateBitsPerSecond, atSeconds - 1));
    const decision = engine.decide(makeSituation({ currentIndex: index, bufferSeconds, maxBufferSeconds: 60, atSeconds }));
    // The first four decisions are start-up and may jump: there the test stays where it is.
    if (i < 4) continue;
    index = decision.index;
    rungs.push(index);
  }
  return rungs;
}

const largestStep = (rungs: readonly number[], from: number): number => Math.max(...rungs.map((rung, i) => rung - (rungs[i - 1] ?? from)));

describe('climbing', () => {
  test('a steady link is climbed to what it sustains, one rung at a time where no leap is allowed', () => {
    const rungs = climb(7_000_000, 3, 24, { switching: { leapGain: 1 } });
    expect(largestStep(rungs, 3)).toBe(1);
    expect(LADDER_RATES[rungs.at(-1) as number]).toBeGreaterThanOrEqual(4_500_000);
  });

  test('a leap over several rungs needs a gain that is worth a switch by itself, and two segments in the buffer', () => {
    expect(largestStep(climb(7_000_000, 1, 24), 1)).toBeGreaterThan(1);
    expect(largestStep(climb(7_000_000, 1, 7), 1)).toBe(1);
    // Two rungs up is where this link belongs, and one rung is nearly as good.
    expect(largestStep(climb(1_900_000, 1, 24), 1)).toBe(1);
  });

  test('the rung that is leapt to is a candidate', () => {
    const engine = engineAfter(7_000_000);
    for (let i = 0; i < 4; i++) engine.decide(makeSituation({ currentIndex: 1, atSeconds: 90 + i }));
    const decision = engine.decide(makeSituation({ currentIndex: 1, bufferSeconds: 24 }));
    expect(decision.index).toBeGreaterThan(2);
    expect(decision.candidates[decision.index]?.excluded).toBeUndefined();
  });

  test('no minutes on the lowest rendition: from a full buffer the climb begins at once', () => {
    const engine = engineAfter(5_500_000);
    for (let i = 0; i < 5; i++)
      engine.decide(makeSituation({ currentIndex: 0, bufferSeconds: 100, maxBufferSeconds: 600, atSeconds: 100 + i }));
    expect(
      engine.decide(makeSituation({ currentIndex: 0, bufferSeconds: 100, maxBufferSeconds: 600, atSeconds: 106 })).index,
    ).toBeGreaterThan(0);
  });

  test('after a fall of several rungs one step may lead back to below where it fell from: lately, with a buffer, and no further', () => {
    const climbAfter = (seconds: number, bufferSeconds: number, from = 5, rate = 2_400_000): number => {
      const engine = engineAfter(rate, { switching: { leapGain: 1 } });
      for (let i = 0; i < 5; i++) engine.decide(makeSituation({ currentIndex: from, bufferSeconds: 26, atSeconds: 90 + i }));
      const atSeconds = 95 + seconds;
      // The fall to the lowest rung is seen here.
      engine.decide(makeSituation({ currentIndex: 1, bufferSeconds: 4, atSeconds: 95 }));
      for (let at = 96; at < atSeconds; at += 4) engine.addSample(makeSample(rate, at));
      return engine.decide(makeSituation({ currentIndex: 1, bufferSeconds, atSeconds })).index;
    };
    const back = climbAfter(8, 20);
    expect(back).toBeGreaterThan(2);
    expect(back).toBeLessThan(5);
    expect(climbAfter(8, 20, 2)).toBeLessThanOrEqual(2);
    expect(climbAfter(40, 20)).toBe(2);
    // Just above and just below the buffer that it takes.
    expect(climbAfter(8, 8.1, 5, 9_000_000)).toBeGreaterThan(2);
    expect(climbAfter(8, 7.9, 5, 9_000_000)).toBe(2);
  });

  test('where flapping forbids the leap, the step that it allows is taken: more buffer is no worse', () => {
    const rungAfter = (bufferSeconds: number, leapGain: number): number => {
      const engine = engineAfter(3_200_000, { switching: { leapGain } });
      for (let i = 0; i < 5; i++) engine.decide(makeSituation({ currentIndex: 3, bufferSeconds: 26, atSeconds: 90 + i }));
      engine.decide(makeSituation({ currentIndex: 0, bufferSeconds: 4, atSeconds: 95 }));
      engine.addSample(makeSample(3_200_000, 99));
      return engine.decide(makeSituation({ currentIndex: 0, bufferSeconds, maxBufferSeconds: 60, atSeconds: 103 })).index;
    };
    expect(rungAfter(10, 0.011)).toBeGreaterThan(0);
    expect(rungAfter(20, 0.011)).toBeGreaterThanOrEqual(rungAfter(10, 0.011));
    expect(rungAfter(20, 0.011)).toBeGreaterThanOrEqual(rungAfter(20, 1));
  });

  test('no climb for a while after a rescue, however good the link looks', () => {
    const engine = engineAfter(7_000_000, { switching: { recoverySeconds: 120 } });
    for (let i = 0; i < 5; i++) engine.decide(makeSituation({ currentIndex: 5, bufferSeconds: 26, atSeconds: 92 + i }));
    let rescuedAtSeconds = Number.NaN;
    for (let elapsedSeconds = 0.5; elapsedSeconds < 12 && Number.isNaN(rescuedAtSeconds); elapsedSeconds += 0.5) {
      const at = makeSituation({ currentIndex: 5, bufferSeconds: Math.max(0.5, 6 - elapsedSeconds), atSeconds: 100 + elapsedSeconds });
      const slow = {
        renditionIndex: 5,
        elapsedSeconds,
        ttfbSeconds: 0.05,
        loadedBits: 100_000 * elapsedSeconds,
        totalBits: 18e6,
        rescues: 0,
      };
      if (engine.considerRescue(at, slow)) rescuedAtSeconds = at.atSeconds;
    }
    // The fall is seen here, and long forgotten below.
    engine.decide(makeSituation({ currentIndex: 1, bufferSeconds: 4, atSeconds: rescuedAtSeconds + 1 }));
    const climbAt = (atSeconds: number) => {
      for (let i = 0; i < 6; i++) engine.addSample(makeSample(9_000_000, atSeconds - 12 + 2 * i));
      return engine.decide(makeSituation({ currentIndex: 1, bufferSeconds: 24, atSeconds }));
    };
    const soon = climbAt(rescuedAtSeconds + 100);
    expect(soon).toMatchObject({ index: 1, reasonCode: 'recovering' });
    expect(soon.candidates.filter(({ excluded }) => excluded).map(({ index }) => index)).toEqual([2, 3, 4, 5, 6]);
    expect(climbAt(rescuedAtSeconds + 125).index).toBeGreaterThan(1);
  });
});

describe('hysteresis', () => {
  test('a gain below it is not worth a switch', () => {
    const decideWith = (hysteresis: number) => {
      const engine = engineAfter(7_000_000, { switching: { hysteresis, leapGain: 1 } });
      // Past the start-up, which may jump.
      for (let i = 0; i < 5; i++) engine.decide(makeSituation({ currentIndex: 4, bufferSeconds: 18, atSeconds: 92 + i }));
      return engine.decide(makeSituation({ currentIndex: 4, bufferSeconds: 18 }));
    };
    expect(decideWith(0).index).toBe(5);
    expect(decideWith(0.9)).toMatchObject({ index: 4, reasonCode: 'switch-not-worth-it' });
  });

  test('what staying gives away adds up: a plan that could always switch one segment later does not put it off for ever', () => {
    const segmentsUntilTop = (forgoneShare: number): number => {
      const rungs = climb(6_500_000, 4, 24, { switching: { hysteresis: 0.25, forgoneShare } }, 60);
      const at = rungs.findIndex((rung) => rung > 4);
      return at < 0 ? Number.POSITIVE_INFINITY : at;
    };
    expect(segmentsUntilTop(0)).toBe(Number.POSITIVE_INFINITY);
    expect(segmentsUntilTop(1)).toBeGreaterThan(1);
    expect(segmentsUntilTop(1)).toBeLessThan(30);
  });

  test('it adds up once per segment, however often the player asks', () => {
    const segments = (asks: number): number => {
      const engine = engineAfter(6_500_000, { switching: { hysteresis: 0.25 } });
      for (let i = 0; i < 60; i++) {
        const atSeconds = 100 + 4 * i;
        engine.addSample(makeSample(6_500_000, atSeconds - 1));
        for (let ask = 0; ask < asks; ask++) {
          const at = makeSituation({ currentIndex: 4, bufferSeconds: 24, maxBufferSeconds: 60, atSeconds });
          if (engine.decide(at).index > 4 && i > 4) return i;
        }
      }
      return Number.POSITIVE_INFINITY;
    };
    expect(segments(5)).toBe(segments(1));
    expect(segments(1)).toBeGreaterThan(6);
    expect(segments(1)).toBeLessThan(60);
  });

  test('the oftener it fell, the longer it stays below where it fell from', () => {
    const secondsBelow = (falls: number): number => {
      const engine = engineAfter(7_000_000, { switching: { leapGain: 1 } });
      for (let i = 0; i < 2 * falls + 4; i++)
        engine.decide(makeSituation({ currentIndex: i < 4 || i % 2 ? 5 : 4, bufferSeconds: 26, atSeconds: 80 + 2 * i }));
      const fellAtSeconds = 80 + 2 * (2 * falls + 4);
      for (let atSeconds = fellAtSeconds; atSeconds < fellAtSeconds + 600; atSeconds += 4) {
        engine.addSample(makeSample(7_000_000, atSeconds - 1));
        if (engine.decide(makeSituation({ currentIndex: 4, bufferSeconds: 26, atSeconds })).index > 4) return atSeconds - fellAtSeconds;
      }
      return Number.POSITIVE_INFINITY;
    };
    expect(secondsBelow(3)).toBeGreaterThan(secondsBelow(1));
    expect(secondsBelow(3)).toBeLessThan(200);
  });

  test('segments that were loaded without a question in between take nothing back', () => {
    const engine = engineAfter(6_500_000, { switching: { hysteresis: 0.25 } });
    const climbs = Array.from({ length: 60 }, (_, i) => {
      const atSeconds = 100 + 8 * i;
      engine.addSample(makeSample(6_500_000, atSeconds - 5));
      engine.addSample(makeSample(6_500_000, atSeconds - 1));
      return engine.decide(makeSituation({ currentIndex: 4, bufferSeconds: 24, maxBufferSeconds: 60, atSeconds })).index > 4;
    });
    expect(climbs.slice(5)).toContain(true);
  });

  test('no quick return to the rung that just failed', () => {
    const engine = engineAfter(7_000_000, { switching: { leapGain: 1 } });
    for (let i = 0; i < 5; i++) engine.decide(makeSituation({ currentIndex: 5, bufferSeconds: 26, atSeconds: 90 + i }));
    const next = (currentIndex: number, atSeconds: number): number => {
      engine.addSample(makeSample(7_000_000, atSeconds - 1));
      return engine.decide(makeSituation({ currentIndex, bufferSeconds: 26, atSeconds })).index;
    };
    expect(next(4, 100)).toBe(4);
    expect(next(4, 300)).toBe(5);
  });
});

test('the first four decisions are start-up, which may climb in larger steps; without the buffer for a leap, later ones may not', () => {
  const climbedAt = (decision: number): number => {
    const engine = engineAfter(12_000_000);
    const situation = makeSituation({ currentIndex: 1, bufferSeconds: 7, maxBufferSeconds: 60 });
    for (let i = 1; i < decision; i++) engine.decide(situation);
    return engine.decide(situation).index - 1;
  };
  expect(climbedAt(1)).toBeGreaterThan(1);
  expect(climbedAt(4)).toBeGreaterThan(1);
  expect(climbedAt(5)).toBe(1);
});

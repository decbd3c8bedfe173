import { describe, expect, it } from 'vitest';
import { BIN_SECONDS, FUGU_TUNING, SAME_BIN_STALL } from '../fugu/constants.ts';
import { ErrorDistribution } from '../fugu/error-distribution.ts';
import { fuguRule } from '../fugu/fugu-rule.ts';
import { TransmissionTimes } from '../fugu/transmission-times.ts';
import { type StochasticObjective, type StochasticProblem, ValueIteration } from '../fugu/value-iteration.ts';
import { contextOf, deliver, random, viewOf } from './play.ts';

/** Expected worth of each first rung by the definition, all futures followed one by one. */
function expectedWorths(
  objective: StochasticObjective,
  problem: StochasticProblem,
  times: TransmissionTimes,
  step = 0,
  bin: number = problem.bufferBin,
  last: number = problem.lastRung,
): number[] {
  const { quality, switchCost, stallCost } = objective;
  return Array.from(quality, (own, rung) => {
    let worth =
      own -
      stallCost * (times.excessSeconds[step * quality.length + rung] as number) -
      (last < 0 ? 0 : switchCost * Math.abs(own - (quality[last] as number)));
    const place = step * quality.length + rung;
    for (let i = 0; i < (times.counts[place] as number); i++) {
      const time = times.bins[place * times.stride + i] as number;
      const stall = time > bin ? time - bin : time === bin ? SAME_BIN_STALL : 0;
      const next = Math.min(Math.max(bin - time, 0) + problem.segmentBins, problem.goalBin);
      const rest = step + 1 < problem.steps ? Math.max(...expectedWorths(objective, problem, times, step + 1, next, rung)) : 0;
      worth += (times.probabilities[place * times.stride + i] as number) * (rest - stallCost * stall * BIN_SECONDS);
    }
    return worth;
  });
}

describe("Fugu's value iteration", () => {
  it('equals the expectation over all futures on random tiny problems', () => {
    const draw = random(5);
    for (let round = 0; round < 60; round++) {
      const count = 2 + Math.floor(draw() * 2);
      const objective = {
        quality: Float64Array.from({ length: count }, (_, i) => i + draw() * 0.5),
        switchCost: draw() * 2,
        stallCost: draw() * 5,
      };
      const errors = new ErrorDistribution(0.3 + draw() * 0.5, 2, 2);
      errors.add(0.3 + draw());
      const steps = 1 + Math.floor(draw() * 3);
      const times = new TransmissionTimes(3 * count);
      for (let place = 0; place < steps * count; place++)
        times.set(place, (0.3 + draw() * 4) * (1 + (place % count)) * (draw() < 0.1 ? 10 : 1), errors);
      const bufferBin = Math.floor(draw() * 24);
      const problem = {
        steps,
        bufferBin,
        segmentBins: 4,
        goalBin: Math.max(bufferBin, 3 + Math.floor(draw() * 24)),
        lastRung: Math.floor(draw() * (count + 1)) - 1,
      };
      const planner = new ValueIteration(objective, 40, 60);
      const worths = expectedWorths(objective, problem, times);
      expect(worths[planner.best(problem, times)]).toBeCloseTo(Math.max(...worths), 9);
      expect(planner.value).toBeCloseTo(Math.max(...worths), 9);
    }
  });
});

describe('the error distribution', () => {
  it('is the prior at first and what was measured later', () => {
    const errors = new ErrorDistribution(0.35, 4, 20);
    const meanLog = (): number =>
      errors.probabilities.reduce((sum, p, i) => sum + (p > 0 ? p * Math.log(errors.factors[i] as number) : 0), 0);
    expect(meanLog()).toBeCloseTo(0, 9);
    for (let i = 0; i < 50; i++) errors.add(0.5);
    expect(errors.count).toBe(27);
    expect(errors.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(meanLog()).toBeCloseTo((20 / 24) * Math.log(0.5), 9);
  });

  it('gives transmission times that keep all probability', () => {
    const errors = new ErrorDistribution(0.5, 4, 20);
    const times = new TransmissionTimes(2);
    times.set(0, 3, errors);
    times.copy(0, 1);
    for (const place of [0, 1]) {
      const from = place * times.stride;
      const share = times.probabilities.slice(from, from + (times.counts[place] as number)).reduce((sum, p) => sum + p, 0);
      expect(share).toBeCloseTo(1, 12);
    }
    times.set(0, 1e9, errors);
    expect(times.counts[0]).toBe(1);
  });
});

describe('the Fugu-like rule', () => {
  it('is more careful when its forecasts were wrong', () => {
    const after = (samples: readonly number[], bufferSeconds: number): number => {
      const session = fuguRule({ ...FUGU_TUNING, priorDeviation: 0.35, priorWeight: 4, stallCost: 3 }).start(contextOf());
      for (const kbps of samples) deliver(session, kbps, viewOf({ currentIndex: 3 }));
      return session.choose(viewOf({ currentIndex: 3, bufferSeconds }));
    };
    const buffers = [3, 4, 5, 6, 7, 8, 10, 12, 15];
    const sum = (samples: readonly number[]): number => buffers.reduce((all, bufferSeconds) => all + after(samples, bufferSeconds), 0);
    const steady = Array.from({ length: 30 }, () => 2000);
    // The same level at the end, after a line that halved and doubled.
    const shaky = [...Array.from({ length: 20 }, (_, i) => (i % 2 ? 1000 : 4000)), ...Array.from({ length: 10 }, () => 2000)];
    expect(sum(shaky)).toBeLessThan(sum(steady));
  });

  it('is lowest in a near outage, where every rung takes longer than the longest time it reckons with', () => {
    const session = fuguRule().start(contextOf());
    for (let i = 0; i < 5; i++) deliver(session, 5, viewOf({ currentIndex: 4 }));
    expect(session.choose(viewOf({ currentIndex: 4, bufferSeconds: 10 }))).toBe(0);
  });

  it('never chooses lower with more buffer', () => {
    const byBuffer = [1, 4, 8, 12, 20, 30, 50].map((bufferSeconds) => {
      const session = fuguRule().start(contextOf());
      for (let i = 0; i < 8; i++) deliver(session, 2000, viewOf({ currentIndex: 2 }));
      return session.choose(viewOf({ currentIndex: 2, bufferSeconds }));
    });
    expect(byBuffer).toEqual([...byBuffer].sort((a, b) => a - b));
  });
});

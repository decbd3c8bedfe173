import { describe, expect, it } from 'vitest';
import { SODA_WEIGHTS } from '../soda/constants.ts';
import { MonotonePlanner, type SodaProblem } from '../soda/monotone-plan.ts';
import { sodaRule } from '../soda/soda-rule.ts';
import { contextOf, deliver, RATES, random, viewOf } from './play.ts';

const rates = Float64Array.from(RATES, (rate) => rate * 1000);

/** Costs of all plans that pass `allowed`, by first rung. */
function enumerate(planner: MonotonePlanner, problem: SodaProblem, allowed: (plan: number[]) => boolean): number[] {
  const best = new Array<number>(rates.length).fill(Infinity);
  for (let code = 0; code < rates.length ** problem.intervals; code++) {
    const plan = Array.from({ length: problem.intervals }, (_, i) => Math.floor(code / rates.length ** i) % rates.length);
    if (Math.max(...plan) > problem.highestRung || !allowed([problem.lastRung, ...plan])) continue;
    let buffer = problem.bufferSeconds;
    let cost = 0;
    plan.forEach((rung, i) => {
      cost += planner.intervalCost(problem, buffer, i === 0 ? problem.lastRung : (plan[i - 1] as number), rung);
      buffer = planner.endSeconds(problem, buffer, rung);
    });
    const first = plan[0] as number;
    best[first] = Math.min(best[first] as number, cost);
  }
  return best;
}

const isMonotone = (plan: number[]): boolean =>
  plan.every((rung, i) => i === 0 || rung >= (plan[i - 1] as number)) ||
  plan.every((rung, i) => i === 0 || rung <= (plan[i - 1] as number));

function* problems(count: number): Generator<SodaProblem> {
  const draw = random(3);
  for (let i = 0; i < count; i++) {
    yield {
      intervals: 2 + Math.floor(draw() * 4),
      segmentSeconds: 4,
      bufferSeconds: draw() * 30,
      goalSeconds: 30,
      targetSeconds: 18,
      bitsPerSecond: 200_000 + 5_000_000 * draw() ** 2,
      lastRung: Math.floor(draw() * 6),
      highestRung: Math.floor(draw() * 6),
    };
  }
}

describe("SODA's search", () => {
  it('equals brute force over all plans that only rise or only fall', () => {
    for (const problem of problems(200)) {
      const planner = new MonotonePlanner(rates, SODA_WEIGHTS);
      const best = enumerate(planner, problem, isMonotone);
      const first = planner.best(problem);
      const least = Math.min(...best);
      if (least === Infinity) expect(first).toBe(0);
      else expect(best[first]).toBeCloseTo(least, 9);
      expect(planner.cost === least || Math.abs(planner.cost - least) < 1e-9).toBe(true);
    }
  });

  it('seldom misses what a search over all plans would find', () => {
    let same = 0;
    let all = 0;
    for (const problem of problems(150)) {
      const planner = new MonotonePlanner(rates, SODA_WEIGHTS);
      const best = enumerate(planner, problem, () => true);
      if (Math.min(...best) === Infinity || problem.highestRung < problem.lastRung) continue;
      all++;
      if ((best[planner.best(problem)] as number) <= Math.min(...best) + 1e-9) same++;
    }
    // The paper: less than 5 % of decisions differ.
    expect(same / all).toBeGreaterThan(0.9);
  });
});

describe('SODA', () => {
  const choice = (kbps: number, bufferSeconds: number, currentIndex: number): number => {
    const session = sodaRule().start(contextOf());
    deliver(session, kbps, viewOf({ currentIndex }));
    return session.choose(viewOf({ bufferSeconds, currentIndex }));
  };

  it('is never more than one rung above the throughput', () => {
    for (const bufferSeconds of [1, 10, 30, 59]) {
      for (const currentIndex of [0, 3, 5]) {
        expect(choice(1000, bufferSeconds, currentIndex)).toBeLessThanOrEqual(2);
        expect(choice(1199, bufferSeconds, currentIndex)).toBeLessThanOrEqual(2);
        expect(choice(1201, bufferSeconds, currentIndex)).toBeLessThanOrEqual(3);
      }
    }
  });

  it('never chooses lower with more buffer, and spares an empty one', () => {
    const byBuffer = [0.5, 2, 5, 10, 20, 30, 40, 55].map((bufferSeconds) => choice(1500, bufferSeconds, 2));
    expect(byBuffer).toEqual([...byBuffer].sort((a, b) => a - b));
    expect(byBuffer[0]).toBeLessThan(byBuffer.at(-1) as number);
  });

  it('switches less the more a switch costs', () => {
    const eager = sodaRule({ ...SODA_WEIGHTS, switchWeight: 0 }).start(contextOf());
    const calm = sodaRule({ ...SODA_WEIGHTS, switchWeight: 1e6 }).start(contextOf());
    for (const session of [eager, calm]) deliver(session, 8000, viewOf({ currentIndex: 1 }));
    expect(eager.choose(viewOf({ currentIndex: 1, bufferSeconds: 30 }))).toBe(5);
    expect(calm.choose(viewOf({ currentIndex: 1, bufferSeconds: 30 }))).toBe(1);
  });
});

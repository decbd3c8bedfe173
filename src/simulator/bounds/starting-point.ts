/** Where a search begins: the best single rung, and bit prices that fit a plan. */
import type { Objective } from '../metrics/objective.ts';
import { trainPrices } from './bit-prices.ts';
import { CELL_SECONDS, type CompletionBound, createCompletionBound, MOST_CELLS } from './completion-bound.ts';
import type { Dynamics } from './dynamics.ts';
import type { Plan } from './improve-schedule.ts';
import { playSchedule } from './play-schedule.ts';

/** The rung that scores most by itself. */
export function bestFixed(dynamics: Dynamics, objective: Objective): Plan {
  const plans = Array.from({ length: dynamics.rungs }, (_, rung): Plan => {
    const schedule = new Array<number>(dynamics.segmentCount).fill(rung);
    return { schedule, startWaitSeconds: 0, score: playSchedule(dynamics, objective, schedule, 0).score };
  });
  return plans.reduce((best, plan) => (plan.score > best.score ? plan : best));
}

/** The bound for prices trained where a good plan plays, and a little dearer and cheaper ones for labels that lie off it. */
export function completionBound(dynamics: Dynamics, objective: Objective, plan: Plan): CompletionBound {
  const played = playSchedule(dynamics, objective, plan.schedule, plan.startWaitSeconds);
  const pauses = objective.stallPrice * played.stallSeconds + objective.startupPrice * played.startupSeconds;
  const prices = trainPrices(dynamics, objective, played, plan.score + pauses);
  const scaled = (factor: number): typeof prices => ({ ...prices, price: prices.price.map((value) => value * factor) });
  const starts = Array.from({ length: dynamics.rungs }, (_, rung) =>
    startSeconds(dynamics, new Array(dynamics.segmentCount).fill(rung), 0),
  );
  const cells = Math.min(MOST_CELLS, Math.ceil((1 - plan.score) / objective.startupPrice / CELL_SECONDS) + 3);
  return createCompletionBound(dynamics, objective, Math.min(...starts), [prices, scaled(0.8), scaled(1.25)], cells);
}

/** When a schedule's first frame comes. */
export function startSeconds(dynamics: Dynamics, schedule: readonly number[], waitSeconds: number): number {
  let free = dynamics.firstRequestSeconds + waitSeconds;
  for (let segment = 0; segment < dynamics.startSegments; segment++) {
    const allowed = Math.max(segment === 0 ? free : dynamics.firstRequestSeconds, dynamics.availableSeconds(segment));
    free = dynamics.arrivalSeconds(free, allowed, dynamics.sizeBits(schedule[segment] as number, segment)) + dynamics.appendSeconds;
  }
  return free;
}

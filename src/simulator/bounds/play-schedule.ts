/** Plays a fixed schedule by `PlayerSteps`. */
import type { Objective } from '../metrics/objective.ts';
import type { Dynamics } from './dynamics.ts';
import type { PlayerSteps } from './player-steps.ts';

/** What a schedule comes to. */
export interface PlayedSchedule {
  readonly schedule: readonly number[];
  /** -Infinity where a segment never comes. */
  readonly score: number;
  /** Wall time at which segment 0 would have begun, had it played without a stall up to each segment's arrival, by segment. */
  readonly originSeconds: Float64Array;
}

export function playSchedule(dynamics: Dynamics, steps: PlayerSteps, schedule: readonly number[]): PlayedSchedule {
  const { segmentWallSeconds: wall, segmentCount, startSegments } = dynamics;
  const originSeconds = new Float64Array(segmentCount);
  steps.begin();
  for (let segment = 0; segment < segmentCount; segment++) {
    if (!steps.load(segment, schedule[segment - 1] ?? 0, schedule[segment] as number)) {
      return { schedule, score: -Infinity, originSeconds };
    }
    const dry = steps.held > 0 ? steps.freeSeconds : steps.drySeconds;
    originSeconds[segment] = segment + 1 < startSegments ? steps.freeSeconds : dry - (segment + 1 - steps.held) * wall;
  }
  return { schedule, score: steps.worth, originSeconds };
}

/**
 * The rung that scores most by itself, and how late a session worth looking at may play: as the lowest rung in the end, or after a
 * first segment so large that its start-up still leaves room for a better score.
 */
export function bestFixed(dynamics: Dynamics, objective: Objective, steps: PlayerSteps): { best: PlayedSchedule; latestSeconds: number } {
  const plans = Array.from({ length: dynamics.rungs }, (_, rung) =>
    playSchedule(dynamics, steps, new Array<number>(dynamics.segmentCount).fill(rung)),
  );
  const best = plans.reduce((most, plan) => (plan.score > most.score ? plan : most));
  const startSeconds = plans
    .map((plan) => plan.originSeconds[dynamics.startSegments - 1] as number)
    .filter((start) => 1 - objective.startupPrice * start > best.score);
  return { best, latestSeconds: Math.max(plans[0]?.originSeconds.at(-1) ?? 0, best.originSeconds.at(-1) ?? 0, ...startSeconds) };
}

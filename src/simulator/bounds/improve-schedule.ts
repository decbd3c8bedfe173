import type { Objective } from '../metrics/objective.ts';
import type { Dynamics } from './dynamics.ts';
import { playSchedule } from './play-schedule.ts';

/** Lengths of the runs that are tried at another rung. */
const RUNS = [1, 2, 3, 5, 8, 13];

/** Changes of the first request's wait that are tried, seconds. */
const WAITS = [-3.2, -0.8, -0.2, -0.05, 0.05, 0.2, 0.8, 3.2];

/** A schedule and how long its first request waits. */
export interface Plan {
  readonly schedule: readonly number[];
  readonly startWaitSeconds: number;
  readonly score: number;
}

/** Moves runs of segments to other rungs, and the first request to other times, as long as that helps, at most `sweeps` times along the session. */
export function improveSchedule(dynamics: Dynamics, objective: Objective, plan: Plan, sweeps: number): Plan {
  const schedule = [...plan.schedule];
  let { score, startWaitSeconds } = plan;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = score;
    for (let from = 0; from < schedule.length; from++) {
      for (const length of RUNS) {
        const kept = schedule.slice(from, from + length);
        let best = -1;
        for (let rung = 0; rung < dynamics.rungs; rung++) {
          if (kept.every((own) => own === rung)) continue;
          schedule.fill(rung, from, from + length);
          const played = playSchedule(dynamics, objective, schedule, startWaitSeconds).score;
          if (played > score + 1e-9) {
            score = played;
            best = rung;
          }
        }
        if (best < 0) schedule.splice(from, kept.length, ...kept);
        else schedule.fill(best, from, from + length);
      }
    }
    for (const change of WAITS) {
      for (let wait = startWaitSeconds + change; wait >= 0; wait += change) {
        const played = playSchedule(dynamics, objective, schedule, wait).score;
        if (played <= score + 1e-9) break;
        score = played;
        startWaitSeconds = wait;
      }
    }
    if (score <= before) break;
  }
  return { schedule, startWaitSeconds, score };
}

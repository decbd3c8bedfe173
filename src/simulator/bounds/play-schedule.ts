/** Plays a fixed schedule by the optimum's dynamics, exactly. */
import type { Objective } from '../metrics/objective.ts';
import type { Dynamics } from './dynamics.ts';

/** What a schedule comes to. */
export interface PlayedSchedule {
  /** -Infinity where a segment never comes. */
  readonly score: number;
  readonly startupSeconds: number;
  readonly stallSeconds: number;
  /** Wall time at which segment 0 would have begun, had it played without a stall up to each segment's arrival, by segment. */
  readonly originSeconds: Float64Array;
}

/** Loads `schedule[k]` for segment k, each as early as allowed, the first `startWaitSeconds` later than possible. */
export function playSchedule(
  dynamics: Dynamics,
  objective: Objective,
  schedule: ArrayLike<number>,
  startWaitSeconds: number,
): PlayedSchedule {
  const { segmentWallSeconds: wall, segmentCount, rungs, startSegments, resumeSegments } = dynamics;
  let freeSeconds = dynamics.firstRequestSeconds + startWaitSeconds;
  let startupSeconds = -1;
  let stallSeconds = 0;
  let earned = 0;
  /** When the media runs dry, once playing; while stalled, since when. */
  let drySeconds = Infinity;
  /** Segments waiting for a stall's end. */
  let held = 0;
  const originSeconds = new Float64Array(segmentCount);
  for (let segment = 0; segment < segmentCount; segment++) {
    const rung = schedule[segment] as number;
    earned += objective.reward[rung] as number;
    if (segment > 0) earned -= objective.switchPrice[(schedule[segment - 1] as number) * rungs + rung] as number;
    const roomSeconds = startupSeconds < 0 || held > 0 ? 0 : drySeconds - (dynamics.goalWallSeconds[rung] as number);
    const allowedSeconds = segment === 0 ? freeSeconds : Math.max(roomSeconds, dynamics.firstRequestSeconds);
    const bits = dynamics.sizeBits(rung, segment);
    const endSeconds =
      dynamics.arrivalSeconds(freeSeconds, Math.max(allowedSeconds, dynamics.availableSeconds(segment)), bits) + dynamics.appendSeconds;
    if (endSeconds === Infinity) return { score: -Infinity, startupSeconds, stallSeconds, originSeconds };
    const isLast = segment === segmentCount - 1;
    if (startupSeconds < 0) {
      if (segment + 1 >= startSegments || isLast) {
        startupSeconds = endSeconds;
        drySeconds = endSeconds + (segment + 1) * wall;
      }
    } else if (held > 0 || endSeconds > drySeconds) {
      held++;
      if (held >= resumeSegments || isLast) {
        stallSeconds += endSeconds - drySeconds;
        drySeconds = endSeconds + held * wall;
        held = 0;
      }
    } else {
      drySeconds += wall;
    }
    originSeconds[segment] = drySeconds - (segment + 1 - held) * wall;
    freeSeconds = endSeconds;
  }
  const score = earned - objective.stallPrice * stallSeconds - objective.startupPrice * startupSeconds;
  return { score, startupSeconds, stallSeconds, originSeconds };
}

import { createObjectives } from '../metrics/objective.ts';
import type { SessionOptions } from '../session-options.ts';
import { type AudioReading, createDynamics, type Dynamics } from './dynamics.ts';
import { improveSchedule, type Plan } from './improve-schedule.ts';
import { playSchedule } from './play-schedule.ts';
import { search } from './search.ts';
import { bestFixed, completionBound, startSeconds } from './starting-point.ts';

/** A session that gives up lasts this many times its content: see `session.ts`. */
const PATIENCE = 10;

/** Times are compared to rounding: a schedule on the bound may come out this much above it. */
const ROUNDING = 1e-9;

export interface OptimumSettings {
  /** Earliest instant at which any player of this model can ask for a segment, session seconds. Default 0. */
  readonly firstRequestSeconds?: number;
  /** What all merging of labels may cost together, units of the score. Default 0.002. */
  readonly epsilon?: number;
  /** Labels kept at a step. More: a closer bound, and slower. Default 1000. */
  readonly mostLabels?: number;
}

export interface OfflineOptimum {
  /** Of `schedule`, played by the bound's own kind rules: what is certainly possible for them. */
  readonly score: number;
  /** No rule scores more in this session, whatever it knows. */
  readonly upperBound: number;
  /** Rungs, one a segment. */
  readonly schedule: readonly number[];
  /** How long the schedule waits before its first request, seconds: an early start may cost a stall later. */
  readonly startWaitSeconds: number;
}

/**
 * The best score J that any rule could reach in a session, knowing everything (sota.md, section 7).
 *
 * A forward search over labels: ways to have loaded k segments. A label holds
 * - `freeSeconds` t: when the next request may go,
 * - `roomSeconds` D: when the media runs dry, as the buffer goal sees it (a request may go at D - goal),
 * - `worth` w: score so far,
 * - `unstalledWorth` z = w + p D', where p is the price of a stalled second and D' when the media runs dry, as stalls see it.
 * Loading a segment of reward g that arrives at e makes t = e, D = max(D, e) + d, w = min(w, z - p e) + g, z = z + g + p d.
 *
 * Dominance. All four updates are monotone: they fall or rise together with t, D, w and z, because arrivals never get earlier by
 * asking later. So a label with no greater t and D and no smaller w and z stays ahead whatever both do next; with w and z up to
 * epsilon smaller it stays at most epsilon behind. Labels of different rungs compare after one switch between them: switch
 * prices are a metric, so the detour covers whatever the other would pay next. A later deadline that was bought by a stall has paid
 * for it: it raises D' and lowers w by p as much, and leaves z alone. D must be no greater, as a later playhead also means a later
 * request at a full buffer; labels whose D differ by less than `roomSpreadSeconds` are merged with the lesser D, which only helps.
 *
 * Start-up. Waiting before the first request costs start-up time, which is cheaper than stalls, so it can pay. Waits between two grid
 * points share a label that loads from the first and plays from the second.
 *
 * Pruning. A label's promise is its worth and the completion bound. One whose promise is below a schedule already known is
 * dropped; of those left out for want of room the best promise counts towards `upperBound`. So does epsilon.
 *
 * With separate audio two kinder problems are solved and the lesser bound taken: without the audio, and with its bits in the same
 * queue as the video's while no round trip is ever idle.
 *
 * Sessions with seeks have no such bound: `upperBound` is 1, which no session exceeds.
 */
export function offlineOptimum(options: SessionOptions, settings: OptimumSettings = {}): OfflineOptimum {
  const plain = solve(options, settings, 'none');
  const pooled = options.content.audio ? solve(options, settings, 'pooled') : plain;
  const { schedule, startWaitSeconds, score } = pooled;
  const hasSeeks = options.player.live === undefined && (options.seeks?.length ?? 0) > 0;
  const upperBound = hasSeeks ? 1 : Math.min(plain.upperBound, pooled.upperBound) + ROUNDING;
  return { score: Math.min(score, upperBound), upperBound, schedule, startWaitSeconds };
}

function solve(options: SessionOptions, settings: OptimumSettings, audio: AudioReading): Plan & { upperBound: number } {
  const { firstRequestSeconds = 0, epsilon = 0.002, mostLabels = 1000 } = settings;
  const dynamics = createDynamics(options, firstRequestSeconds, audio);
  const objective = createObjectives(options.content, dynamics.segmentCount).score;
  const count = dynamics.segmentCount;
  // A session that gave up stood still for all but its content's length; start-up is the cheapest way to.
  const gaveUp = 1 - objective.startupPrice * (PATIENCE * count * options.content.segmentSeconds - count * dynamics.segmentWallSeconds);
  let plan = bestFixed(dynamics, objective);
  if (plan.score === -Infinity) return { ...plan, score: gaveUp, upperBound: Math.max(gaveUp, 0) };
  let upperBound = 1;
  const passes = [
    { epsilon: 0.1, mostLabels: Math.ceil(mostLabels / 10), diverse: true, startStepSeconds: 0.5 },
    { epsilon, mostLabels, diverse: false, startStepSeconds: 0.5 },
  ];
  for (const pass of passes) {
    plan = improveSchedule(dynamics, objective, plan, 2);
    const bound = completionBound(dynamics, objective, plan);
    const found = search(dynamics, objective, bound, { ...pass, epsilon: pass.epsilon / count, floor: plan.score });
    if (found.schedule) {
      const startWaitSeconds = waitFor(dynamics, found.schedule, found.startSeconds);
      const { score } = playSchedule(dynamics, objective, found.schedule, startWaitSeconds);
      if (score > plan.score) plan = { schedule: found.schedule, startWaitSeconds, score };
    }
    upperBound = Math.min(upperBound, found.upperBound);
  }
  plan = improveSchedule(dynamics, objective, plan, 1);
  return { ...plan, upperBound: Math.max(upperBound, plan.score, gaveUp) };
}

/** The shortest wait before the first request that puts the first frame at an instant or later. */
function waitFor(dynamics: Dynamics, schedule: readonly number[], atSeconds: number): number {
  if (startSeconds(dynamics, schedule, 0) >= atSeconds - ROUNDING) return 0;
  let low = 0;
  let high = atSeconds;
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (startSeconds(dynamics, schedule, middle) < atSeconds) low = middle;
    else high = middle;
  }
  return high;
}

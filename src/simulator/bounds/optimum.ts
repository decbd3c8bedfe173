import { measureSession } from '../metrics/measure-session.ts';
import { createObjectives } from '../metrics/objective.ts';
import { simulateSession } from '../session.ts';
import type { SessionOptions } from '../session-options.ts';
import { beamSearch } from './beam-search.ts';
import { BoundSearch } from './bound-search.ts';
import { CompletionBound } from './completion-bound.ts';
import { createDynamics } from './dynamics.ts';
import { bestFixed, type PlayedSchedule, playSchedule } from './play-schedule.ts';
import { PlayerSteps } from './player-steps.ts';
import { scheduleRule } from './schedule-rule.ts';
import { originGrid, pricesFor } from './starting-point.ts';

/** A session that gives up lasts this many times its content: see `session.ts`. */
const PATIENCE = 10;

/** Times are compared to rounding: a schedule on the bound may come out this much above it. */
const ROUNDING = 1e-6;

/** Widths of the searches for a schedule; each one's prices are trained on what the one before found. */
const WIDTHS = [30, 120];

/** Grid of the time when the link is free, as a share of the content: 0.25 s of 180 s. */
const LINK_CELL_SHARE = 1 / 720;

/** How much coarser the search for late first frames is: there are many more of them. */
const COARSENESS = 2;

export interface OptimumSettings {
  /** Earliest instant at which any player of this model can ask for a segment, session seconds. Default: found by a simulated session. */
  readonly firstRequestSeconds?: number;
  /** Labels kept at a step of the search for the upper bound. More: a closer bound, and slower. Default 1000. */
  readonly mostLabels?: number;
}

export interface OfflineOptimum {
  /** Of `schedule`, played in the simulator: certainly possible. */
  readonly score: number;
  /** No rule scores more in this session, whatever it knows and does. */
  readonly upperBound: number;
  /** The same for rules that neither wait before the first frame nor ask for their first segment twice. Much closer. */
  readonly promptUpperBound: number;
  /** Rungs, one a segment. */
  readonly schedule: readonly number[];
}

/**
 * The best score J that a rule could reach in a session, knowing everything (sota.md, section 7), from both sides.
 *
 * From below: a beam search over the ways to have loaded k segments, by the simulator's own dynamics (`PlayerSteps`), ranked by their
 * score so far and a bound on the rest (`CompletionBound`). What it finds is played in the simulator.
 *
 * From above: `BoundSearch` over the same ways under kind dynamics, merged in favour of all; what cannot beat the schedule is left out.
 * A late first frame costs little and moves every deadline, so putting it off can beat every prompt start, above all before an
 * outage. Players do not, but a rule that restarts its first segment could: `upperBound` counts that, `promptUpperBound` does not.
 *
 * Sessions with seeks have no such bound: theirs are 1, which no session exceeds.
 */
export function offlineOptimum(options: SessionOptions, settings: OptimumSettings = {}): OfflineOptimum {
  const { mostLabels = 1000 } = settings;
  const playReal = (schedule: readonly number[]): number =>
    measureSession(simulateSession(options, scheduleRule('schedule', schedule)), options.content).score;
  const firstRequestSeconds = settings.firstRequestSeconds ?? firstRequest(options);
  const dynamics = createDynamics(options, firstRequestSeconds);
  const objective = createObjectives(options.content, dynamics.segmentCount).score;
  const steps = new PlayerSteps(options, dynamics, objective);
  const { best: fixed, latestSeconds } = bestFixed(dynamics, objective, steps);
  const hasSeeks = options.player.live === undefined && (options.seeks?.length ?? 0) > 0;
  // A segment that never comes, for whatever rung: no search has a place to begin.
  if (fixed.score === -Infinity) return { score: playReal(fixed.schedule), upperBound: 1, promptUpperBound: 1, schedule: fixed.schedule };
  const grid = originGrid(dynamics, objective, latestSeconds);
  let plan = fixed;
  let trainedOn: PlayedSchedule = plan;
  let prices = pricesFor(dynamics, objective, plan);
  let bound = new CompletionBound(dynamics, objective, prices, grid);
  for (const width of WIDTHS) {
    if (trainedOn !== plan) {
      prices = pricesFor(dynamics, objective, plan);
      bound = new CompletionBound(dynamics, objective, prices, grid);
    }
    trainedOn = plan;
    const schedule = beamSearch(dynamics, objective, steps, bound, width, plan.score);
    const played = schedule && playSchedule(dynamics, steps, schedule);
    if (played && played.score > plan.score) plan = played;
  }
  // A session that gave up stood still for all but its content's length; start-up is the cheapest way to.
  const { segmentCount: count, segmentWallSeconds } = dynamics;
  const gaveUp = 1 - objective.startupPrice * (PATIENCE * count * options.content.segmentSeconds - count * segmentWallSeconds);
  const linkCellSeconds = LINK_CELL_SHARE * count * segmentWallSeconds;
  const prompt = new BoundSearch(dynamics, objective, bound, {
    linkCellSeconds,
    mostLabels,
    grid,
    floor: Math.max(plan.score, gaveUp),
    canPutOffStart: false,
  }).run();
  // The relaxed search sees further than the beam: its path is often the better one when played exactly.
  const relaxed = prompt.schedule && playSchedule(dynamics, steps, prompt.schedule);
  if (relaxed && relaxed.score > plan.score) plan = relaxed;
  const score = playReal(plan.schedule);
  const { schedule } = plan;
  if (hasSeeks) return { score, upperBound: 1, promptUpperBound: 1, schedule };
  const promptUpperBound = Math.max(prompt.upperBound, score) + ROUNDING;
  // Beyond it, start-up alone costs what the best session could be worth more.
  const lateSeconds = (1 - promptUpperBound) / objective.startupPrice;
  const lateGrid = originGrid(dynamics, objective, Math.max(lateSeconds, latestSeconds), COARSENESS);
  const lateBound = new CompletionBound(dynamics, objective, prices, lateGrid);
  const late = new BoundSearch(dynamics, objective, lateBound, {
    linkCellSeconds: COARSENESS * linkCellSeconds,
    mostLabels: Math.ceil(mostLabels / COARSENESS),
    grid: lateGrid,
    floor: promptUpperBound,
    canPutOffStart: true,
  }).run();
  return { score, upperBound: late.upperBound, promptUpperBound, schedule };
}

/** When a player asks for its first segment: the same for every rule that does not wait. */
function firstRequest(options: SessionOptions): number {
  return simulateSession(options, scheduleRule('lowest', [0])).segments[0]?.requestSeconds ?? 0;
}

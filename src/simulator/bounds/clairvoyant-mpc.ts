/** Model-predictive control with the true future instead of a forecast. */
import { createObjectives, type Objective } from '../metrics/objective.ts';
import type { PlayerView, Rule } from '../rule.ts';
import { CompletionBound } from './completion-bound.ts';
import { createDynamics, type Dynamics } from './dynamics.ts';
import { knownSession } from './known-session.ts';
import { bestFixed } from './play-schedule.ts';
import { PlayerSteps } from './player-steps.ts';
import { originGrid, pricesFor } from './starting-point.ts';

/** Segments planned: RobustMPC's horizon (Yin et al., SIGCOMM 2015). */
const HORIZON = 5;

/**
 * Plans `HORIZON` segments over the true link and sizes for the score J, plays the first, plans again. What follows a plan is valued by
 * the optimum's completion bound: without a value for its buffer a plan would end on an empty one.
 */
export function clairvoyantMpcRule(): Rule {
  return {
    name: 'clairvoyant-mpc',
    start(context) {
      const options = knownSession(context);
      const dynamics = createDynamics(options, 0);
      const objective = createObjectives(options.content, dynamics.segmentCount).score;
      const steps = new PlayerSteps(options, dynamics, objective);
      const { best, latestSeconds } = bestFixed(dynamics, objective, steps);
      const grid = originGrid(dynamics, objective, latestSeconds);
      const bound = new CompletionBound(dynamics, objective, pricesFor(dynamics, objective, best), grid);
      const search = new Search(dynamics, objective, steps, bound, grid.cellSeconds);
      return { choose: (view) => search.choose(view) };
    },
  };
}

/** Branch and bound over the rungs of the next segments. */
class Search {
  private best = -Infinity;
  private bestFirst = 0;
  private last = 0;
  /** The next segment that is not chosen for good, and what was chosen for the one before. */
  private segment = -1;
  private chosen = 0;
  private previous = -1;
  /** Where the session stood at each depth of the search. */
  private readonly stack: Float64Array[] = Array.from({ length: HORIZON + 1 }, () => new Float64Array(PlayerSteps.FIELDS));
  private readonly dynamics: Dynamics;
  private readonly objective: Objective;
  private readonly steps: PlayerSteps;
  private readonly bound: CompletionBound;
  /** The bound rounds deadlines up by as much; a plan must keep them. */
  private readonly marginSeconds: number;

  constructor(dynamics: Dynamics, objective: Objective, steps: PlayerSteps, bound: CompletionBound, cellSeconds: number) {
    this.dynamics = dynamics;
    this.objective = objective;
    this.steps = steps;
    this.bound = bound;
    this.marginSeconds = 2 * cellSeconds;
    steps.begin();
    steps.save(this.stack[0] as Float64Array, 0);
  }

  choose(view: PlayerView): number {
    const { steps, stack } = this;
    const { segmentIndex, atSeconds, bufferSeconds, started, playbackRate } = view;
    const now = stack[0] as Float64Array;
    steps.restore(now, 0);
    if (this.segment >= 0 && segmentIndex > this.segment) {
      // What the last choice left behind: the connection's window, known playlists.
      steps.load(this.segment, Math.max(this.previous, 0), this.chosen);
      this.previous = this.chosen;
    }
    this.segment = segmentIndex;
    steps.freeSeconds = atSeconds;
    // A player that asks with the segment in hand has not begun to play it, but will.
    const plays = started || segmentIndex >= this.dynamics.startSegments;
    steps.drySeconds = plays ? atSeconds + bufferSeconds / playbackRate : 0;
    steps.held = 0;
    steps.worth = 0;
    steps.save(now, 0);
    this.best = -Infinity;
    this.last = Math.min(segmentIndex + HORIZON, this.dynamics.segmentCount);
    this.extend(segmentIndex, this.previous, 0, -1);
    this.chosen = this.bestFirst;
    return this.bestFirst;
  }

  private extend(segment: number, rung: number, depth: number, first: number): void {
    const { steps, dynamics, stack } = this;
    const now = stack[depth] as Float64Array;
    for (let next = dynamics.rungs - 1; next >= 0; next--) {
      steps.restore(now, 0);
      // A segment that never comes is no worse whichever it is.
      if (!steps.load(segment, Math.max(rung, 0), next)) continue;
      const total = steps.worth + this.rest(segment + 1, next);
      if (total <= this.best) continue;
      if (segment + 1 >= this.last) {
        this.best = total;
        this.bestFirst = first < 0 ? next : first;
        continue;
      }
      steps.save(stack[depth + 1] as Float64Array, 0);
      this.extend(segment + 1, next, depth + 1, first < 0 ? next : first);
    }
  }

  private rest(segment: number, rung: number): number {
    const { steps, dynamics, objective } = this;
    if (segment < dynamics.startSegments) return this.bound.most(segment, rung, steps.freeSeconds, Infinity);
    const { held, freeSeconds } = steps;
    if (held === 0) return this.bound.most(segment, rung, freeSeconds, steps.drySeconds - this.marginSeconds);
    const dry = freeSeconds + held * dynamics.segmentWallSeconds - this.marginSeconds;
    return this.bound.most(segment, rung, freeSeconds, dry) - objective.stallPrice * (freeSeconds - steps.drySeconds);
  }
}

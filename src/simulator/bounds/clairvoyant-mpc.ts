/** Model-predictive control with the true future instead of a forecast. */
import { createObjectives, type Objective } from '../metrics/objective.ts';
import type { PlayerView, Rule } from '../rule.ts';
import { CELL_SECONDS, type CompletionBound } from './completion-bound.ts';
import { createDynamics, type Dynamics } from './dynamics.ts';
import { improveSchedule } from './improve-schedule.ts';
import { knownSession } from './known-session.ts';
import { bestFixed, completionBound } from './starting-point.ts';

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
      const dynamics = createDynamics(options, 0, options.content.audio ? 'pooled' : 'none');
      const objective = createObjectives(options.content, dynamics.segmentCount).score;
      const bound = completionBound(dynamics, objective, improveSchedule(dynamics, objective, bestFixed(dynamics, objective), 1));
      return { choose: (view) => new Search(dynamics, objective, bound, view, context.player.pollSeconds).first() };
    },
  };
}

/** Branch and bound over the rungs of the next segments. */
class Search {
  private best = -Infinity;
  private bestFirst = 0;
  private readonly last: number;
  private readonly dynamics: Dynamics;
  private readonly objective: Objective;
  private readonly bound: CompletionBound;
  private readonly pollSeconds: number;
  private readonly view: PlayerView;

  constructor(dynamics: Dynamics, objective: Objective, bound: CompletionBound, view: PlayerView, pollSeconds: number) {
    this.dynamics = dynamics;
    this.objective = objective;
    this.view = view;
    this.last = Math.min(view.segmentIndex + HORIZON, dynamics.segmentCount);
    this.bound = bound;
    this.pollSeconds = pollSeconds;
  }

  first(): number {
    const { segmentIndex, currentIndex, atSeconds, bufferSeconds, started, playbackRate } = this.view;
    const dry = started ? atSeconds + bufferSeconds / playbackRate : -1;
    // Buffered media before the start is kept apart: it plays once the first frame comes.
    this.extend(segmentIndex, currentIndex, atSeconds, dry, 0, -1);
    return this.bestFirst;
  }

  /** `drySeconds` < 0: playback has not begun. */
  private extend(segment: number, rung: number, freeSeconds: number, drySeconds: number, worth: number, first: number): void {
    const { objective, dynamics } = this;
    // The bound rounds deadlines up by as much; a plan must keep them.
    const dry = drySeconds < 0 ? Infinity : drySeconds - 2 * CELL_SECONDS;
    const rest = this.bound.most(segment, Math.max(rung, 0), freeSeconds, dry);
    const total = worth + rest;
    if (total <= this.best) return;
    if (segment >= this.last) {
      this.best = total;
      this.bestFirst = first;
      return;
    }
    // From the present rung outwards would be no better: the highest that pays ends the search soonest.
    for (let next = dynamics.rungs - 1; next >= 0; next--) {
      const switched = rung < 0 ? 0 : (objective.switchPrice[rung * dynamics.rungs + next] as number);
      const [free, nextDry, cost] = this.load(segment, next, freeSeconds, drySeconds);
      this.extend(segment + 1, next, free, nextDry, worth + (objective.reward[next] as number) - switched - cost, first < 0 ? next : first);
    }
  }

  /** Loads a segment: when the link is free, when the media runs dry, and what waiting cost. */
  private load(segment: number, rung: number, freeSeconds: number, drySeconds: number): [free: number, dry: number, cost: number] {
    const { dynamics, objective } = this;
    const { segmentWallSeconds: wall } = dynamics;
    // A full buffer is looked at again only so often: the plan counts on the latest look.
    const room = drySeconds < 0 ? 0 : drySeconds - (dynamics.goalWallSeconds[rung] as number) + this.pollSeconds;
    const allowed = Math.max(room, freeSeconds, dynamics.availableSeconds(segment));
    const end = dynamics.arrivalSeconds(freeSeconds, allowed, dynamics.sizeBits(rung, segment)) + dynamics.appendSeconds;
    if (end === Infinity) return [end, end, Infinity];
    if (drySeconds >= 0) return [end, Math.max(end, drySeconds) + wall, objective.stallPrice * Math.max(0, end - drySeconds)];
    if (segment + 1 < dynamics.startSegments) return [end, -1, objective.startupPrice * (end - freeSeconds)];
    return [end, end + (segment + 1) * wall, objective.startupPrice * (end - freeSeconds)];
  }
}

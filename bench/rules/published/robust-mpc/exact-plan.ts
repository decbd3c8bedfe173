/** What a plan is worth: sum of quality - switchCost x |steps of quality| - stallCost x seconds stalled. */
export interface PlanObjective {
  /** Quality of each rung, rising. */
  readonly quality: Float64Array;
  readonly switchCost: number;
  /** Per second. */
  readonly stallCost: number;
}

/** One planning problem. */
export interface PlanProblem {
  /** Segments to plan, 1..the planner's horizon. */
  readonly steps: number;
  readonly segmentSeconds: number;
  /** Buffer now, seconds. */
  readonly bufferSeconds: number;
  /** Most media at a request, seconds: beyond it the player waits. */
  readonly goalSeconds: number;
  /** Rung of the last segment; -1 = none, the first switch is free. */
  readonly lastRung: number;
  /** Download time, seconds, at [step * rungs + rung]. */
  readonly downloadSeconds: Float64Array;
}

/** Shares of the stall cost at which a bound is computed; any share in 0..1 gives a true bound, several give a tight one. */
const BOUND_SHARES = [0, 0.1, 0.25, 0.5, 1];

/**
 * Finds the best of all rungs^steps plans exactly, by depth-first search that skips what cannot win.
 *
 * The bound: whatever is played from buffer b in k more steps, the stalls last at least (download times - b - media added
 * before the last download). Charging a share s of that instead of the true stalls can only flatter, and then the best rest
 * of a plan depends on the last rung alone: a small table per share, filled backwards.
 */
export class ExactPlanner {
  private readonly objective: PlanObjective;
  private readonly rungs: number;
  private readonly stepCost: Float64Array;
  /** [(share * (horizon + 1) + step) * rungs + last rung]. */
  private readonly bounds: Float64Array;
  private readonly strideOfShare: number;
  private problem!: PlanProblem;
  private bestValue = 0;
  private bestFirst = 0;

  constructor(objective: PlanObjective, horizon: number) {
    const rungs = objective.quality.length;
    this.objective = objective;
    this.rungs = rungs;
    this.strideOfShare = (horizon + 1) * rungs;
    this.bounds = new Float64Array(BOUND_SHARES.length * this.strideOfShare);
    this.stepCost = new Float64Array(rungs * rungs);
    for (let from = 0; from < rungs; from++) {
      for (let to = 0; to < rungs; to++) {
        const difference = (objective.quality[to] as number) - (objective.quality[from] as number);
        this.stepCost[from * rungs + to] = objective.switchCost * Math.abs(difference);
      }
    }
  }

  /** First rung of the best plan; the higher one of equals, as in Pensieve's remake. */
  best(problem: PlanProblem): number {
    this.problem = problem;
    this.fillBounds();
    // The best plan that keeps one rung is a floor; a hair below, so that the search finds it itself.
    this.bestValue = -Infinity;
    for (let rung = 0; rung < this.rungs; rung++) {
      const value = this.steady(rung);
      if (value > this.bestValue) {
        this.bestValue = value;
        this.bestFirst = rung;
      }
    }
    this.bestValue -= 1e-9 * (1 + Math.abs(this.bestValue));
    this.search(0, problem.lastRung, problem.bufferSeconds, 0, -1);
    return this.bestFirst;
  }

  /** Worth of the plan found by the last `best`. */
  get value(): number {
    return this.bestValue;
  }

  private search(step: number, last: number, buffer: number, value: number, first: number): void {
    const { problem, rungs, stepCost, objective } = this;
    const { steps, downloadSeconds, segmentSeconds, goalSeconds } = problem;
    const isLast = step + 1 === steps;
    for (let rung = rungs - 1; rung >= 0; rung--) {
      const download = downloadSeconds[step * rungs + rung] as number;
      const switched = last < 0 ? 0 : (stepCost[last * rungs + rung] as number);
      const stall = download > buffer ? download - buffer : 0;
      const sum = value + (objective.quality[rung] as number) - switched - objective.stallCost * stall;
      const begin = first < 0 ? rung : first;
      if (isLast) {
        if (sum > this.bestValue) {
          this.bestValue = sum;
          this.bestFirst = begin;
        }
        continue;
      }
      const next = Math.min(Math.max(buffer - download, 0) + segmentSeconds, goalSeconds);
      if (sum + this.bound(step + 1, rung, next) > this.bestValue) this.search(step + 1, rung, next, sum, begin);
    }
  }

  /** Most that steps `step`.. can add, coming from rung `last` with this buffer. */
  private bound(step: number, last: number, buffer: number): number {
    const { steps, segmentSeconds, goalSeconds } = this.problem;
    const covered = buffer + (steps - step) * segmentSeconds - Math.min(segmentSeconds, goalSeconds);
    const { stallCost } = this.objective;
    let lowest = Infinity;
    let at = step * this.rungs + last;
    for (let i = 0; i < BOUND_SHARES.length; i++) {
      const bound = (this.bounds[at] as number) + (BOUND_SHARES[i] as number) * stallCost * covered;
      if (bound < lowest) lowest = bound;
      at += this.strideOfShare;
    }
    return lowest;
  }

  private fillBounds(): void {
    const { problem, rungs, bounds, stepCost, objective } = this;
    for (let i = 0; i < BOUND_SHARES.length; i++) {
      const base = i * this.strideOfShare;
      const price = (BOUND_SHARES[i] as number) * objective.stallCost;
      bounds.fill(0, base + problem.steps * rungs, base + (problem.steps + 1) * rungs);
      for (let step = problem.steps - 1; step > 0; step--) {
        const here = base + step * rungs;
        for (let last = 0; last < rungs; last++) {
          let most = -Infinity;
          for (let rung = 0; rung < rungs; rung++) {
            const gain =
              (objective.quality[rung] as number) -
              (stepCost[last * rungs + rung] as number) -
              price * (problem.downloadSeconds[step * rungs + rung] as number) +
              (bounds[here + rungs + rung] as number);
            if (gain > most) most = gain;
          }
          bounds[here + last] = most;
        }
      }
    }
  }

  private steady(rung: number): number {
    const { problem, rungs, objective } = this;
    let buffer = problem.bufferSeconds;
    let value = problem.lastRung < 0 ? 0 : -(this.stepCost[problem.lastRung * rungs + rung] as number);
    for (let step = 0; step < problem.steps; step++) {
      const download = problem.downloadSeconds[step * rungs + rung] as number;
      value += (objective.quality[rung] as number) - objective.stallCost * Math.max(0, download - buffer);
      buffer = Math.min(Math.max(buffer - download, 0) + problem.segmentSeconds, problem.goalSeconds);
    }
    return value;
  }
}

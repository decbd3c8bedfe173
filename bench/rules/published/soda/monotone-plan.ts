import type { SodaWeights } from './constants.ts';

/** One planning problem of SODA. Intervals last one segment; buffers in seconds of media. */
export interface SodaProblem {
  readonly intervals: number;
  readonly segmentSeconds: number;
  readonly bufferSeconds: number;
  /** xmax. */
  readonly goalSeconds: number;
  /** xbar. */
  readonly targetSeconds: number;
  /** Forecast over the playback rate, bits per second of playback, > 0. */
  readonly bitsPerSecond: number;
  /** Rung of the last segment, >= 0. */
  readonly lastRung: number;
  /** Highest rung that may be used. */
  readonly highestRung: number;
}

/**
 * SODA's controller: least cost over plans that only rise or only fall (keeping a rung is both).
 *
 * Interval n with rate r from buffer x loads a = forecast / r segments and ends at x' = x + (a - 1) L, at most xmax, and costs
 * v(r) a + beta b(x') + gamma (v(r) - v(r'))^2, with v = ln(top / r) / ln(top / lowest) and b the squared distance to
 * xbar in units of xbar, times epsilon above it. A plan that runs dry is not allowed.
 * Right of xmax the player waits, as in the paper; the cost there stays that of the bits that could have been loaded, else a
 * full buffer would hold a low rung for ever.
 */
export class MonotonePlanner {
  private readonly rates: Float64Array;
  private readonly distortion: Float64Array;
  private readonly weights: SodaWeights;
  private problem!: SodaProblem;
  private bestCost = Infinity;
  private bestFirst = 0;

  constructor(rates: Float64Array, weights: SodaWeights) {
    this.rates = rates;
    this.weights = weights;
    const top = rates[rates.length - 1] as number;
    const span = Math.log(top / (rates[0] as number));
    this.distortion = rates.map((rate) => Math.log(top / rate) / span);
  }

  /** First rung of the best plan; the lowest where every plan runs dry. */
  best(problem: SodaProblem): number {
    this.problem = problem;
    this.bestCost = Infinity;
    this.bestFirst = 0;
    this.search(0, problem.lastRung, problem.bufferSeconds, 0, -1, 1);
    this.search(0, problem.lastRung, problem.bufferSeconds, 0, -1, -1);
    return this.bestFirst;
  }

  /** Cost of the plan found by the last `best`; Infinity where there is none. */
  get cost(): number {
    return this.bestCost;
  }

  /** Cost of one interval at `rung`; Infinity where it runs dry. */
  intervalCost(problem: SodaProblem, bufferSeconds: number, lastRung: number, rung: number): number {
    const endSeconds = this.endSeconds(problem, bufferSeconds, rung);
    if (endSeconds < 0) return Infinity;
    const { weights, distortion, rates } = this;
    const worse = distortion[rung] as number;
    const step = worse - (distortion[lastRung] as number);
    const off = (endSeconds - problem.targetSeconds) / problem.targetSeconds;
    const bufferCost = off * off * (off > 0 ? weights.excessWeight : 1);
    const loaded = problem.bitsPerSecond / (rates[rung] as number);
    return worse * loaded + weights.bufferWeight * bufferCost + weights.switchWeight * step * step;
  }

  /** Buffer at the end of an interval, seconds; negative where it runs dry. */
  endSeconds(problem: SodaProblem, bufferSeconds: number, rung: number): number {
    const loaded = problem.bitsPerSecond / (this.rates[rung] as number);
    return Math.min(bufferSeconds + (loaded - 1) * problem.segmentSeconds, Math.max(problem.goalSeconds, bufferSeconds));
  }

  private search(interval: number, last: number, buffer: number, cost: number, first: number, direction: 1 | -1): void {
    const { problem, rates } = this;
    const end = direction > 0 ? Math.min(problem.highestRung, rates.length - 1) : 0;
    const begin = direction > 0 ? last : Math.min(last, problem.highestRung);
    for (let rung = begin; direction > 0 ? rung <= end : rung >= end; rung += direction) {
      const sum = cost + this.intervalCost(problem, buffer, last, rung);
      // All costs are >= 0: a dear beginning stays dear.
      if (sum >= this.bestCost) continue;
      const opening = first < 0 ? rung : first;
      if (interval + 1 === problem.intervals) {
        this.bestCost = sum;
        this.bestFirst = opening;
      } else {
        this.search(interval + 1, rung, this.endSeconds(problem, buffer, rung), sum, opening, direction);
      }
    }
  }
}

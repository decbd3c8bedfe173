import { BIN_SECONDS, SAME_BIN_STALL } from './constants.ts';
import type { TransmissionTimes } from './transmission-times.ts';

export interface StochasticObjective {
  /** Quality of each rung, rising. */
  readonly quality: Float64Array;
  readonly switchCost: number;
  /** Per second. */
  readonly stallCost: number;
}

/** One planning problem, in bins. */
export interface StochasticProblem {
  readonly steps: number;
  readonly bufferBin: number;
  /** Media in a segment. */
  readonly segmentBins: number;
  /** Most media at a request; >= bufferBin. */
  readonly goalBin: number;
  /** -1: none, the first switch is free. */
  readonly lastRung: number;
}

/**
 * Fugu's controller: V(step, buffer, last rung) = max over rungs of quality - switchCost x |step of quality|
 * + expected (V(next) - stallCost x stall), backwards over the horizon, errors independent from step to step.
 *
 * The expectation at all buffers at once is a convolution of the next values with the transmission times, rung by rung.
 */
export class ValueIteration {
  /** Worth of the choice made by the last `best`. */
  value = 0;
  private readonly objective: StochasticObjective;
  private readonly rungs: number;
  private readonly width: number;
  /** [rung * width + bin]: first the score of loading that rung, then the value of coming from it. */
  private values: Float64Array;
  private nextValues: Float64Array;
  /** What is left after a transmission, from -longest to +most bins: next value minus stall. */
  private readonly outcome: Float64Array;
  private readonly longest: number;

  /** `mostBins`: the highest goal that will be asked for. `longestBins`: the longest transmission. */
  constructor(objective: StochasticObjective, mostBins: number, longestBins: number) {
    this.objective = objective;
    this.rungs = objective.quality.length;
    this.width = mostBins + 1;
    this.longest = longestBins;
    this.values = new Float64Array(this.width * this.rungs);
    this.nextValues = new Float64Array(this.width * this.rungs);
    this.outcome = new Float64Array(longestBins + this.width);
  }

  /** Rung with the best expected worth; the lower of equals. */
  best(problem: StochasticProblem, times: TransmissionTimes): number {
    const { steps, segmentBins, goalBin, bufferBin, lastRung } = problem;
    const lowest = Math.min(segmentBins, goalBin);
    for (let step = steps - 1; step > 0; step--) {
      // Only what can be reached: at least the segment just loaded, at most nothing played since now.
      const highest = Math.min(goalBin, bufferBin + step * segmentBins);
      this.score(problem, times, step, lowest, highest);
      this.settle(lowest, highest);
      [this.values, this.nextValues] = [this.nextValues, this.values];
    }
    this.score(problem, times, 0, bufferBin, bufferBin);
    let best = 0;
    this.value = -Infinity;
    for (let rung = 0; rung < this.rungs; rung++) {
      const value = (this.values[rung * this.width + bufferBin] as number) - (lastRung < 0 ? 0 : this.switchCost(lastRung, rung));
      if (value > this.value) {
        this.value = value;
        best = rung;
      }
    }
    return best;
  }

  /** Worth of each rung at a step, before the switch to it, for buffers from..to. */
  private score(problem: StochasticProblem, times: TransmissionTimes, step: number, from: number, to: number): void {
    const { rungs, objective, values, width, outcome, longest } = this;
    const { counts, bins, probabilities, stride } = times;
    for (let rung = 0; rung < rungs; rung++) {
      const place = step * rungs + rung;
      const base = rung * width;
      const begin = place * stride;
      const end = begin + (counts[place] as number);
      this.fillOutcome(problem, step, rung, from - (bins[end - 1] as number), to - (bins[begin] as number));
      const excessCost = objective.stallCost * (times.excessSeconds[place] as number);
      values.fill((objective.quality[rung] as number) - excessCost, base + from, base + to + 1);
      // Four outcomes in one pass over the buffers: the sum is what a decision's time goes into.
      for (let i = begin; i < end; i += 4) {
        const last = end - 1;
        const p0 = probabilities[i] as number;
        const p1 = i + 1 < end ? (probabilities[i + 1] as number) : 0;
        const p2 = i + 2 < end ? (probabilities[i + 2] as number) : 0;
        const p3 = i + 3 < end ? (probabilities[i + 3] as number) : 0;
        const at0 = longest - (bins[i] as number);
        const at1 = longest - (bins[Math.min(i + 1, last)] as number);
        const at2 = longest - (bins[Math.min(i + 2, last)] as number);
        const at3 = longest - (bins[Math.min(i + 3, last)] as number);
        for (let bin = from; bin <= to; bin++) {
          const expected =
            p0 * (outcome[at0 + bin] as number) +
            p1 * (outcome[at1 + bin] as number) +
            p2 * (outcome[at2 + bin] as number) +
            p3 * (outcome[at3 + bin] as number);
          values[base + bin] = (values[base + bin] as number) + expected;
        }
      }
    }
  }

  private fillOutcome(problem: StochasticProblem, step: number, rung: number, from: number, to: number): void {
    const { outcome, longest, nextValues, width } = this;
    const { goalBin, segmentBins, steps } = problem;
    const stallCost = this.objective.stallCost * BIN_SECONDS;
    const isLast = step + 1 === steps;
    const base = rung * width;
    // Ran dry: only the segment that came is left.
    const dry = isLast ? 0 : (nextValues[base + Math.min(segmentBins, goalBin)] as number);
    for (let left = from; left < 0 && left <= to; left++) outcome[longest + left] = dry + stallCost * left;
    if (from <= 0 && to >= 0) outcome[longest] = dry - stallCost * SAME_BIN_STALL;
    const begin = Math.max(1, from);
    if (isLast) {
      if (to >= begin) outcome.fill(0, longest + begin, longest + to + 1);
      return;
    }
    const growing = Math.min(to, goalBin - segmentBins);
    for (let left = begin; left <= growing; left++) outcome[longest + left] = nextValues[base + left + segmentBins] as number;
    const full = nextValues[base + goalBin] as number;
    for (let left = Math.max(begin, growing + 1); left <= to; left++) outcome[longest + left] = full;
  }

  /** From scores to values: max over rungs of score - switch cost. That cost adds up along the ladder: one pass up, one down. */
  private settle(from: number, to: number): void {
    const { rungs } = this;
    for (let rung = 1; rung < rungs; rung++) this.raise(rung, rung - 1, from, to);
    for (let rung = rungs - 2; rung >= 0; rung--) this.raise(rung, rung + 1, from, to);
  }

  /** Coming from `rung`, one may as well go on from its neighbour, at the cost of the switch. */
  private raise(rung: number, neighbour: number, from: number, to: number): void {
    const { values, width } = this;
    const cost = this.switchCost(rung, neighbour);
    const base = rung * width;
    const other = neighbour * width;
    for (let bin = from; bin <= to; bin++) {
      const value = (values[other + bin] as number) - cost;
      if (value > (values[base + bin] as number)) values[base + bin] = value;
    }
  }

  private switchCost(from: number, to: number): number {
    const { quality, switchCost } = this.objective;
    return switchCost * Math.abs((quality[to] as number) - (quality[from] as number));
  }
}

import { BUFFER_SECONDS_PER_RUNG, MINIMUM_BUFFER_SECONDS } from './constants.ts';

/** BOLA's scores and the buffer levels that they mean. Utility of a rung: 1 + ln(rate / lowest). */
export class BolaLevels {
  /** V x p and gamma x p of the paper, seconds and utility. */
  readonly vp: number;
  readonly gp: number;
  private readonly rates: Float64Array;
  private readonly utilities: Float64Array;
  private readonly minimums: Float64Array;

  /** `rates`: bits per second, rising. `goalSeconds`: how far the player fills. */
  constructor(rates: Float64Array, goalSeconds: number) {
    const count = rates.length;
    this.rates = rates;
    this.utilities = rates.map((rate) => 1 + Math.log(rate / (rates[0] as number)));
    const topSeconds = Math.max(MINIMUM_BUFFER_SECONDS + BUFFER_SECONDS_PER_RUNG * count, goalSeconds);
    const topUtility = this.utilities[count - 1] as number;
    this.gp = (topUtility - 1) / (topSeconds / MINIMUM_BUFFER_SECONDS - 1);
    this.vp = MINIMUM_BUFFER_SECONDS / this.gp;
    this.minimums = rates.map((_, rung) => this.levelAboveLower(rung));
  }

  /** Worth of a rung per bit at a level; `bits` by default its rate. */
  score(rung: number, levelSeconds: number, bits: number = this.rates[rung] as number): number {
    return (this.value(rung) - levelSeconds) / bits;
  }

  /** The rung with the best score; the lower of equals. */
  best(levelSeconds: number): number {
    let best = 0;
    for (let rung = 1; rung < this.rates.length; rung++) {
      if (this.score(rung, levelSeconds) > this.score(best, levelSeconds)) best = rung;
    }
    return best;
  }

  /** From here on a rung beats all lower ones, seconds. */
  minimum(rung: number): number {
    return this.minimums[rung] as number;
  }

  /** From here on it is better to wait than to load this rung, seconds. */
  maximum(rung: number): number {
    return this.value(rung);
  }

  private value(rung: number): number {
    return this.vp * ((this.utilities[rung] as number) - 1 + this.gp);
  }

  private levelAboveLower(rung: number): number {
    const rate = this.rates[rung] as number;
    let level = 0;
    for (let lower = 0; lower < rung; lower++) {
      const lowerRate = this.rates[lower] as number;
      level = Math.max(level, (rate * this.value(lower) - lowerRate * this.value(rung)) / (rate - lowerRate));
    }
    return level;
  }
}

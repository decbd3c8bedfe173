import { BIN_SECONDS, MOST_TRANSMISSION_SECONDS } from './constants.ts';
import type { ErrorDistribution } from './error-distribution.ts';

const BINS = MOST_TRANSMISSION_SECONDS / BIN_SECONDS + 1;

/** Probability of each transmission time, in bins of half a second, for every step of a plan and every rung. */
export class TransmissionTimes {
  /** Outcomes at each place; a place is step * rungs + rung. */
  readonly counts: Int32Array;
  /** Bins and probabilities, [place * stride + i]. */
  readonly bins: Int32Array;
  readonly probabilities: Float64Array;
  readonly stride: number = BINS;
  /** Expected time beyond the last bin, seconds: in a near outage every rung ends there, and the smallest is still the best. */
  readonly excessSeconds: Float64Array;
  private readonly mass: Float64Array = new Float64Array(BINS);

  constructor(places: number) {
    this.counts = new Int32Array(places);
    this.excessSeconds = new Float64Array(places);
    this.bins = new Int32Array(places * BINS);
    this.probabilities = new Float64Array(places * BINS);
  }

  /** `secondsAtForecast`: how long it takes if the forecast is right, seconds of media played meanwhile. */
  set(place: number, secondsAtForecast: number, errors: ErrorDistribution): void {
    const { mass } = this;
    const binsAtForecast = secondsAtForecast / BIN_SECONDS;
    let least = BINS;
    let most = 0;
    let excess = 0;
    for (let i = 0; i < errors.count; i++) {
      const bins = binsAtForecast / (errors.factors[i] as number);
      const bin = Math.min(BINS - 1, Math.floor(bins + 0.5));
      const probability = errors.probabilities[i] as number;
      mass[bin] = (mass[bin] as number) + probability;
      if (bins > BINS - 1) excess += probability * (bins - BINS + 1);
      if (bin < least) least = bin;
      if (bin > most) most = bin;
    }
    let count = 0;
    const base = place * BINS;
    for (let bin = least; bin <= most; bin++) {
      const probability = mass[bin] as number;
      if (probability === 0) continue;
      mass[bin] = 0;
      this.bins[base + count] = bin;
      this.probabilities[base + count++] = probability;
    }
    this.counts[place] = count;
    this.excessSeconds[place] = excess * BIN_SECONDS;
  }

  /** The same outcomes at another place. */
  copy(from: number, to: number): void {
    const count = this.counts[from] as number;
    this.counts[to] = count;
    this.excessSeconds[to] = this.excessSeconds[from] as number;
    this.bins.copyWithin(to * BINS, from * BINS, from * BINS + count);
    this.probabilities.copyWithin(to * BINS, from * BINS, from * BINS + count);
  }
}

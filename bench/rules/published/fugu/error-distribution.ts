/** Middles of seven equally likely parts of a standard normal distribution. */
const NORMAL_QUANTILES = [-1.4652, -0.7916, -0.3661, 0, 0.3661, 0.7916, 1.4652];

/** An error beyond e^3 is an outage or a cache; its exact size says nothing more. */
const MOST_LOG_ERROR = 3;

/** What throughput / forecast has been in this session, with a prior: atoms with probabilities. */
export class ErrorDistribution {
  /** throughput / forecast of each atom. */
  readonly factors: Float64Array;
  readonly probabilities: Float64Array;
  private readonly capacity: number;
  private readonly priorWeight: number;
  private added = 0;

  constructor(priorDeviation: number, priorWeight: number, capacity: number) {
    const prior = NORMAL_QUANTILES.length;
    this.capacity = capacity;
    this.priorWeight = priorWeight;
    this.factors = new Float64Array(prior + capacity);
    this.probabilities = new Float64Array(prior + capacity);
    NORMAL_QUANTILES.forEach((quantile, i) => {
      this.factors[i] = Math.exp(quantile * priorDeviation);
    });
    this.weigh();
  }

  get count(): number {
    return NORMAL_QUANTILES.length + Math.min(this.added, this.capacity);
  }

  /** `ratio`: throughput over the forecast made for it. */
  add(ratio: number): void {
    const logError = Math.min(Math.max(Math.log(ratio), -MOST_LOG_ERROR), MOST_LOG_ERROR);
    this.factors[NORMAL_QUANTILES.length + (this.added++ % this.capacity)] = Math.exp(logError);
    this.weigh();
  }

  private weigh(): void {
    const prior = NORMAL_QUANTILES.length;
    const total = this.priorWeight + this.count - prior;
    for (let i = 0; i < this.count; i++) this.probabilities[i] = (i < prior ? this.priorWeight / prior : 1) / total;
  }
}

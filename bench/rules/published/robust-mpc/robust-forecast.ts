import { RecentThroughput } from '../measured/recent-throughput.ts';
import { SAMPLES } from './constants.ts';

/**
 * Harmonic mean of the last 5 throughputs, divided by 1 + the greatest relative error of its own last 5 forecasts.
 * As in the paper and its remake, an error is |forecast - throughput| / throughput with the forecast before the discount.
 */
export class RobustForecast {
  private readonly recent = new RecentThroughput(SAMPLES);
  private readonly errors = new Float64Array(SAMPLES);
  private errorCount = 0;

  /** Throughput of a segment that arrived, bits per second. */
  add(bitsPerSecond: number): void {
    if (this.recent.count > 0) {
      this.errors[this.errorCount++ % SAMPLES] = Math.abs(this.recent.harmonicMean() - bitsPerSecond) / bitsPerSecond;
    }
    this.recent.add(bitsPerSecond);
  }

  /** Before the discount, bits per second: what plain MPC plans with. 0 while nothing was measured. */
  mean(): number {
    return this.recent.harmonicMean();
  }

  /** After it. */
  discounted(): number {
    let worst = 0;
    for (let i = 0; i < SAMPLES; i++) worst = Math.max(worst, this.errors[i] as number);
    return this.mean() / (1 + worst);
  }
}

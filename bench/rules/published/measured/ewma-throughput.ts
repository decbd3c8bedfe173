/** Half-lives of dash.js v5 (`ewma.throughputSlowHalfLifeSeconds` 8, `throughputFastHalfLifeSeconds` 3), in seconds of download. */
const FAST_HALF_LIFE_SECONDS = 3;
const SLOW_HALF_LIFE_SECONDS = 8;

/** dash.js's estimate: two exponential averages weighted by download time, the lower counts. SODA's paper takes it as its forecast. */
export class EwmaThroughput {
  private fast = 0;
  private slow = 0;
  private totalSeconds = 0;

  /** One transfer: its throughput, bits per second, and how long it took, seconds. */
  add(bitsPerSecond: number, seconds: number): void {
    const keepFast = 0.5 ** (seconds / FAST_HALF_LIFE_SECONDS);
    const keepSlow = 0.5 ** (seconds / SLOW_HALF_LIFE_SECONDS);
    this.fast = keepFast * this.fast + (1 - keepFast) * bitsPerSecond;
    this.slow = keepSlow * this.slow + (1 - keepSlow) * bitsPerSecond;
    this.totalSeconds += seconds;
  }

  /** Bits per second; 0 while there is no sample. */
  forecast(): number {
    if (this.totalSeconds === 0) return 0;
    // Both began at 0: divide by the weight gathered since.
    const fast = this.fast / (1 - 0.5 ** (this.totalSeconds / FAST_HALF_LIFE_SECONDS));
    const slow = this.slow / (1 - 0.5 ** (this.totalSeconds / SLOW_HALF_LIFE_SECONDS));
    return Math.min(fast, slow);
  }
}

/** The last few throughput samples and their harmonic mean. */
export class RecentThroughput {
  /** 1 / (bits per second), oldest overwritten. */
  private readonly inverses: Float64Array;
  private added = 0;

  /** `capacity`: samples kept, >= 1. */
  constructor(capacity: number) {
    this.inverses = new Float64Array(capacity);
  }

  get count(): number {
    return Math.min(this.added, this.inverses.length);
  }

  add(bitsPerSecond: number): void {
    this.inverses[this.added++ % this.inverses.length] = 1 / bitsPerSecond;
  }

  /** Bits per second; 0 while there is no sample. */
  harmonicMean(): number {
    const { count } = this;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.inverses[i] as number;
    return count === 0 ? 0 : count / sum;
  }
}

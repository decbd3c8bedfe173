/** The trace's running sum of bits and its inverse, with tables in place of binary searches: a search asks millions of times. */
import type { NetworkTrace } from '../../link/index.ts';

const MOST_BUCKETS = 65_536;

/** Times are session seconds; bits count from the trace's own start. */
export class LinkClock {
  private readonly starts: Float64Array;
  private readonly rates: Float64Array;
  private readonly before: Float64Array;
  private readonly last: number;
  private readonly loops: boolean;
  private readonly durationSeconds: number;
  private readonly totalBits: number;
  /** The segment to begin looking at, by equal spans of time and of bits. */
  private readonly atTime: Int32Array;
  private readonly atBits: Int32Array;
  private readonly offsetSeconds: number;

  constructor(trace: NetworkTrace, offsetSeconds: number) {
    const { startSeconds, rateBitsPerSecond, bitsBefore } = trace.index;
    this.starts = startSeconds;
    this.rates = rateBitsPerSecond;
    this.before = bitsBefore;
    this.last = rateBitsPerSecond.length - 1;
    this.loops = trace.loops;
    this.durationSeconds = trace.durationSeconds;
    this.totalBits = trace.totalBits;
    this.offsetSeconds = offsetSeconds;
    const buckets = Math.min(MOST_BUCKETS, Math.max(64, 2 * rateBitsPerSecond.length));
    this.atTime = new Int32Array(buckets + 1);
    this.atBits = new Int32Array(buckets + 1);
    for (let bucket = 1, i = 0, j = 0; bucket <= buckets; bucket++) {
      // A hair early, so that rounding never begins past the answer.
      const seconds = ((bucket - 1e-6) * trace.durationSeconds) / buckets;
      while (i < this.last && (startSeconds[i + 1] as number) <= seconds) i++;
      this.atTime[bucket] = i;
      const bits = ((bucket - 1e-6) * trace.totalBits) / buckets;
      while (j < this.last && (bitsBefore[j + 1] as number) < bits) j++;
      this.atBits[bucket] = j;
    }
  }

  /** Bits that the link has carried by an instant >= 0. */
  bitsAt(atSeconds: number): number {
    const { starts, rates, before, last } = this;
    let phase = atSeconds + this.offsetSeconds;
    let passedBits = 0;
    if (phase >= this.durationSeconds) {
      if (!this.loops) return this.totalBits + (rates[last] as number) * (phase - this.durationSeconds);
      const passes = Math.floor(phase / this.durationSeconds);
      phase -= passes * this.durationSeconds;
      passedBits = passes * this.totalBits;
    }
    let i = this.atTime[Math.floor((phase / this.durationSeconds) * (this.atTime.length - 1))] as number;
    while (i < last && (starts[i + 1] as number) <= phase) i++;
    return passedBits + (before[i] as number) + (rates[i] as number) * (phase - (starts[i] as number));
  }

  /** First instant by which that many bits (> 0) have been carried; `Infinity` when they never are. */
  secondsAt(bits: number): number {
    const { starts, rates, before, last } = this;
    let rest = bits;
    let passes = 0;
    if (rest > this.totalBits) {
      if (!this.loops) {
        const rate = rates[last] as number;
        return rate > 0 ? this.durationSeconds + (rest - this.totalBits) / rate - this.offsetSeconds : Infinity;
      }
      if (this.totalBits === 0) return Infinity;
      // Exactly the end of a pass belongs to that pass: the link may rest after it.
      passes = Math.ceil(rest / this.totalBits) - 1;
      rest -= passes * this.totalBits;
    }
    let i =
      this.totalBits > 0 ? (this.atBits[Math.max(0, Math.floor((rest / this.totalBits) * (this.atBits.length - 1)))] as number) : last;
    while (i < last && (before[i + 1] as number) < rest) i++;
    const rate = rates[i] as number;
    const within = rate > 0 ? (rest - (before[i] as number)) / rate : 0;
    return passes * this.durationSeconds + (starts[i] as number) + within - this.offsetSeconds;
  }

  /** When `bits` have come from an instant on. */
  whenThrough(fromSeconds: number, bits: number): number {
    return bits > 0 ? Math.max(fromSeconds, this.secondsAt(this.bitsAt(fromSeconds) + bits)) : fromSeconds;
  }

  /** Lowest rate between two instants, bits per second. */
  leastRate(fromSeconds: number, toSeconds: number): number {
    const { starts, rates, last } = this;
    let passStart = 0;
    let phase = fromSeconds + this.offsetSeconds;
    if (this.loops) {
      passStart = Math.floor(phase / this.durationSeconds) * this.durationSeconds;
      phase -= passStart;
    }
    let i = this.atTime[Math.min(Math.floor((phase / this.durationSeconds) * (this.atTime.length - 1)), this.atTime.length - 1)] as number;
    while (i < last && (starts[i + 1] as number) <= phase) i++;
    let least = rates[i] as number;
    for (;;) {
      if (i === last) {
        if (!this.loops) return least;
        passStart += this.durationSeconds;
        i = 0;
      } else i++;
      if (passStart + (starts[i] as number) - this.offsetSeconds >= toSeconds) return least;
      least = Math.min(least, rates[i] as number);
    }
  }
}

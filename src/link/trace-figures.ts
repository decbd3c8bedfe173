import type { NetworkTrace } from './trace.ts';

/** How fast a trace is and how much it swings, weighted by time over one pass. */
export interface TraceFigures {
  /** Mean rate, bits per second. */
  readonly meanBitsPerSecond: number;
  /** Standard deviation of the rate over its mean; 0 for a constant link. */
  readonly coefficientOfVariation: number;
}

/** Measures one pass of a trace. */
export function measureTrace(trace: NetworkTrace): TraceFigures {
  const meanBitsPerSecond = trace.totalBits / trace.durationSeconds;
  let squares = 0;
  for (const { durationSeconds, rateBitsPerSecond } of trace.segments) {
    squares += durationSeconds * (rateBitsPerSecond - meanBitsPerSecond) ** 2;
  }
  const deviation = Math.sqrt(squares / trace.durationSeconds);
  return { meanBitsPerSecond, coefficientOfVariation: meanBitsPerSecond === 0 ? 0 : deviation / meanBitsPerSecond };
}

/** How the buffer has been moving. */

export interface TrendState {
  readonly atSeconds: number;
  readonly bufferSeconds: number;
  /** Seconds of media gained per second; negative = draining. */
  readonly trend: number;
}

/** Memory of the trend, seconds. */
const MEMORY_SECONDS = 8;

/** Adds one observation of the buffer level; a jump of the clock backwards starts afresh. */
export function updateTrend(state: TrendState | undefined, atSeconds: number, bufferSeconds: number): TrendState {
  if (!state || atSeconds < state.atSeconds) return { atSeconds, bufferSeconds, trend: 0 };
  const elapsedSeconds = atSeconds - state.atSeconds;
  if (elapsedSeconds < 0.05) return state;
  const share = Math.min(1, elapsedSeconds / MEMORY_SECONDS);
  return { atSeconds, bufferSeconds, trend: state.trend + share * ((bufferSeconds - state.bufferSeconds) / elapsedSeconds - state.trend) };
}

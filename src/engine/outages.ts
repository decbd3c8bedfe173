/**
 * How much of the time a link carries nearly nothing: tunnels, hand-overs, satellites out of sight. Long outages decide
 * mobile sessions, and no forecast of the rate foresees them; what one can know is how often they have come so far, and
 * keep more in the buffer where they do.
 */
import type { PredictionOptions } from './config.ts';

/** Seconds spent loading, and those of them in which nearly nothing came. */
export interface OutageMemory {
  readonly lostSeconds: number;
  readonly busySeconds: number;
}

export const NO_OUTAGES: OutageMemory = { lostSeconds: 0, busySeconds: 0 };

/** A transfer this many times slower than the link's mean has met an outage ... */
const OUTAGE_FACTOR = 4;
/** ... if it lost at least this long, seconds: shorter gaps are what the spread of the forecast is for. */
const LEAST_LOST_SECONDS = 1;
/** Memory, seconds of loading. */
const MEMORY_SECONDS = 300;

/** Adds a transfer, or a part of one, that took `seconds` and would take `expectedSeconds` at the link's mean rate. */
export function addTransfer({ lostSeconds, busySeconds }: OutageMemory, seconds: number, expectedSeconds: number): OutageMemory {
  const kept = Math.min(1, MEMORY_SECONDS / (busySeconds + seconds));
  const lost = seconds > OUTAGE_FACTOR * expectedSeconds ? seconds - expectedSeconds : 0;
  return { lostSeconds: (lostSeconds + (lost >= LEAST_LOST_SECONDS ? lost : 0)) * kept, busySeconds: (busySeconds + seconds) * kept };
}

/** Share of the loading time that is lost, pulled to a prior, 0..1. */
export const outageShareOf = (
  { lostSeconds, busySeconds }: OutageMemory,
  { priorOutageShare, priorOutageSeconds }: PredictionOptions,
): number => (priorOutageShare * priorOutageSeconds + lostSeconds) / (priorOutageSeconds + busySeconds);

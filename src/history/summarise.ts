/** From sessions to what is kept, and from what is kept to a first guess. */
import type { RememberedRate } from '../engine/index.ts';
import { MAX_RATE_KBPS, MAX_SESSION_COUNT, type NetworkDay } from './document.ts';

/** Spread of the log of a guess that rests on nothing: a factor of two either way. As the engine's own. */
const UNSURE = 0.7;
/** That many days' worth of doubt stays: one visit says little about the next. */
const UNSURE_DAYS = 2;

/** Two significant digits: enough for a first guess, too few to tell visitors apart. */
const coarse = (value: number): number => Math.min(MAX_RATE_KBPS, Math.max(1, Math.round(Number(value.toPrecision(2)))));

/** Adds a session's mean throughput, bits per second, to its network's entry of today. */
export function addSession(entries: readonly NetworkDay[], network: string, today: number, rateBitsPerSecond: number): NetworkDay[] {
  const known = entries.find((entry) => entry.network === network && entry.day === today);
  const count = known?.sessionCount ?? 0;
  const logRate = (count * Math.log(known?.rateKbps ?? 1) + Math.log(rateBitsPerSecond / 1000)) / (count + 1);
  const entry = { network, day: today, rateKbps: coarse(Math.exp(logRate)), sessionCount: Math.min(MAX_SESSION_COUNT, count + 1) };
  return [entry, ...entries.filter((other) => other !== known)];
}

/**
 * The median day, and how far another may be from it: mean absolute log deviation of `n` days, pulled to a factor of
 * two as if two more days had been off by that much.
 */
export function summarise(entries: readonly NetworkDay[], network: string): RememberedRate | undefined {
  const logRates = entries
    .filter((entry) => entry.network === network)
    .map(({ rateKbps }) => Math.log(rateKbps * 1000))
    .sort((a, b) => a - b);
  const count = logRates.length;
  if (count === 0) return undefined;
  const at = (place: number): number => logRates[place] as number;
  const median = (at((count - 1) >> 1) + at(count >> 1)) / 2;
  const off = logRates.reduce((sum, logRate) => sum + Math.abs(logRate - median), 0);
  return { rateBitsPerSecond: Math.exp(median), logDeviation: (UNSURE_DAYS * UNSURE + off) / (UNSURE_DAYS + count) };
}

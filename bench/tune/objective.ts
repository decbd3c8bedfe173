/** What a fit is for: one number for the sessions of one set of options. */
import type { ResultRow } from '../results/row.ts';

/** Each in J, the score of a session (0 to about 1), per unit of its figure. */
export interface ObjectiveWeights {
  /** Mean J of the worst tenth of sessions. */
  readonly worst: number;
  /** A stall beyond those of always-lowest, per session. */
  readonly avoidable: number;
  /** A stall of any kind, per session. */
  readonly stalls: number;
  /** A switch per minute. */
  readonly switches: number;
  /** Mean |difference of utility| from segment to segment. */
  readonly step: number;
  /** Mean utility, 0 to 1. */
  readonly utility: number;
}

/** Those with which the defaults were fitted. */
export const DEFAULT_OBJECTIVE: ObjectiveWeights = { worst: 0.15, avoidable: 0.12, stalls: 0, switches: 0.012, step: 0.6, utility: 0 };

/** Below this a session is lost, and one of an hour must not outweigh a thousand others. */
const LOST = -3;

/**
 * J + worst x J of the worst tenth - avoidable x avoidable stalls - stalls x stalls - switches x switches/min
 * - step x utility step + utility x utility: means over the sessions of each player, then over players, which count alike.
 *
 * Where always-lowest scores below 0 (an outage), J is measured from there: what nobody can avoid must not drown the rest.
 */
export function objectiveOf(rows: readonly ResultRow[], weights: ObjectiveWeights): number {
  const players = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const own = players.get(row.player);
    if (own) own.push(row);
    else players.set(row.player, [row]);
  }
  return mean([...players.values()].map((own) => ofPlayer(own, weights)));
}

function ofPlayer(rows: readonly ResultRow[], { worst, avoidable, stalls, switches, step, utility }: ObjectiveWeights): number {
  const gains = Float64Array.from(rows, ({ score, lowestScore }) => Math.max(LOST, score - Math.min(0, lowestScore))).sort();
  const tenth = gains.subarray(0, Math.ceil(gains.length / 10));
  return (
    mean(gains) +
    worst * mean(tenth) -
    avoidable * mean(rows.map((row) => row.avoidableStalls)) -
    stalls * mean(rows.map((row) => row.stallCount)) -
    switches * mean(rows.map((row) => row.switchesPerMinute)) -
    step * mean(rows.map((row) => row.meanUtilityStep)) +
    utility * mean(rows.map((row) => row.meanUtility))
  );
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return sum / values.length;
}

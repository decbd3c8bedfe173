/** What would make the reported risk right on average: a line through the log odds (Platt scaling), by maximum likelihood. */
import type { SessionDecisions } from './record/session-decisions.ts';

/** ln(p / (1 - p)) of the true risk = offset + slope x that of the reported one. Right already: 0 and 1. */
export interface Recalibration {
  readonly offset: number;
  readonly slope: number;
}

/** A risk of 0 or 1 that was reported as certain. */
const MOST_LOG_ODDS = 12;
const STEPS = 50;

/**
 * Over decisions in sessions whose segments were all played to their end; every network counts the same. Undefined where playback
 * never stalled, always did, or all risks are equal: then no line is best.
 */
export function recalibrate(sessions: readonly SessionDecisions[]): Recalibration | undefined {
  const counts = new Map<string, number>();
  for (const { network, finished } of sessions) counts.set(network, (counts.get(network) ?? 0) + finished.risk.length);
  const points = sessions.flatMap(({ network, finished }) =>
    finished.risk.map((risk, i) => ({ x: logOdds(risk), stalled: finished.stalled[i] ?? 0, weight: 1 / (counts.get(network) ?? 1) })),
  );
  let offset = 0;
  let slope = 1;
  for (let step = 0; step < STEPS; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { x, stalled, weight } of points) {
      const p = 1 / (1 + Math.exp(-(offset + slope * x)));
      const error = weight * (stalled - p);
      const curvature = weight * p * (1 - p);
      g0 += error;
      g1 += error * x;
      h00 += curvature;
      h01 += curvature * x;
      h11 += curvature * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12)) return undefined;
    // Newton's step, no longer than is safe far from the solution.
    const clamp = (change: number): number => Math.max(-1, Math.min(1, change));
    const [d0, d1] = [clamp((h11 * g0 - h01 * g1) / determinant), clamp((h00 * g1 - h01 * g0) / determinant)];
    offset += d0;
    slope += d1;
    if (Math.abs(d0) + Math.abs(d1) < 1e-6) return { offset, slope };
  }
  return undefined;
}

const logOdds = (risk: number): number => Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, Math.log(risk / (1 - risk))));

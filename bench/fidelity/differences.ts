/** How far a simulated session is from the one that a browser played. Simulated less browser throughout. */
import { quantile } from '../statistics/quantile.ts';
import { keptRenditions, mediaBits, type PlayedSession, until } from './played-session.ts';

export interface Differences {
  /** Main segments that both loaded. */
  readonly sharedSegments: number;
  /** Of those, how many at the same rung. */
  readonly sameRung: number;
  /** Mean |difference in rungs| over the shared ones. */
  readonly meanRungDistance: number;
  /** Main segments that the browser, the simulator loaded. */
  readonly browserSegments: number;
  readonly simulatedSegments: number;
  /** null where one of the two never started. */
  readonly startupSeconds: number | null;
  readonly stallSeconds: number;
  readonly stallCount: number;
  /** Share of the browser's media bytes; null where it loaded none. */
  readonly bytesShare: number | null;
}

/** Compares what happened in the first `seconds` of both. */
export function differencesOf(browser: PlayedSession, simulated: PlayedSession, seconds: number): Differences {
  const [real, made] = [until(browser, seconds), until(simulated, seconds)];
  const [realRungs, madeRungs] = [keptRenditions(real), keptRenditions(made)];
  const shared = [...realRungs].flatMap(([segment, rung]) => {
    const other = madeRungs.get(segment);
    return other === undefined ? [] : [Math.abs(other - rung)];
  });
  const bits = mediaBits(real);
  return {
    sharedSegments: shared.length,
    sameRung: shared.filter((distance) => distance === 0).length,
    meanRungDistance: shared.length > 0 ? sum(shared) / shared.length : 0,
    browserSegments: realRungs.size,
    simulatedSegments: madeRungs.size,
    startupSeconds: real.startupSeconds === null || made.startupSeconds === null ? null : made.startupSeconds - real.startupSeconds,
    stallSeconds: stalledSeconds(made) - stalledSeconds(real),
    stallCount: made.stalls.length - real.stalls.length,
    bytesShare: bits > 0 ? (mediaBits(made) - bits) / bits : null,
  };
}

export const stalledSeconds = ({ stalls }: PlayedSession): number => sum(stalls.map(({ durationSeconds }) => durationSeconds));

/** Over sessions. */
export interface Fidelity {
  readonly sessions: number;
  /** Of all shared segments. */
  readonly sameRungShare: number;
  readonly meanRungDistance: number;
  /** Of |difference|, and of the difference itself, which shows a lean. */
  readonly medianStartupSeconds: number;
  readonly startupLeanSeconds: number;
  readonly medianStallSeconds: number;
  readonly worstStallSeconds: number;
  readonly equalStallCounts: number;
  readonly medianBytesShare: number;
}

/** NaN where no session says anything. */
export function fidelityOf(all: readonly Differences[]): Fidelity {
  const startups = all.flatMap(({ startupSeconds }) => (startupSeconds === null ? [] : [startupSeconds]));
  const stalls = all.map(({ stallSeconds }) => Math.abs(stallSeconds));
  const shared = sum(all.map(({ sharedSegments }) => sharedSegments));
  return {
    sessions: all.length,
    sameRungShare: sum(all.map(({ sameRung }) => sameRung)) / shared,
    meanRungDistance: sum(all.map(({ meanRungDistance, sharedSegments }) => meanRungDistance * sharedSegments)) / shared,
    medianStartupSeconds: median(startups.map(Math.abs)),
    startupLeanSeconds: median(startups),
    medianStallSeconds: median(stalls),
    worstStallSeconds: stalls.length > 0 ? Math.max(...stalls) : Number.NaN,
    equalStallCounts: all.filter(({ stallCount }) => stallCount === 0).length,
    medianBytesShare: median(all.flatMap(({ bytesShare }) => (bytesShare === null ? [] : [Math.abs(bytesShare)]))),
  };
}

const median = (values: readonly number[]): number => quantile(Float64Array.from(values).sort(), 0.5);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

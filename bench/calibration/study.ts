/** All figures of the study, as they go into JSON. */
import { hashText } from '../statistics/random.ts';
import { type Bin, binDecisions } from './bins.ts';
import { type Coverage, coverage } from './coverage.ts';
import { type Recalibration, recalibrate } from './recalibration.ts';
import type { SessionDecisions } from './record/session-decisions.ts';

export interface CalibrationGroup {
  /** `all`, or the name of a player or network. */
  readonly label: string;
  readonly by: 'all' | 'player' | 'network';
  readonly sessions: number;
  /** Every segment played to its end: the claim of a decision, which knows one transfer and no rescue. */
  readonly finished: readonly Bin[];
  /** As the plugin plays. */
  readonly played: readonly Bin[];
  readonly next: Coverage;
  readonly window: Coverage;
}

export interface Calibration {
  readonly seed: number;
  readonly resamples: number;
  readonly sessions: number;
  /** Undefined where there is none. */
  readonly recalibration: Recalibration | undefined;
  /** All sessions; then each player, each network. */
  readonly groups: readonly CalibrationGroup[];
}

export function calibrationOf(sessions: readonly SessionDecisions[], seed = 1, resamples = 1000): Calibration {
  const group = (by: CalibrationGroup['by'], label: string, own: readonly SessionDecisions[]): CalibrationGroup => {
    const lots = { seed: seed ^ hashText(`${by} ${label}`), resamples };
    return {
      by,
      label,
      sessions: own.length,
      finished: binDecisions(own, { as: 'finished', ...lots }),
      played: binDecisions(own, { as: 'played', ...lots }),
      next: coverage(own, { of: 'next', ...lots }),
      window: coverage(own, { of: 'window', ...lots }),
    };
  };
  const each = (by: 'player' | 'network'): CalibrationGroup[] =>
    [...new Set(sessions.map((session) => session[by]))].map((label) =>
      group(
        by,
        label,
        sessions.filter((session) => session[by] === label),
      ),
    );
  return {
    seed,
    resamples,
    sessions: sessions.length,
    recalibration: recalibrate(sessions),
    groups: [group('all', 'all', sessions), ...each('player'), ...each('network')],
  };
}

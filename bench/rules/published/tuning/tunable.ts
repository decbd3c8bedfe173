import type { Rule } from 'evenkeel/simulator';
import { FUGU_TUNING, type FuguTuning } from '../fugu/constants.ts';
import { fuguRule } from '../fugu/fugu-rule.ts';
import { SODA_WEIGHTS, type SodaWeights } from '../soda/constants.ts';
import { sodaRule } from '../soda/soda-rule.ts';
import type { Parameter, Point } from './parameter.ts';

/** A rule whose paper leaves numbers open. */
export interface Tunable {
  readonly parameters: readonly Parameter[];
  /** What is in its constants.ts now. */
  readonly start: Point;
  make(point: Point): Rule;
}

export const TUNABLE: Readonly<Record<string, Tunable>> = {
  soda: {
    parameters: [
      { name: 'targetShare', low: 0.3, high: 1, scale: 'linear' },
      { name: 'mostTargetSeconds', low: 10, high: 120, scale: 'log' },
      { name: 'bufferWeight', low: 1, high: 100, scale: 'log' },
      { name: 'switchWeight', low: 0.5, high: 300, scale: 'log' },
      { name: 'excessWeight', low: 0.005, high: 0.5, scale: 'log' },
    ],
    start: { ...SODA_WEIGHTS },
    make: (point) => sodaRule(point as unknown as SodaWeights),
  },
  fugu: {
    parameters: [
      { name: 'stallCost', low: 0.5, high: 40, scale: 'log' },
      { name: 'priorDeviation', low: 0.1, high: 1.5, scale: 'linear' },
      { name: 'priorWeight', low: 0.5, high: 100, scale: 'log' },
    ],
    start: { ...FUGU_TUNING },
    make: (point) => fuguRule({ ...FUGU_TUNING, ...(point as unknown as Partial<FuguTuning>) }),
  },
};

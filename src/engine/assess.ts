/** What decisions and rescues have in common: who may be chosen, and how each candidate scores. */
import { listExclusions } from './candidates.ts';
import type { AbrConfig } from './config.ts';
import type { Exclusion } from './decision.ts';
import type { Forecast } from './forecast.ts';
import { createPlanner } from './plan.ts';
import type { PlanOption, PlanScore } from './plan-setting.ts';
import type { PlayState } from './play-state.ts';
import { buildBelief } from './setting.ts';
import { rateOf, type Situation } from './situation.ts';

/** Margins (hysteresis, rescue) are meant for a plan of this many segments. */
const MARGIN_SEGMENTS = 4;

/** Everything known of the candidates of one moment. Filled in while the moment is judged. */
export interface Assessment {
  readonly forecast: Forecast;
  /** Per rendition why it is out; undefined for candidates. */
  readonly exclusions: (Exclusion | undefined)[];
  /** Candidates from the lowest to the highest rate. */
  readonly ranked: readonly number[];
  /** Scores so far, by rendition index. */
  readonly scores: Map<number, PlanScore>;
  /** The plan's view of a rendition of the ladder. */
  optionOf(index: number): PlanOption;
  /** The cheapest candidate. */
  readonly fallback: PlanOption;
  /** Scores one rendition and remembers the result; see {@link createPlanner}. */
  score(index: number, mayRescue: boolean, remainingBits?: number): void;
  /** Total of a rendition; -Infinity where it was not scored. */
  total(index: number): number;
  /**
   * By how much a plan that begins with `index` beats one that begins with `other`, in total per {@link
   * MARGIN_SEGMENTS}: a long plan spreads what one segment changes over many.
   */
  gain(index: number, other: number): number;
}

/** @throws RangeError when no rendition is allowed. */
export function assess(situation: Situation, forecast: Forecast, play: PlayState, config: AbrConfig): Assessment {
  const exclusions = listExclusions(situation, config.limits);
  const usable = (index: number): boolean => exclusions[index] === undefined || index === situation.currentIndex;
  const ranked = [...situation.renditions.keys()]
    .filter((index) => exclusions[index] === undefined)
    .sort((a, b) => rateOf(situation, a) - rateOf(situation, b) || a - b);
  const { setting, options } = buildBelief(situation, usable, forecast, play.sizes, config);
  const { segments, score } = createPlanner(setting);
  const scores = new Map<number, PlanScore>();
  const total = (index: number): number => scores.get(index)?.total ?? Number.NEGATIVE_INFINITY;
  const optionOf = (index: number): PlanOption => options[index] ?? setting.fallback;
  return {
    forecast,
    exclusions,
    ranked,
    scores,
    optionOf,
    fallback: setting.fallback,
    score: (index, mayRescue, remainingBits) => scores.set(index, score(optionOf(index), mayRescue, remainingBits)),
    total,
    gain: (index, other) => (total(index) - total(other)) * (segments / MARGIN_SEGMENTS),
  };
}

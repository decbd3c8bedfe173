/** What decisions and rescues have in common: who may be chosen, and how each candidate scores. */
import { listExclusions } from './candidates.ts';
import type { AbrConfig } from './config.ts';
import type { Exclusion } from './decision.ts';
import type { Forecast } from './forecast.ts';
import { type PlanSetting, RESERVE, SCORE_LENGTH, TOTAL } from './plan-setting.ts';
import type { PlayState } from './play-state.ts';
import { fillSetting } from './setting.ts';
import { rateOf, type Situation } from './situation.ts';
import { stallRiskOf } from './stall-risk.ts';

/** Margins (hysteresis, rescue) are meant for a plan of this many segments. */
const MARGIN_SEGMENTS = 4;

/** Everything known of the candidates of one moment. */
export interface Assessment {
  readonly forecast: Forecast;
  /** Per rendition why it is out; undefined for candidates. */
  readonly exclusions: (Exclusion | undefined)[];
  /** Candidates from the lowest to the highest rate. */
  readonly ranked: readonly number[];
  /** Scores are filled in while the moment is judged; see `scorePlan`. */
  readonly setting: PlanSetting;
}

/** @throws RangeError when no rendition is allowed. */
export function assess(situation: Situation, forecast: Forecast, play: PlayState, config: AbrConfig, setting: PlanSetting): Assessment {
  const exclusions = listExclusions(situation, config.limits);
  const ranked: number[] = [];
  exclusions.forEach((exclusion, index) => {
    if (exclusion) return;
    // Ladders come in order, mostly: a sort would allocate more than all else here.
    let place = ranked.length;
    for (; place > 0 && rateOf(situation, ranked[place - 1] as number) > rateOf(situation, index); place--)
      ranked[place] = ranked[place - 1] as number;
    ranked[place] = index;
  });
  fillSetting(setting, situation, exclusions, forecast, play.sizes, config);
  return { forecast, exclusions, ranked, setting };
}

/** Total of a rendition; NaN where it was not scored. */
export const totalOf = ({ setting }: Assessment, index: number): number => setting.ladder.scores[index * SCORE_LENGTH + TOTAL] as number;

/** Chance that a rendition's next segment stalls playback; NaN where it was not scored. */
export const riskOf = ({ setting, forecast }: Assessment, index: number): number =>
  stallRiskOf(setting.ladder.scores[index * SCORE_LENGTH + RESERVE] as number, forecast.logErrorDeviation);

/**
 * By how much a plan that begins with `index` beats one that begins with `other`, in total per {@link
 * MARGIN_SEGMENTS}: a long plan spreads what one segment changes over many.
 */
export const gainOf = (assessment: Assessment, index: number, other: number): number =>
  (totalOf(assessment, index) - totalOf(assessment, other)) * (assessment.setting.segments / MARGIN_SEGMENTS);

/** The best total among `indices`, the first of equals. */
export const bestOf = (assessment: Assessment, indices: readonly number[]): number =>
  indices.reduce((best, index) => (totalOf(assessment, index) > totalOf(assessment, best) ? index : best));

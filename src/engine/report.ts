/** Puts a choice and all that led to it into one plain record. */
import { type Choice, reportCandidates } from './choose.ts';
import type { Action, Decision, Exclusion } from './decision.ts';
import type { Forecast } from './forecast.ts';
import type { PlanScore } from './plan.ts';
import type { PlayState } from './play-state.ts';
import { explain } from './reasons.ts';
import type { Situation } from './situation.ts';

export function report(
  situation: Situation,
  { index, reasonCode }: Choice,
  action: Action,
  forecast: Forecast,
  exclusions: readonly (Exclusion | undefined)[],
  scores: ReadonlyMap<number, PlanScore>,
  play: PlayState,
): Decision {
  const stallRisk = scores.get(index)?.stallRisk ?? 0;
  const previousStallRisk = scores.get(situation.currentIndex)?.stallRisk ?? 0;
  return {
    atSeconds: situation.atSeconds,
    index,
    previousIndex: situation.currentIndex,
    action,
    reasonCode,
    reason: explain({ action, reasonCode, index, situation, forecast, stallRisk, previousStallRisk }),
    candidates: reportCandidates(situation, exclusions, scores),
    forecast,
    stallRisk,
    bufferSeconds: situation.bufferSeconds,
    bufferTrend: play.trend?.trend ?? 0,
  };
}

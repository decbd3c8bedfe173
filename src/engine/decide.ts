/** One decision: forecast, candidates, plans, choice. */
import { listExclusions } from './candidates.ts';
import { type Choice, chooseBest, chooseStart, limitStep, mayClimb, rankByRate } from './choose.ts';
import type { AbrConfig } from './config.ts';
import type { Action, Decision } from './decision.ts';
import { createPlanner, type PlanScore } from './plan.ts';
import type { PlayState } from './play-state.ts';
import { forecastThroughput, type PredictionState } from './prediction.ts';
import { report } from './report.ts';
import { buildBelief } from './setting.ts';
import type { Situation } from './situation.ts';

/** The five stages in order. @throws RangeError when no rendition is allowed. */
export function decide(situation: Situation, prediction: PredictionState, play: PlayState, config: AbrConfig): Decision {
  const forecast = forecastThroughput(prediction, situation.atSeconds, config.prediction, situation.host, situation.priorRateBitsPerSecond);
  const exclusions = listExclusions(situation, config.limits);
  const ranked = rankByRate(situation, exclusions);
  const usable = exclusions.map((exclusion) => exclusion === undefined);
  const { setting, options } = buildBelief(situation, usable, forecast, play.sizes, config);
  const scorePlan = createPlanner(setting);
  const scores = new Map<number, PlanScore>();
  for (const index of ranked) {
    const option = options[index];
    if (option) scores.set(index, scorePlan(option, config.rescue.enabled));
  }
  const tooBig = limitStep(situation, ranked, forecast, config, play);
  const candidates = ranked.filter((index) => !tooBig.includes(index));
  const pool = candidates.length > 0 ? candidates : ranked.slice(0, 1);
  const isStart = situation.currentIndex < 0 || (!situation.playing && forecast.sampleCount === 0);
  const choice = isStart ? chooseStart(situation, ranked, forecast) : chooseBest(situation, pool, scores, play, config);
  for (const index of tooBig) exclusions[index] = 'too-big-a-step';
  const held: Choice =
    !mayClimb(situation, play, config) && choice.index === situation.currentIndex ? { ...choice, reasonCode: 'recovering' } : choice;
  return report(situation, held, actionOf(situation, held.index, isStart), forecast, exclusions, scores, play);
}

function actionOf(situation: Situation, index: number, isStart: boolean): Action {
  if (isStart) return 'start';
  if (index === situation.currentIndex) return 'stay';
  const rate = (at: number): number => situation.renditions[at]?.rateBitsPerSecond ?? 0;
  return rate(index) >= rate(situation.currentIndex) ? 'up' : 'down';
}

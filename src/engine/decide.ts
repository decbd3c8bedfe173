/** One decision: candidates, plans, choice. */
import { assess } from './assess.ts';
import { chooseBest, chooseStart, limitStep, mayClimb } from './choose.ts';
import type { AbrConfig } from './config.ts';
import type { Action, Decision } from './decision.ts';
import type { Forecast } from './forecast.ts';
import { scorePlan } from './plan.ts';
import type { PlanSetting } from './plan-setting.ts';
import type { PlayState } from './play-state.ts';
import { report } from './report.ts';
import { rateOf, type Situation } from './situation.ts';

/** @throws RangeError when no rendition is allowed or the situation is not made of sensible numbers. */
export function decide(
  situation: Situation,
  forecast: Forecast,
  play: PlayState,
  config: AbrConfig,
  setting: PlanSetting,
): { readonly decision: Decision; readonly forgone: number } {
  const { currentIndex, bufferSeconds, maxBufferSeconds, segmentSeconds } = situation;
  if (!(bufferSeconds >= 0 && maxBufferSeconds > 0 && segmentSeconds > 0 && segmentSeconds < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`buffer ${bufferSeconds} s of ${maxBufferSeconds} s, segments of ${segmentSeconds} s: not a situation`);
  }
  const assessment = assess(situation, forecast, play, config, setting);
  const { ranked, exclusions } = assessment;
  for (const index of ranked) scorePlan(setting, index);
  const tooBig = limitStep(situation, assessment, play, config);
  const isStart = currentIndex < 0 || (!situation.playing && forecast.sampleCount === 0);
  const choice = isStart ? chooseStart(assessment) : chooseBest(situation, tooBig, assessment, play, config);
  if (!tooBig.includes(choice.index)) for (const index of tooBig) exclusions[index] = 'too-big-a-step';
  const held = choice.index === currentIndex && tooBig.length > 0 && !mayClimb(situation, play, config);
  const told = held ? { ...choice, reasonCode: 'recovering' as const } : choice;
  const decision = report(situation, told, actionOf(situation, choice.index, isStart), assessment, play);
  return { decision, forgone: choice.forgone ?? 0 };
}

function actionOf(situation: Situation, index: number, isStart: boolean): Action {
  if (isStart) return 'start';
  if (index === situation.currentIndex) return 'stay';
  return rateOf(situation, index) >= rateOf(situation, situation.currentIndex) ? 'up' : 'down';
}

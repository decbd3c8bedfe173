/** Should the segment on its way be given up? */
import { listExclusions } from './candidates.ts';
import { rankByRate } from './choose.ts';
import type { AbrConfig } from './config.ts';
import type { Decision } from './decision.ts';
import { createPlanner, type PlanScore } from './plan.ts';
import type { PlayState } from './play-state.ts';
import { forecastThroughput, type PredictionState } from './prediction.ts';
import { report } from './report.ts';
import { foldPace, isInDanger, paceOf, RESCUE_MARGIN, remainingBits } from './rescue.ts';
import { buildBelief } from './setting.ts';
import type { InFlightSegment, Situation } from './situation.ts';

/** The rescue: the same plan under the transfer's own pace, "finish" against every lower restart. */
export function considerRescue(
  situation: Situation,
  inFlight: InFlightSegment,
  prediction: PredictionState,
  play: PlayState,
  config: AbrConfig,
): Decision | undefined {
  const pace = paceOf(play.inFlight, inFlight);
  const loading = situation.renditions[inFlight.renditionIndex];
  // Without a byte the server or the path is at fault: a lower rendition would wait just the same.
  if (!config.rescue.enabled || pace === undefined || !loading || !situation.playing) return undefined;
  const plain = forecastThroughput(prediction, situation.atSeconds, config.prediction, situation.host, situation.priorRateBitsPerSecond);
  const forecast = foldPace(plain, pace, inFlight.elapsedSeconds - (inFlight.ttfbSeconds ?? 0));
  const exclusions = listExclusions(situation, config.limits);
  const lower = rankByRate(situation, exclusions).filter(
    (index) => (situation.renditions[index]?.rateBitsPerSecond ?? 0) < loading.rateBitsPerSecond,
  );
  if (lower.length === 0) return undefined;
  const usable = exclusions.map((exclusion, index) => exclusion === undefined || index === inFlight.renditionIndex);
  const { setting, options } = buildBelief({ ...situation, currentIndex: inFlight.renditionIndex }, usable, forecast, play.sizes, config);
  const finish = options[inFlight.renditionIndex];
  if (!finish) return undefined;
  const missingBits = remainingBits(inFlight, finish.nextBits);
  if (
    !isInDanger(situation, inFlight, missingBits, forecast.next.medianBitsPerSecond, setting.fallback.nextBits, setting.rttSeconds, config)
  )
    return undefined;
  const scorePlan = createPlanner(setting);
  const scores = new Map<number, PlanScore>([[inFlight.renditionIndex, scorePlan(finish, false, missingBits)]]);
  let best = inFlight.renditionIndex;
  const total = (index: number): number => scores.get(index)?.total ?? Number.NEGATIVE_INFINITY;
  for (const index of lower) {
    const option = options[index];
    // A restart that needs more bits than are missing cannot come sooner.
    if (!option || option.nextBits >= missingBits) continue;
    scores.set(index, scorePlan(option, false));
    if (total(index) > total(best)) best = index;
  }
  if (best === inFlight.renditionIndex || total(best) < total(inFlight.renditionIndex) + RESCUE_MARGIN) return undefined;
  const from = { ...situation, currentIndex: inFlight.renditionIndex };
  return report(from, { index: best, reasonCode: 'rescue-slow-segment' }, 'rescue', forecast, exclusions, scores, play);
}

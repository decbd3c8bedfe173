/** Gathers what one moment rests on: forecast x sizes x ladder -> the setting that plans are scored in. */
import type { AbrConfig } from './config.ts';
import type { Exclusion } from './decision.ts';
import { deviceFit } from './device-fit.ts';
import type { Forecast } from './forecast.ts';
import { playingConditions } from './live.ts';
import { stepLoss } from './plan.ts';
import { makeRoom, type PlanLadder, type PlanSetting, SCENARIO_COUNT } from './plan-setting.ts';
import { isSamePicture, qualities } from './quality.ts';
import { SCENARIO_DEVIATIONS } from './scenarios.ts';
import type { Rendition, Situation } from './situation.ts';
import { besideRate, expectedBits, type SizeState, sizeDeviation } from './sizes.ts';

/** Segments that a plan looks beyond the next one at least. */
const MIN_LATER_SEGMENTS = 1;

/** The seven futures of the forecast; the size of the next segment errs too, that of many segments hardly. */
function fillScenarios(setting: PlanSetting, forecast: Forecast, sizes: SizeState): void {
  const { scales, nextRates, laterRates, playbackRate } = setting;
  const { next, window, logErrorDeviation, windowLogErrorDeviation } = forecast;
  const { spread } = scales;
  const nextDeviation = Math.sqrt((logErrorDeviation * spread) ** 2 + (scales.sizeSpread * sizeDeviation(sizes)) ** 2);
  const logNext = Math.log(next.medianBitsPerSecond / playbackRate) - scales.caution * logErrorDeviation;
  const logLater = Math.log(window.medianBitsPerSecond / playbackRate) - (scales.caution / 2) * windowLogErrorDeviation;
  SCENARIO_DEVIATIONS.forEach((z, scenario) => {
    nextRates[scenario] = Math.exp(logNext + z * nextDeviation);
    laterRates[scenario] = Math.exp(logLater + z * windowLogErrorDeviation * spread);
  });
}

/** The length of the plan, and the losses that hold for all of it. */
function fillPlan(setting: PlanSetting, situation: Situation, forecast: Forecast, sizes: SizeState): void {
  const { scales } = setting;
  const conditions = playingConditions(situation, scales.horizonSeconds);
  const { playbackRate } = conditions;
  const { bufferSeconds, segmentSeconds, remainingSeconds } = situation;
  const wholeBufferSeconds = conditions.maxBufferSeconds + segmentSeconds;
  const reach = wholeBufferSeconds / scales.referenceBufferSeconds;
  setting.playbackRate = playbackRate;
  fillScenarios(setting, forecast, sizes);
  const horizonSeconds = Math.min(scales.maxHorizonSeconds, Math.max(scales.horizonSeconds, scales.horizonPerBuffer * bufferSeconds));
  const later = Math.max(MIN_LATER_SEGMENTS, Math.min(horizonSeconds, remainingSeconds) / segmentSeconds - 1);
  const segments = later + 1;
  // How much of a horizon there is to load after the plan. At the end of a film nothing: the buffer is there to be used then.
  const beyond = Math.max(0, Math.min(1, (remainingSeconds - segments * segmentSeconds) / horizonSeconds));
  setting.bufferSeconds = bufferSeconds;
  setting.segmentSeconds = segmentSeconds;
  setting.maxBufferSeconds = wholeBufferSeconds;
  setting.rttSeconds = forecast.rttSeconds * playbackRate;
  setting.playing = situation.playing;
  setting.medianBitsPerSecond = forecast.next.medianBitsPerSecond / playbackRate;
  setting.later = later;
  setting.segments = segments;
  setting.laterShare = later / segments;
  setting.lowBuffer = scales.lowBuffer;
  setting.lowBufferSeconds = scales.lowBufferSeconds * reach ** scales.lowBufferGrowth;
  setting.earlier = (1 - beyond) / 2;
  setting.stallPerSecond = scales.stallPerSegment * (4 / segmentSeconds);
  setting.nextStallWeight = Math.min(scales.maxNextStallGrowth, Math.max(1, 1 / reach) ** scales.nextStallGrowth);
  setting.startLossPerSecond = scales.startDelay * (4 / segmentSeconds);
}

/** Quality of the ladder: the same until it looks different. */
function fillQuality(ladder: PlanLadder, { renditions, contentType }: Situation, config: AbrConfig): void {
  if (contentType === ladder.contentType && renditions.every((rendition, index) => isSamePicture(rendition, ladder.pictures[index])))
    return;
  ladder.pictures = renditions.map((rendition) => ({ ...rendition }));
  ladder.contentType = contentType;
  ladder.quality.set(qualities(renditions, contentType, config.content));
}

/**
 * Fills `setting` for one moment.
 *
 * @param exclusions of renditions that may not be continued with, unless one is playing.
 */
export function fillSetting(
  setting: PlanSetting,
  situation: Situation,
  exclusions: readonly (Exclusion | undefined)[],
  forecast: Forecast,
  sizes: SizeState,
  config: AbrConfig,
): void {
  fillPlan(setting, situation, forecast, sizes);
  const { renditions, segmentSeconds, currentIndex, device } = situation;
  const count = renditions.length;
  const ladder = makeRoom(setting, count);
  const { quality, fit, nextBits, worth, laterSeconds } = ladder;
  const { weights, laterShare, laterRates, segments, scales } = setting;
  const [qualityWeight, , , smoothWeight, fitWeight] = weights;
  const current = renditions[currentIndex];
  fillQuality(ladder, situation, config);
  setting.previous = current ? currentIndex : -1;
  ladder.scores.fill(Number.NaN);
  for (let index = 0; index < count; index++) {
    const rendition = renditions[index] as Rendition;
    const known = rendition.nextSegmentBits;
    const later = expectedBits(sizes, rendition.rateBitsPerSecond, segmentSeconds);
    nextBits[index] = known === undefined ? later : known + besideRate(sizes) * segmentSeconds;
    ladder.delaySeconds[index] = rendition.playlistDelaySeconds ?? 0;
    fit[index] = deviceFit(rendition, current, device, config.limits);
    for (let scenario = 0; scenario < SCENARIO_COUNT; scenario++)
      laterSeconds[scenario * count + index] = setting.rttSeconds + later / (laterRates[scenario] as number);
    const isUsable = !exclusions[index] || index === currentIndex;
    const own = isUsable
      ? laterShare * (qualityWeight * (quality[index] as number) + fitWeight * (fit[index] as number))
      : Number.NEGATIVE_INFINITY;
    for (let from = 0; from < count; from++) {
      const step = stepLoss(scales, Math.abs((quality[from] as number) - (quality[index] as number)));
      worth[from * count + index] = own - (smoothWeight * step) / segments;
    }
  }
}

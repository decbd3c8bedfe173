/** Gathers what one decision rests on: forecast x sizes x ladder -> the setting that plans are scored in. */
import type { AbrConfig } from './config.ts';
import { deviceFit } from './device-fit.ts';
import type { Forecast, ThroughputRange } from './forecast.ts';
import { playingConditions } from './live.ts';
import type { PlanOption, PlanSetting, Scenario } from './plan-setting.ts';
import { qualities } from './quality.ts';
import type { Scales } from './scales.ts';
import { SCENARIO_DEVIATIONS, SCENARIO_PROBABILITIES } from './scenarios.ts';
import type { Situation } from './situation.ts';
import { besideRate, expectedBits, type SizeState, sizeDeviation } from './sizes.ts';

const logMedian = (range: ThroughputRange): number => Math.log(range.medianBitsPerSecond);

/** The seven futures of the forecast; the size of the next segment errs too, that of many segments hardly. */
function listScenarios(forecast: Forecast, sizes: SizeState, maxBufferSeconds: number, scales: Scales): Scenario[] {
  const spread = scales.spread * Math.max(1, scales.referenceBufferSeconds / maxBufferSeconds) ** scales.spreadGrowth;
  const nextDeviation = Math.hypot(forecast.logErrorDeviation * spread, scales.sizeSpread * sizeDeviation(sizes));
  const laterDeviation = forecast.windowLogErrorDeviation * spread;
  const caution = scales.caution * forecast.logErrorDeviation;
  const laterCaution = (scales.caution / 2) * forecast.windowLogErrorDeviation;
  return SCENARIO_DEVIATIONS.map((z, i) => ({
    probability: SCENARIO_PROBABILITIES[i] ?? 0,
    nextRateBitsPerSecond: Math.exp(logMedian(forecast.next) - caution + z * nextDeviation),
    laterRateBitsPerSecond: Math.exp(logMedian(forecast.window) - laterCaution + z * laterDeviation),
  }));
}

const outageWeight = (odds: number, { outageGain, outageReach }: Scales): number =>
  Math.max(1 / outageReach, Math.min(outageReach, odds ** outageGain));

/** A decision's setting, and the plan's view of every rendition in ladder order. */
export interface Belief {
  readonly setting: PlanSetting;
  readonly options: readonly PlanOption[];
}

/** @param usable whether a rendition of the ladder may be continued with. */
export function buildBelief(
  situation: Situation,
  usable: (index: number) => boolean,
  forecast: Forecast,
  sizes: SizeState,
  config: AbrConfig,
): Belief {
  const { renditions, segmentSeconds, device } = situation;
  const current = renditions[situation.currentIndex];
  const quality = qualities(renditions, situation.contentType, config.content);
  const options = renditions.map((rendition, index): PlanOption => {
    const laterBits = expectedBits(sizes, rendition.rateBitsPerSecond, segmentSeconds);
    const known = rendition.nextSegmentBits;
    return {
      quality: quality[index] ?? 0,
      fit: deviceFit(rendition, current, device, config.limits),
      nextBits: known === undefined ? laterBits : known + besideRate(sizes) * segmentSeconds,
      laterBits,
      delaySeconds: rendition.playlistDelaySeconds ?? 0,
    };
  });
  const usableOptions = options.filter((_, index) => usable(index));
  const fallback = usableOptions.reduce((cheapest, option) => (option.nextBits < cheapest.nextBits ? option : cheapest));
  const conditions = playingConditions(situation, config.scales.horizonSeconds);
  const { playbackRate } = conditions;
  const maxBufferSeconds = conditions.maxBufferSeconds + segmentSeconds;
  const setting: PlanSetting = {
    bufferSeconds: situation.bufferSeconds / playbackRate,
    maxBufferSeconds: maxBufferSeconds / playbackRate,
    segmentSeconds: segmentSeconds / playbackRate,
    rttSeconds: forecast.rttSeconds,
    remainingSeconds: situation.remainingSeconds / playbackRate,
    playing: situation.playing,
    medianBitsPerSecond: forecast.next.medianBitsPerSecond,
    logErrorDeviation: forecast.logErrorDeviation,
    scenarios: listScenarios(forecast, sizes, maxBufferSeconds, config.scales),
    options: usableOptions,
    previousQuality: current && quality[situation.currentIndex],
    fallback,
    outageWeight: outageWeight(forecast.outageShare / config.prediction.priorOutageShare, config.scales),
    weights: config.weights,
    scales: config.scales,
  };
  return { setting, options };
}

/**
 * Stage 4: the worth of downloading the next segment in one rendition.
 *
 * For each scenario of the forecast: download this segment, then continue with the rendition that is best from
 * there to the horizon. The five terms are means per segment along that plan, then over the scenarios. Taken
 * greedily for one segment the same terms make the worst rule of all; summed along a plan they win
 * (reference/engine.md sections 0, 6 and 7, where the formulas and first constants come from).
 */
import type { PlanOption, PlanScore, PlanSetting, Scenario } from './plan-setting.ts';
import { stallRiskOf } from './stall-risk.ts';
import { weightVector } from './terms.ts';

/** Segments that a plan looks beyond the next one at least. */
const MIN_LATER_SEGMENTS = 1;

/** Scores one option; see {@link createPlanner}. */
export type ScorePlan = (first: PlanOption, mayRescue: boolean, remainingBits?: number) => PlanScore;

/** e^-x to within 5 % of 1, x >= 0: the same shape, a tenth of the time. */
const fading = (x: number): number => 1 / (1 + x * (1 + x * (0.5 + x / 6)));

/**
 * Scores plans in one setting: how many `segments` they have, and a function for the expected terms of downloading
 * the next segment as `first`.
 *
 * - `mayRescue`: a slow download may be given up later, which softens its worst scenarios.
 * - `remainingBits`: bits still missing, no new request needed: the plan "let it finish".
 *
 * A decision weighs some hundred plans: the sums below are kept in numbers, not in objects.
 */
export function createPlanner(setting: PlanSetting): { readonly segments: number; readonly score: ScorePlan } {
  const { bufferSeconds, segmentSeconds, maxBufferSeconds, rttSeconds, playing, scenarios, options, previousQuality, fallback } = setting;
  const { scales } = setting;
  const [qualityWeight = 0, sustainWeight = 0, bufferWeight = 0, smoothWeight = 0, fitWeight = 0] = weightVector(setting.weights);
  const horizonSeconds = Math.min(scales.maxHorizonSeconds, Math.max(scales.horizonSeconds, scales.horizonPerBuffer * bufferSeconds));
  /** Segments that follow the next one in the plan; may be fractional. */
  const later = Math.max(MIN_LATER_SEGMENTS, Math.min(horizonSeconds, setting.remainingSeconds) / segmentSeconds - 1);
  const segments = later + 1;
  const laterShare = later / segments;
  /** How much of a horizon there is to load after the plan. At the end of a film nothing: the buffer is there to be used then. */
  const beyond = Math.max(0, Math.min(1, (setting.remainingSeconds - segments * segmentSeconds) / horizonSeconds));
  const lowBuffer = scales.lowBuffer * setting.outageWeight * (beyond + (1 - beyond) * scales.lastBuffer);
  /** The buffer that counts lies between that after the next segment and that at the end of the plan. */
  const earlier = (1 - beyond) / 2;
  const stallPerSecond = scales.stallPerSegment * (4 / segmentSeconds);
  const reach = maxBufferSeconds / scales.referenceBufferSeconds;
  const growth = Math.min(scales.maxNextStallGrowth, Math.max(1, 1 / reach) ** scales.nextStallGrowth);
  /** How much more a stall in the next segment weighs: small buffers leave no time to correct. */
  const nextStallWeight = scales.nextStall * growth;
  /** Scale on which the loss for a low buffer fades, seconds. */
  const lowBufferSeconds = scales.lowBufferSeconds * reach ** (reach < 1 ? scales.lowBufferGrowth : scales.lowBufferGrowthBeyond);
  const startLossPerSecond = scales.startDelay * (4 / segmentSeconds);
  const rescueAtSeconds = scales.rescueBufferShare * bufferSeconds + rttSeconds + scales.rescueDelaySeconds;
  const count = options.length;
  const lossPerStall = scales.stall / segments;
  const lossPerStalledSecond = stallPerSecond / segments;
  const smoothPerStep = smoothWeight / segments;
  // What the innermost loop reads, in flat arrays: time for one later segment by scenario and option, and what an
  // option is worth by itself.
  const laterSeconds = new Float64Array(scenarios.length * count);
  const ownWorth = new Float64Array(count);
  const stepLosses = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const option = options[j] as PlanOption;
    ownWorth[j] = laterShare * (qualityWeight * option.quality + fitWeight * option.fit);
    for (let m = 0; m < scenarios.length; m++) {
      laterSeconds[m * count + j] = rttSeconds + option.laterBits / (scenarios[m] as Scenario).laterRateBitsPerSecond;
    }
  }

  /** Loss of smoothness for a step of `step` units of quality; big steps hurt more than their size. */
  const stepLoss = (step: number): number =>
    step === 0 ? 0 : scales.switchCount + step * (scales.switchSize + scales.switchSizeSquared * step);

  // Expected terms of the candidate being scored.
  let quality = 0;
  let sustainability = 0;
  let bufferSafety = 0;
  let smoothness = 0;
  let fit = 0;

  /** Loss of buffer safety from later segments of `seconds` each, when the plan goes on from `after`. */
  const safetyLossLater = (after: number, seconds: number): number => {
    const stall = Math.max(0, seconds - after, later * seconds - (later - 1) * segmentSeconds - after);
    const end = Math.max(0, Math.min(maxBufferSeconds, after + later * (segmentSeconds - seconds) + stall));
    return (
      (stall > 0 ? lossPerStall + lossPerStalledSecond * stall : 0) + lowBuffer * fading((end + earlier * (after - end)) / lowBufferSeconds)
    );
  };
  const sustainedLater = (after: number, seconds: number): number =>
    Math.min(1, (scales.bufferCredit * after + later * segmentSeconds) / (later * seconds));

  /** Adds the plan `first` then `next`, with a share; the first segment's own part is added by the caller. */
  const add = (share: number, first: PlanOption, next: PlanOption, after: number, seconds: number): void => {
    quality += share * laterShare * next.quality;
    sustainability += share * laterShare * sustainedLater(after, seconds);
    bufferSafety -= share * safetyLossLater(after, seconds);
    smoothness -= (share * stepLoss(Math.abs(first.quality - next.quality))) / segments;
    fit += share * laterShare * next.fit;
  };

  /** Prepares the losses for steps away from `first`. */
  const begin = (first: PlanOption): void => {
    for (let j = 0; j < count; j++) stepLosses[j] = smoothPerStep * stepLoss(Math.abs(first.quality - (options[j] as PlanOption).quality));
  };

  /**
   * Adds one scenario of a plan: its first segment takes `firstSeconds`, then the best continuation follows, mixed
   * with simply staying: a plan is never so sure of its next step. Returns its total, before `share`; with share 0
   * it only works that out. `begin(first)` comes before.
   */
  const addScenario = (m: number, first: PlanOption, firstSeconds: number, share: number): number => {
    const stall = Math.max(0, firstSeconds - bufferSeconds);
    const after = Math.min(maxBufferSeconds, Math.max(0, bufferSeconds - firstSeconds) + segmentSeconds);
    const stallLoss = stall > 0 ? scales.stall + stallPerSecond * stall : 0;
    const firstLoss = (playing ? nextStallWeight * stallLoss : startLossPerSecond * stall) / segments;
    const firstSustained = Math.min(1, (scales.bufferCredit * bufferSeconds + segmentSeconds) / firstSeconds) / segments;
    const firstStep = previousQuality === undefined ? 0 : stepLoss(Math.abs(previousQuality - first.quality)) / segments;
    const holdSeconds = rttSeconds + first.laterBits / (scenarios[m] as Scenario).laterRateBitsPerSecond;
    const hold =
      laterShare * (qualityWeight * first.quality + fitWeight * first.fit + sustainWeight * sustainedLater(after, holdSeconds)) -
      bufferWeight * safetyLossLater(after, holdSeconds);
    // The innermost loop: `safetyLossLater` and `sustainedLater` written out, on numbers that do not change in it.
    const playable = (later - 1) * segmentSeconds + after;
    const filled = after + later * segmentSeconds;
    const credit = (scales.bufferCredit * after) / later + segmentSeconds;
    const sustainWorth = laterShare * sustainWeight;
    const lowWorth = bufferWeight * lowBuffer;
    const perLowBuffer = 1 / lowBufferSeconds;
    let best = -1;
    let bestValue = hold;
    for (let j = 0; j < count; j++) {
      const seconds = laterSeconds[m * count + j] as number;
      const laterStall = Math.max(0, seconds - after, later * seconds - playable);
      const end = Math.max(0, Math.min(maxBufferSeconds, filled - later * seconds + laterStall));
      const sustained = credit < seconds ? credit / seconds : 1;
      let value =
        (ownWorth[j] as number) +
        sustainWorth * sustained -
        lowWorth * fading((end + earlier * (after - end)) * perLowBuffer) -
        (stepLosses[j] as number);
      if (laterStall > 0) value -= bufferWeight * (lossPerStall + lossPerStalledSecond * laterStall);
      if (value <= bestValue) continue;
      bestValue = value;
      best = j;
    }
    if (share > 0) {
      quality += (share * first.quality) / segments;
      sustainability += share * firstSustained;
      bufferSafety += share * (1 - firstLoss);
      smoothness += share * (1 - firstStep);
      fit += (share * first.fit) / segments;
      if (best >= 0) add(share * scales.bestShare, first, options[best] as PlanOption, after, laterSeconds[m * count + best] as number);
      add(best >= 0 ? share * (1 - scales.bestShare) : share, first, first, after, holdSeconds);
    }
    return (
      (qualityWeight * first.quality + fitWeight * first.fit) / segments +
      sustainWeight * firstSustained +
      bufferWeight * (1 - firstLoss) +
      smoothWeight * (1 - firstStep) +
      scales.bestShare * bestValue +
      (1 - scales.bestShare) * hold
    );
  };

  const score: ScorePlan = (first, mayRescue, remainingBits) => {
    quality = sustainability = bufferSafety = smoothness = fit = 0;
    const overheadSeconds = remainingBits === undefined ? first.delaySeconds + rttSeconds : 0;
    const firstBits = remainingBits ?? first.nextBits;
    // A full buffer is played down to its goal before the request is made.
    const heldSeconds = Math.min(bufferSeconds, maxBufferSeconds - segmentSeconds);
    const stallRisk = stallRiskOf(heldSeconds - overheadSeconds, firstBits, setting.medianBitsPerSecond, setting.logErrorDeviation);
    let begun: PlanOption | undefined;
    const from = (option: PlanOption): PlanOption => {
      if (begun !== option) begin(option);
      begun = option;
      return option;
    };
    for (let m = 0; m < scenarios.length; m++) {
      const { probability, nextRateBitsPerSecond } = scenarios[m] as Scenario;
      const firstSeconds = Math.max(0.001, overheadSeconds + firstBits / nextRateBitsPerSecond);
      const stalls = firstSeconds > bufferSeconds;
      const rescuedSeconds = rescueAtSeconds + rttSeconds + fallback.nextBits / nextRateBitsPerSecond;
      let rescueShare = 0;
      if (mayRescue && stalls && playing && rescuedSeconds < firstSeconds) {
        const gain = addScenario(m, from(fallback), rescuedSeconds, 0) - addScenario(m, from(first), firstSeconds, 0);
        if (gain > 0) rescueShare = scales.rescueShare;
      }
      if (rescueShare > 0) addScenario(m, from(fallback), rescuedSeconds, probability * rescueShare);
      addScenario(m, from(first), firstSeconds, probability * (1 - rescueShare));
    }
    return {
      terms: { quality, sustainability, bufferSafety, smoothness, deviceFit: fit },
      total:
        qualityWeight * quality +
        sustainWeight * sustainability +
        bufferWeight * bufferSafety +
        smoothWeight * smoothness +
        fitWeight * fit,
      stallRisk,
    };
  };
  return { segments, score };
}

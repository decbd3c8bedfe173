/**
 * Stage 4: the worth of downloading the next segment in one rendition.
 *
 * For each scenario of the forecast: download this segment, then continue with the rendition that is best from
 * there to the horizon. The five terms are means per segment along that plan, then over the scenarios. Taken
 * greedily for one segment the same terms make the worst rule of all; summed along a plan they win
 * (reference/engine.md sections 0, 6 and 7, where the formulas and first constants come from).
 */
import { type PlanSetting, SCENARIO_COUNT, SCORE_LENGTH, STALL_RISK, TOTAL } from './plan-setting.ts';
import type { Scales } from './scales.ts';
import { SCENARIO_PROBABILITIES } from './scenarios.ts';
import { stallRiskOf } from './stall-risk.ts';

/** e^-x to within 5 % of 1, x >= 0: the same shape, a tenth of the time. */
const fading = (x: number): number => 1 / (1 + x * (1 + x * (0.5 + x / 6)));

/** Loss of smoothness for a step of `step` units of quality; big steps hurt more than their size. */
export const stepLoss = ({ switchCount, switchSize, switchSizeSquared }: Scales, step: number): number =>
  step === 0 ? 0 : switchCount + step * (switchSize + switchSizeSquared * step);

/** Loss of buffer safety from later segments of `seconds` each, when the plan goes on from `after`. */
const safetyLossLater = (setting: PlanSetting, after: number, seconds: number): number => {
  const { later, segmentSeconds, maxBufferSeconds, scales } = setting;
  const stall = Math.max(0, seconds - after, later * seconds - (later - 1) * segmentSeconds - after);
  const end = Math.max(0, Math.min(maxBufferSeconds, after + later * (segmentSeconds - seconds) + stall));
  const low = setting.lowBuffer * fading((end + setting.earlier * (after - end)) / setting.lowBufferSeconds);
  return stall > 0 ? low + (scales.stall + setting.stallPerSecond * stall) / setting.segments : low;
};

const sustainedLater = ({ later, segmentSeconds, scales }: PlanSetting, after: number, seconds: number): number =>
  Math.min(1, ((scales.bufferCredit * after) / later + segmentSeconds) / seconds);

/**
 * The terms of one future: the next segment in rendition `first` takes `firstSeconds`, then the best continuation
 * follows, mixed with simply staying: a plan is never so sure of its next step. Writes them and their total into `setting.terms`.
 */
function lookAhead(setting: PlanSetting, scenario: number, first: number, firstSeconds: number): void {
  const { ladder, weights, scales, terms, count, bufferSeconds, segments, laterShare, previous } = setting;
  const { quality, fit, worth, laterSeconds } = ladder;
  const [qualityWeight = 0, sustainWeight = 0, bufferWeight = 0, smoothWeight = 0, fitWeight = 0] = weights;
  const own = quality[first] as number;
  const stall = Math.max(0, firstSeconds - bufferSeconds);
  const after = Math.min(setting.maxBufferSeconds, Math.max(0, bufferSeconds - firstSeconds) + setting.segmentSeconds);
  const stallLoss = stall > 0 ? scales.stall + setting.stallPerSecond * stall : 0;
  const firstLoss = setting.playing ? setting.nextStallWeight * stallLoss : setting.startLossPerSecond * stall;
  const firstStep = previous < 0 ? 0 : stepLoss(scales, Math.abs((quality[previous] as number) - own));

  const sustainWorth = laterShare * sustainWeight;
  const row = scenario * count;
  const pair = first * count;
  const holdSeconds = laterSeconds[row + first] as number;
  const holdSustained = sustainedLater(setting, after, holdSeconds);
  const holdLoss = safetyLossLater(setting, after, holdSeconds);
  let best = first;
  let bestSustained = holdSustained;
  let bestLoss = holdLoss;
  let bestValue = (worth[pair + first] as number) + sustainWorth * holdSustained - bufferWeight * holdLoss;
  for (let next = 0; next < count; next++) {
    const most = (worth[pair + next] as number) + sustainWorth;
    if (next === first || most <= bestValue) continue;
    const seconds = laterSeconds[row + next] as number;
    const sustained = sustainedLater(setting, after, seconds);
    const loss = safetyLossLater(setting, after, seconds);
    const value = most - sustainWorth * (1 - sustained) - bufferWeight * loss;
    if (value <= bestValue) continue;
    best = next;
    bestSustained = sustained;
    bestLoss = loss;
    bestValue = value;
  }
  const share = scales.bestShare;
  const other = quality[best] as number;
  const credit = (scales.bufferCredit * bufferSeconds + setting.segmentSeconds) / firstSeconds;
  const ownFit = fit[first] as number;
  const picture = own + laterShare * share * (other - own);
  const sustained = Math.min(1, credit) / segments + laterShare * (holdSustained + share * (bestSustained - holdSustained));
  const safety = 1 - firstLoss / segments - holdLoss - share * (bestLoss - holdLoss);
  const smooth = 1 - (firstStep + share * stepLoss(scales, Math.abs(own - other))) / segments;
  const suits = ownFit + laterShare * share * ((fit[best] as number) - ownFit);
  terms[0] = picture;
  terms[1] = sustained;
  terms[2] = safety;
  terms[3] = smooth;
  terms[4] = suits;
  terms[TOTAL] = qualityWeight * picture + sustainWeight * sustained + bufferWeight * safety + smoothWeight * smooth + fitWeight * suits;
}

/**
 * Scores downloading the next segment in rendition `index`: writes the expected terms, their weighted sum, and the chance
 * that the segment stalls playback into `ladder.scores`.
 *
 * @param mayRescue a slow download may be given up later, which softens its worst scenarios.
 * @param missingBits bits still missing, no new request needed: the plan "let it finish".
 */
export function scorePlan(setting: PlanSetting, index: number, mayRescue: boolean, missingBits?: number): void {
  const { ladder, scales, terms, weights, bufferSeconds, rttSeconds, rescueTerms } = setting;
  const { scores, nextBits } = ladder;
  const isNew = missingBits === undefined;
  const overheadSeconds = isNew ? (ladder.delaySeconds[index] as number) + rttSeconds : 0;
  const firstBits = isNew ? (nextBits[index] as number) : missingBits;
  const rescueAtSeconds = scales.rescueBufferShare * bufferSeconds + rttSeconds + scales.rescueDelaySeconds;
  const at = index * SCORE_LENGTH;
  scores.fill(0, at, at + SCORE_LENGTH);
  for (let scenario = 0; scenario < SCENARIO_COUNT; scenario++) {
    const rate = setting.nextRates[scenario] as number;
    const probability = SCENARIO_PROBABILITIES[scenario] as number;
    const firstSeconds = Math.max(0.001, overheadSeconds + firstBits / rate);
    const rescuedSeconds = rescueAtSeconds + rttSeconds + (nextBits[setting.fallback] as number) / rate;
    const rescued = scenario * SCORE_LENGTH;
    let rescueShare = 0;
    if (mayRescue && setting.playing && firstSeconds > bufferSeconds && rescuedSeconds < firstSeconds) {
      // The same for every candidate.
      if (Number.isNaN(rescueTerms[rescued + TOTAL])) {
        lookAhead(setting, scenario, setting.fallback, rescuedSeconds);
        rescueTerms.set(terms, rescued);
      }
      rescueShare = scales.rescueShare;
    }
    lookAhead(setting, scenario, index, firstSeconds);
    if (!((rescueTerms[rescued + TOTAL] as number) > (terms[TOTAL] as number))) rescueShare = 0;
    for (let term = 0; term < TOTAL; term++) {
      const own = terms[term] as number;
      const gain = rescueShare > 0 ? rescueShare * ((rescueTerms[rescued + term] as number) - own) : 0;
      scores[at + term] = (scores[at + term] as number) + probability * (own + gain);
    }
  }
  let total = 0;
  for (let term = 0; term < TOTAL; term++) total += (weights[term] as number) * (scores[at + term] as number);
  scores[at + TOTAL] = total;
  // A full buffer is played down to its goal before the request is made.
  const heldSeconds = Math.min(bufferSeconds, setting.maxBufferSeconds - setting.segmentSeconds);
  scores[at + STALL_RISK] = stallRiskOf(heldSeconds - overheadSeconds, firstBits, setting.medianBitsPerSecond, setting.logErrorDeviation);
}

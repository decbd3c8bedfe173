/**
 * Stage 4: the worth of downloading the next segment in one rendition.
 *
 * For each scenario of the forecast: download this segment, then continue with the rendition that is best from
 * there to the horizon. The five terms are means per segment along that plan, then over the scenarios. Taken
 * greedily for one segment the same terms make the worst rule of all; summed along a plan they win
 * (in a prototype on 2,142 sessions, from which the formulas and first constants come: README.md).
 */
import { type PlanSetting, RESERVE, SCENARIO_COUNT, SCORE_LENGTH, TOTAL } from './plan-setting.ts';
import type { Scales } from './scales.ts';
import { SCENARIO_PROBABILITIES } from './scenarios.ts';
import { reserveOf } from './stall-risk.ts';
import type { TermVector } from './terms.ts';

/** e^-x to within 5 % of 1, x >= 0: the same shape, a tenth of the time. */
const fading = (x: number): number => 1 / (1 + x * (1 + x * (0.5 + x * (1 / 6))));

/** Loss of smoothness for a step of `step` units of quality; big steps hurt more than their size. */
export const stepLoss = ({ switchCount, switchSize, switchSizeSquared }: Scales, step: number): number =>
  step === 0 ? 0 : switchCount + step * (switchSize + switchSizeSquared * step);

/**
 * The score of one future: the next segment in rendition `first` takes `firstSeconds`, then the best continuation
 * follows, mixed with simply staying: a plan is never so sure of its next step. Written into `setting.terms`.
 */
function lookAhead(setting: PlanSetting, scenario: number, first: number, firstSeconds: number): void {
  const { ladder, weights, scales, terms, count, bufferSeconds, segmentSeconds, maxBufferSeconds } = setting;
  const { later, segments, laterShare, previous, lowBuffer, earlier, stallPerSecond } = setting;
  const { quality, fit, worth, laterSeconds } = ladder;
  const bufferWeight = weights[2] as number;
  const sustainWorth = laterShare * (weights[1] as number);
  const perLowBuffer = 1 / setting.lowBufferSeconds;
  const own = quality[first] as number;
  const ownFit = fit[first] as number;
  const after = Math.min(maxBufferSeconds, Math.max(0, bufferSeconds - firstSeconds) + segmentSeconds);
  const playable = (later - 1) * segmentSeconds + after;
  const filled = after + later * segmentSeconds;
  const credit = (scales.bufferCredit * after) / later + segmentSeconds;
  // What every continuation loses, even one that comes at once.
  const leastLoss = lowBuffer * fading((maxBufferSeconds + earlier * (after - maxBufferSeconds)) * perLowBuffer);
  const most = sustainWorth - bufferWeight * leastLoss;
  const pair = first * count;
  const row = scenario * count;
  let best = first;
  let bestValue = Number.NEGATIVE_INFINITY;
  let bestSustained = 0;
  let bestLoss = 0;
  let holdSustained = 0;
  let holdLoss = 0;
  // Staying comes first: hardly any other continuation can then be worth more.
  for (let other = -1; other < count; other++) {
    const next = other < 0 ? first : other;
    const ownWorth = worth[pair + next] as number;
    if (other === first || ownWorth + most <= bestValue) continue;
    const seconds = laterSeconds[row + next] as number;
    const sustained = credit < seconds ? credit / seconds : 1;
    const laterAll = later * seconds;
    let stall = laterAll - playable;
    if (stall < seconds - after) stall = seconds - after;
    if (stall < 0) stall = 0;
    let end = filled - laterAll + stall;
    if (end > maxBufferSeconds) end = maxBufferSeconds;
    let loss = lowBuffer * fading((end + earlier * (after - end)) * perLowBuffer);
    if (stall > 0) loss += (scales.stall + stallPerSecond * stall) / segments;
    const value = ownWorth + sustainWorth * sustained - bufferWeight * loss;
    if (other < 0) {
      holdSustained = sustained;
      holdLoss = loss;
    } else if (value <= bestValue) continue;
    best = next;
    bestValue = value;
    bestSustained = sustained;
    bestLoss = loss;
  }
  const stall = Math.max(0, firstSeconds - bufferSeconds);
  const stallLoss = setting.playing
    ? stall > 0
      ? setting.nextStallWeight * (scales.stall + stallPerSecond * stall)
      : 0
    : setting.startLossPerSecond * stall;
  const firstCredit = scales.bufferCredit * bufferSeconds + segmentSeconds;
  const share = scales.bestShare;
  const step = Math.abs(own - (quality[best] as number));
  const steps = (previous < 0 ? 0 : stepLoss(scales, Math.abs((quality[previous] as number) - own))) + share * stepLoss(scales, step);
  terms[0] = own + laterShare * share * ((quality[best] as number) - own);
  terms[1] = Math.min(1, firstCredit / firstSeconds) / segments + laterShare * (holdSustained + share * (bestSustained - holdSustained));
  terms[2] = 1 - stallLoss / segments - holdLoss - share * (bestLoss - holdLoss);
  terms[3] = 1 - steps / segments;
  terms[4] = ownFit + laterShare * share * ((fit[best] as number) - ownFit);
  addUp(terms, 0, weights);
}

/** Writes the weighted sum of the five terms that stand at `at`. */
function addUp(scores: number[], at: number, weights: TermVector): void {
  let total = 0;
  for (let term = 0; term < TOTAL; term++) total += (weights[term] as number) * (scores[at + term] as number);
  scores[at + TOTAL] = total;
}

/**
 * Scores downloading the next segment in rendition `index`: writes the expected terms, their weighted sum, and the reserve
 * that its stall risk follows from into `ladder.scores`.
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
  addUp(scores, at, weights);
  // A full buffer is played down to its goal before the request is made.
  const heldSeconds = Math.min(bufferSeconds, setting.maxBufferSeconds - setting.segmentSeconds);
  scores[at + RESERVE] = reserveOf(heldSeconds - overheadSeconds, firstBits, setting.medianBitsPerSecond);
}

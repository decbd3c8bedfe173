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

/** e^-x to within 5 % of 1, x >= 0: the same shape, a tenth of the time. */
const fading = (x: number): number => 1 / (1 + x * (1 + x * (0.5 + x * (1 / 6))));

/** Loss of smoothness for a step of `step` units of quality; big steps hurt more than their size. */
export const stepLoss = ({ switchCount, switchSize, switchSizeSquared }: Scales, step: number): number =>
  step === 0 ? 0 : switchCount + step * (switchSize + switchSizeSquared * step);

/**
 * The score of every future: the next segment in rendition `first` takes `firstSeconds[scenario]`, then the best continuation follows,
 * mixed with simply staying: a plan is never so sure of its next step. Written into `futures`.
 */
function lookAhead(setting: PlanSetting, first: number): void {
  const { ladder, weights, scales, firstSeconds, futures, count, bufferSeconds, segmentSeconds, maxBufferSeconds, playing } = setting;
  const { later, segments, laterShare, previous, lowBuffer, earlier, stallPerSecond, nextStallWeight, startLossPerSecond } = setting;
  const { quality, fit, worth, laterSeconds } = ladder;
  const bufferWeight = weights[2];
  const sustainWorth = laterShare * weights[1];
  const perLowBuffer = 1 / setting.lowBufferSeconds;
  const own = quality[first] as number;
  const ownFit = fit[first] as number;
  const share = scales.bestShare;
  const firstCredit = scales.bufferCredit * bufferSeconds + segmentSeconds;
  const firstStep = previous < 0 ? 0 : stepLoss(scales, Math.abs((quality[previous] as number) - own));
  const pair = first * count;
  for (let scenario = 0; scenario < SCENARIO_COUNT; scenario++) {
    const nextSeconds = firstSeconds[scenario] as number;
    const after = Math.min(maxBufferSeconds, Math.max(0, bufferSeconds - nextSeconds) + segmentSeconds);
    const playable = (later - 1) * segmentSeconds + after;
    const filled = after + later * segmentSeconds;
    const credit = (scales.bufferCredit * after) / later + segmentSeconds;
    // What every continuation loses, even one that comes at once.
    const leastLoss = lowBuffer * fading((maxBufferSeconds + earlier * (after - maxBufferSeconds)) * perLowBuffer);
    const most = sustainWorth - bufferWeight * leastLoss;
    const row = scenario * count;
    let best = first;
    let bestValue = Number.NEGATIVE_INFINITY;
    let bestSustained = 0;
    let bestLoss = 0;
    let holdSustained = 0;
    let holdLoss = 0;
    // Staying comes first: much of what costs a step can then not be worth more.
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
      } else if (value <= bestValue) {
        continue;
      }
      best = next;
      bestValue = value;
      bestSustained = sustained;
      bestLoss = loss;
    }
    const stall = Math.max(0, nextSeconds - bufferSeconds);
    let stallLoss = startLossPerSecond * stall;
    if (playing) stallLoss = stall > 0 ? nextStallWeight * (scales.stall + stallPerSecond * stall) : 0;
    const steps = firstStep + share * stepLoss(scales, Math.abs(own - (quality[best] as number)));
    const at = scenario * TOTAL;
    futures[at] = own + laterShare * share * ((quality[best] as number) - own);
    futures[at + 1] =
      Math.min(1, firstCredit / nextSeconds) / segments + laterShare * (holdSustained + share * (bestSustained - holdSustained));
    futures[at + 2] = 1 - stallLoss / segments - holdLoss - share * (bestLoss - holdLoss);
    futures[at + 3] = 1 - steps / segments;
    futures[at + 4] = ownFit + laterShare * share * ((fit[best] as number) - ownFit);
  }
}

/**
 * Scores downloading the next segment in rendition `index`: writes the expected terms, their weighted sum, and the reserve
 * that its stall risk follows from into `ladder.scores`.
 *
 * @param bits still to load; fewer than the segment's in the plan "let it finish",
 * @param overheadSeconds for which no new request is needed.
 */
export function scorePlan(
  setting: PlanSetting,
  index: number,
  bits: number = setting.ladder.nextBits[index] as number,
  overheadSeconds: number = (setting.ladder.delaySeconds[index] as number) * setting.playbackRate + setting.rttSeconds,
): void {
  const { weights, nextRates, firstSeconds, futures } = setting;
  const { scores } = setting.ladder;
  for (let scenario = 0; scenario < SCENARIO_COUNT; scenario++)
    firstSeconds[scenario] = Math.max(0.001, overheadSeconds + bits / (nextRates[scenario] as number));
  lookAhead(setting, index);
  const at = index * SCORE_LENGTH;
  let total = 0;
  for (let term = 0; term < TOTAL; term++) {
    let expected = 0;
    for (let scenario = 0; scenario < SCENARIO_COUNT; scenario++)
      expected += (SCENARIO_PROBABILITIES[scenario] as number) * (futures[scenario * TOTAL + term] as number);
    scores[at + term] = expected;
    total += (weights[term] as number) * expected;
  }
  scores[at + TOTAL] = total;
  // A full buffer is played down to its goal before the request is made.
  const heldSeconds = Math.min(setting.bufferSeconds, setting.maxBufferSeconds - setting.segmentSeconds);
  scores[at + RESERVE] = reserveOf(heldSeconds - overheadSeconds, bits, setting.medianBitsPerSecond);
}

/** Stage 5: stay, switch or start: the best total, unless a switch is not worth it or too big a step. */
import { type Assessment, bestOf, gainOf, riskOf } from './assess.ts';
import type { AbrConfig } from './config.ts';
import type { ReasonCode } from './decision.ts';
import { fadedFalls, type PlayState } from './play-state.ts';
import { rateOf, type Situation } from './situation.ts';

/** Below the rung that it fell from this lately, seconds, the ladder may be climbed in larger steps: what a rescue left is known ground ... */
const RETURN_SECONDS = 30;
/** ... if the buffer outlasts a mistake, seconds. */
const RETURN_BUFFER_SECONDS = 8;
/** The first segment may take this much longer than in the lowest rendition, seconds. */
const START_PATIENCE_SECONDS = 0.3;
/** The first decisions are start-up: the ladder may be climbed in larger steps. */
const START_DECISIONS = 4;
/** A leap over several rungs needs so many segments in the buffer: what it costs if it is a mistake. */
const LEAP_SEGMENTS = 2;
/** A switch that lowers the stall risk by this much is made for that reason. */
const SAFER = 0.05;

/** What a start believes in: this many deviations below the median. */
const PESSIMIST_DEVIATIONS = -2.4;

/** What was chosen and why. */
export interface Choice {
  readonly index: number;
  readonly reasonCode: ReasonCode;
  /** What staying gives away, in total per four segments: above 0 for want of a climb, below for want of a descent. */
  readonly forgone?: number;
}

/** False for a while after a rescue: the link has just collapsed. */
export const mayClimb = (situation: Situation, play: PlayState, config: AbrConfig): boolean =>
  situation.atSeconds - play.rescuedAtSeconds >= config.switching.recoverySeconds;

/**
 * Candidates that would climb more rungs than one step allows while playing. Viewers notice big steps, and
 * a plan that jumps usually falls back, as a prototype showed in real players. After a fall of several rungs, as rescues make them, a
 * better plan may return at once to below where it fell from: to feel the way there costs a switch and a poor segment per rung.
 */
export function limitStep(situation: Situation, { ranked }: Assessment, play: PlayState, config: AbrConfig): number[] {
  if (!situation.playing || situation.currentIndex < 0) return [];
  const above = ranked.filter((index) => rateOf(situation, index) > rateOf(situation, situation.currentIndex));
  if (!mayClimb(situation, play, config)) return above;
  if (play.decisionCount <= START_DECISIONS) return [];
  const isReturn = situation.atSeconds - play.fellAtSeconds < RETURN_SECONDS && situation.bufferSeconds >= RETURN_BUFFER_SECONDS;
  const knownRate = isReturn ? play.fellFromBitsPerSecond : 0;
  return above.slice(config.switching.maxStepUp).filter((index) => rateOf(situation, index) >= knownRate);
}

/**
 * The first segment: the best rendition that starts about as soon as the lowest would. With a guess only, the
 * guess is not trusted beyond its lower end.
 */
export function chooseStart({ ranked, forecast, setting }: Assessment): Choice {
  const lowRate = forecast.next.medianBitsPerSecond * Math.exp(PESSIMIST_DEVIATIONS * forecast.logErrorDeviation);
  const { delaySeconds, nextBits } = setting.ladder;
  const secondsFor = (index: number): number => (delaySeconds[index] as number) + (nextBits[index] as number) / lowRate;
  const lowest = ranked[0] ?? 0;
  const soonEnough = ranked.filter((index) => secondsFor(index) <= secondsFor(lowest) + START_PATIENCE_SECONDS);
  return { index: soonEnough.at(-1) ?? lowest, reasonCode: forecast.sampleCount === 0 ? 'no-measurement-yet' : 'best-score' };
}

/**
 * The best total; the current one stays unless another gains the hysteresis, which is higher for climbing back to
 * where it just fell from, the more so the oftener it fell: a link that failed there will often fail again. What staying gives away adds up over the segments:
 * a plan can always put its switch off by one segment for next to nothing, and would do so for ever.
 *
 * What lies beyond one step is climbed to step by step, as long as no step costs anything; at once where the leap is
 * worth a switch by itself.
 */
export function chooseBest(
  situation: Situation,
  tooBig: readonly number[],
  assessment: Assessment,
  play: PlayState,
  config: AbrConfig,
): Choice {
  const { ranked } = assessment;
  const { hysteresis, forgoneShare, leapGain } = config.switching;
  const { climbAfterFall, fallHalfLifeSeconds } = config.scales;
  const current = situation.currentIndex;
  const reach = ranked.filter((index) => !tooBig.includes(index));
  const gain = (index: number): number => gainOf(assessment, index, current);
  const directionOf = (index: number): number => (rateOf(situation, index) > rateOf(situation, current) ? 1 : -1);
  if (reach.length === 0) return { index: ranked[0] ?? 0, reasonCode: 'limit-lowered' };
  if (!reach.includes(current)) return { index: bestOf(assessment, reach), reasonCode: 'limit-lowered' };
  if (ranked.length === 1) return { index: current, reasonCode: 'only-choice' };
  /** Whether a change to a rendition that gains this much is worth it. */
  const isWorth = (index: number, reached: number): boolean => {
    const direction = directionOf(index);
    const climbsBack = direction > 0 && rateOf(situation, index) >= play.fellFromBitsPerSecond;
    const flapLoss = climbsBack ? climbAfterFall * fadedFalls(play, situation.atSeconds, fallHalfLifeSeconds) : 0;
    return reached + forgoneShare * Math.max(0, direction * play.forgone) >= hysteresis + flapLoss;
  };
  const goal = bestOf(assessment, mayClimb(situation, play, config) ? ranked : reach);
  const step = reach.at(-1) ?? current;
  const isFilled = situation.bufferSeconds >= LEAP_SEGMENTS * situation.segmentSeconds;
  const isLeap = isFilled && gain(goal) - gain(step) >= leapGain && isWorth(goal, gain(goal));
  const index = tooBig.includes(goal) && gain(step) >= 0 ? (isLeap ? goal : step) : bestOf(assessment, reach);
  if (index === current) return { index, reasonCode: 'best-score' };
  const reached = Math.max(gain(index), index === step ? gain(goal) : 0);
  const forgone = directionOf(index) * reached;
  if (!isWorth(index, reached)) return { index: current, reasonCode: 'switch-not-worth-it', forgone };
  return { index, reasonCode: riskOf(assessment, current) - riskOf(assessment, index) > SAFER ? 'stall-risk' : 'best-score', forgone };
}

/** Stage 5: stay, switch or start: the best total, unless a switch is not worth it or too big a step. */
import type { AbrConfig } from './config.ts';
import type { CandidateReport, Exclusion, ReasonCode } from './decision.ts';
import type { Forecast } from './forecast.ts';
import type { PlanScore } from './plan.ts';
import type { PlayState } from './play-state.ts';
import { SCALES } from './scales.ts';
import type { Situation } from './situation.ts';

/** A climb of several rungs is overwhelming evidence when even the pessimist's rate is this multiple of the need. */
const OVERWHELMING_FACTOR = 2;
/** ... and the buffer holds this many segments. */
const OVERWHELMING_SEGMENTS = 2;
/** The first segment may take this much longer than in the lowest rendition, seconds. */
const START_PATIENCE_SECONDS = 0.3;

/** The first decisions are start-up: the ladder may be climbed in larger steps. */
const START_DECISIONS = 4;

/** False for a while after a rescue: the link has just collapsed. */
export const mayClimb = (situation: Situation, play: PlayState, config: AbrConfig): boolean =>
  situation.atSeconds - play.rescuedAtSeconds >= config.switching.recoverySeconds;

/** What was chosen and why. */
export interface Choice {
  readonly index: number;
  readonly reasonCode: ReasonCode;
}

/** Candidate indices from the lowest to the highest rate. */
export function rankByRate(situation: Situation, exclusions: readonly (Exclusion | undefined)[]): number[] {
  const rate = (index: number): number => situation.renditions[index]?.rateBitsPerSecond ?? 0;
  return situation.renditions
    .map((_, index) => index)
    .filter((index) => exclusions[index] === undefined)
    .sort((a, b) => rate(a) - rate(b) || a - b);
}

/**
 * Marks candidates that would climb more rungs than one step allows while playing. Viewers notice big steps, and
 * a plan that jumps usually falls back (reference/engine.md section 9).
 */
export function limitStep(
  situation: Situation,
  ranked: readonly number[],
  forecast: Forecast,
  config: AbrConfig,
  play: PlayState,
): number[] {
  if (!situation.playing || situation.currentIndex < 0) return [];
  const currentRate = situation.renditions[situation.currentIndex]?.rateBitsPerSecond ?? 0;
  const above = ranked.filter((index) => (situation.renditions[index]?.rateBitsPerSecond ?? 0) > currentRate);
  if (!mayClimb(situation, play, config)) return above;
  if (play.decisionCount <= START_DECISIONS) return [];
  return above.slice(config.switching.maxStepUp).filter((index) => {
    const need = situation.renditions[index]?.peakRateBitsPerSecond ?? 0;
    const enoughRate = Math.min(forecast.next.lowBitsPerSecond, forecast.window.lowBitsPerSecond) >= OVERWHELMING_FACTOR * need;
    return !(enoughRate && situation.bufferSeconds >= OVERWHELMING_SEGMENTS * situation.segmentSeconds);
  });
}

/**
 * The first segment: the best rendition that starts about as soon as the lowest would. With a guess only, the
 * guess is not trusted beyond its lower end.
 */
export function chooseStart(situation: Situation, ranked: readonly number[], forecast: Forecast): Choice {
  const lowest = ranked[0] ?? 0;
  const rate = forecast.next.lowBitsPerSecond;
  const secondsFor = (index: number): number => {
    const rendition = situation.renditions[index];
    if (!rendition) return Number.POSITIVE_INFINITY;
    return (
      (rendition.playlistDelaySeconds ?? 0) + (rendition.nextSegmentBits ?? rendition.rateBitsPerSecond * situation.segmentSeconds) / rate
    );
  };
  let index = lowest;
  for (const candidate of ranked) {
    if (secondsFor(candidate) <= secondsFor(lowest) + START_PATIENCE_SECONDS) index = candidate;
  }
  return { index, reasonCode: forecast.sampleCount === 0 ? 'no-measurement-yet' : 'best-score' };
}

/**
 * The best total among `candidates`; the current one stays unless another is better by the hysteresis, which is
 * higher for climbing back to where it just fell from: a link that failed there will often fail again.
 */
export function chooseBest(
  situation: Situation,
  candidates: readonly number[],
  scores: ReadonlyMap<number, PlanScore>,
  play: PlayState,
  config: AbrConfig,
): Choice {
  const total = (index: number): number => scores.get(index)?.total ?? Number.NEGATIVE_INFINITY;
  let best = candidates[0] ?? 0;
  for (const index of candidates) if (total(index) > total(best)) best = index;
  const current = situation.currentIndex;
  if (candidates.length === 1)
    return { index: best, reasonCode: candidates[0] === current || current < 0 ? 'only-choice' : 'limit-lowered' };
  const currentStands = candidates.includes(current);
  if (current >= 0 && !currentStands) return { index: best, reasonCode: 'limit-lowered' };
  if (best === current) return { index: best, reasonCode: 'best-score' };
  const rate = (index: number): number => situation.renditions[index]?.rateBitsPerSecond ?? 0;
  const climbsBack = rate(best) > rate(current) && rate(best) >= play.fellFromBitsPerSecond;
  const flapLoss = climbsBack ? SCALES.climbAfterFall * 2 ** ((play.fellAtSeconds - situation.atSeconds) / SCALES.fallHalfLifeSeconds) : 0;
  if (currentStands && total(best) - total(current) < config.switching.hysteresis + flapLoss)
    return { index: current, reasonCode: 'switch-not-worth-it' };
  const safer = (scores.get(current)?.stallRisk ?? 0) - (scores.get(best)?.stallRisk ?? 0);
  return { index: best, reasonCode: safer > 0.05 ? 'stall-risk' : 'best-score' };
}

const NO_TERMS = { quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, deviceFit: 0 };

/** One report per rendition, in ladder order. */
export function reportCandidates(
  situation: Situation,
  exclusions: readonly (Exclusion | undefined)[],
  scores: ReadonlyMap<number, PlanScore>,
): CandidateReport[] {
  return situation.renditions.map(({ id }, index): CandidateReport => {
    const score = scores.get(index);
    const excluded = exclusions[index];
    const known = { index, id, terms: score?.terms ?? NO_TERMS, total: score?.total ?? 0, stallRisk: score?.stallRisk ?? 0 };
    return excluded === undefined ? known : { ...known, excluded };
  });
}

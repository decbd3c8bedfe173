/** The stages in order, and the one place that holds their state. */
import { listExclusions } from './candidates.ts';
import { type Choice, chooseBest, chooseStart, limitStep, rankByRate, reportCandidates } from './choose.ts';
import type { AbrConfig } from './config.ts';
import type { Action, Decision, Exclusion } from './decision.ts';
import type { Forecast } from './forecast.ts';
import { type PlanScore, scorePlan } from './plan.ts';
import { EMPTY_PREDICTION, forecastThroughput, type PredictionState, updatePrediction } from './prediction.ts';
import { explain } from './reasons.ts';
import { foldPace, type InFlightState, isInDanger, look, NO_LOOKS, paceOf, RESCUE_MARGIN, remainingBits } from './rescue.ts';
import type { DownloadSample, SampleVerdict } from './samples.ts';
import { buildBelief } from './setting.ts';
import type { InFlightSegment, Situation } from './situation.ts';
import { EMPTY_SIZES, type SizeState, updateSizes } from './sizes.ts';
import { type TrendState, updateTrend } from './trend.ts';

/**
 * What is remembered of the network. One memory may serve several engines: Shaka builds a throw-away manager that
 * picks the first variant, hls.js builds child players; all share what was learnt.
 */
export interface NetworkMemory {
  prediction: PredictionState;
}

/** An empty memory. */
export const createNetworkMemory = (): NetworkMemory => ({ prediction: EMPTY_PREDICTION });

/** A decision engine for one player instance. */
export interface AbrEngine {
  /** Learn from a transfer. */
  addSample(sample: DownloadSample): SampleVerdict;
  /**
   * Choose a rendition for the next segment.
   *
   * @throws RangeError when no rendition is allowed.
   */
  decide(situation: Situation): Decision;
  /** Give up the segment on its way? A decision with action `rescue`, or undefined to let it finish. */
  considerRescue(situation: Situation, inFlight: InFlightSegment): Decision | undefined;
  /** What the engine believes about the link now. */
  forecast(atSeconds: number, host?: string): Forecast;
  /** New content: forget what was learnt about the ladder, keep what was learnt about the network. */
  resetLadder(): void;
}

/** Makes an engine; replaceable in the adapters' options. */
export type CreateEngine = (config: AbrConfig, memory: NetworkMemory) => AbrEngine;

/** What an engine remembers of the content it plays. */
interface PlayState {
  readonly sizes: SizeState;
  readonly inFlight: InFlightState;
  readonly trend: TrendState | undefined;
  readonly rescuedAtSeconds: number;
}

const NEW_PLAY: PlayState = { sizes: EMPTY_SIZES, inFlight: NO_LOOKS, trend: undefined, rescuedAtSeconds: Number.NEGATIVE_INFINITY };

/** Makes our engine. */
export function createAbrEngine(config: AbrConfig, memory: NetworkMemory): AbrEngine {
  let play = NEW_PLAY;
  return {
    addSample(sample) {
      const { state, verdict } = updatePrediction(memory.prediction, sample, config.prediction);
      memory.prediction = state;
      play = { ...play, sizes: updateSizes(play.sizes, sample) };
      return verdict;
    },
    decide(situation) {
      const trend = updateTrend(play.trend, situation.atSeconds, situation.bufferSeconds);
      const decision = decide(situation, memory.prediction, { ...play, trend }, config);
      play = { ...play, trend, inFlight: NO_LOOKS };
      return decision;
    },
    considerRescue(situation, inFlight) {
      play = { ...play, inFlight: look(play.inFlight, inFlight) };
      const decision = considerRescue(situation, inFlight, memory.prediction, play, config);
      if (decision) play = { ...play, rescuedAtSeconds: situation.atSeconds, inFlight: NO_LOOKS };
      return decision;
    },
    forecast: (atSeconds, host) => forecastThroughput(memory.prediction, atSeconds, config.prediction, host),
    resetLadder() {
      play = NEW_PLAY;
    },
  };
}

/** One decision: forecast, candidates, plans, choice. */
function decide(situation: Situation, prediction: PredictionState, play: PlayState, config: AbrConfig): Decision {
  const forecast = forecastThroughput(prediction, situation.atSeconds, config.prediction, situation.host, situation.priorRateBitsPerSecond);
  const exclusions = listExclusions(situation, config.limits);
  const ranked = rankByRate(situation, exclusions);
  const usable = exclusions.map((exclusion) => exclusion === undefined);
  const { setting, options } = buildBelief(situation, usable, forecast, play.sizes, config);
  const scores = new Map<number, PlanScore>();
  for (const index of ranked) {
    const option = options[index];
    if (option) scores.set(index, scorePlan(setting, option, config.rescue.enabled));
  }
  const mayClimb = situation.atSeconds - play.rescuedAtSeconds >= config.switching.recoverySeconds;
  const tooBig = limitStep(situation, ranked, forecast, config, mayClimb);
  const candidates = ranked.filter((index) => !tooBig.includes(index));
  const pool = candidates.length > 0 ? candidates : ranked.slice(0, 1);
  const isStart = situation.currentIndex < 0 || (!situation.playing && forecast.sampleCount === 0);
  const choice = isStart ? chooseStart(situation, ranked, forecast) : chooseBest(situation, pool, scores, config);
  for (const index of tooBig) exclusions[index] = 'too-big-a-step';
  const held: Choice = !mayClimb && choice.index === situation.currentIndex ? { ...choice, reasonCode: 'recovering' } : choice;
  return report(situation, held, actionOf(situation, held.index, isStart), forecast, exclusions, scores, play);
}

function actionOf(situation: Situation, index: number, isStart: boolean): Action {
  if (isStart) return 'start';
  if (index === situation.currentIndex) return 'stay';
  const rate = (at: number): number => situation.renditions[at]?.rateBitsPerSecond ?? 0;
  return rate(index) >= rate(situation.currentIndex) ? 'up' : 'down';
}

/** The rescue: the same plan under the transfer's own pace, "finish" against every lower restart. */
function considerRescue(
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
  const lower = rankByRate(situation, exclusions).filter((index) => (situation.renditions[index]?.rateBitsPerSecond ?? 0) < loading.rateBitsPerSecond);
  if (lower.length === 0) return undefined;
  const usable = exclusions.map((exclusion, index) => exclusion === undefined || index === inFlight.renditionIndex);
  const { setting, options } = buildBelief({ ...situation, currentIndex: inFlight.renditionIndex }, usable, forecast, play.sizes, config);
  const finish = options[inFlight.renditionIndex];
  if (!finish) return undefined;
  const missingBits = remainingBits(inFlight, finish.nextBits);
  if (!isInDanger(situation, inFlight, missingBits, forecast.next.medianBitsPerSecond, setting.fallback.nextBits, setting.rttSeconds, config)) return undefined;
  const scores = new Map<number, PlanScore>([[inFlight.renditionIndex, scorePlan(setting, finish, false, missingBits)]]);
  let best = inFlight.renditionIndex;
  const total = (index: number): number => scores.get(index)?.total ?? Number.NEGATIVE_INFINITY;
  for (const index of lower) {
    const option = options[index];
    // A restart that needs more bits than are missing cannot come sooner.
    if (!option || option.nextBits >= missingBits) continue;
    scores.set(index, scorePlan(setting, option, false));
    if (total(index) > total(best)) best = index;
  }
  if (best === inFlight.renditionIndex || total(best) < total(inFlight.renditionIndex) + RESCUE_MARGIN) return undefined;
  const from = { ...situation, currentIndex: inFlight.renditionIndex };
  return report(from, { index: best, reasonCode: 'rescue-slow-segment' }, 'rescue', forecast, exclusions, scores, play);
}

function report(
  situation: Situation,
  { index, reasonCode }: Choice,
  action: Action,
  forecast: Forecast,
  exclusions: readonly (Exclusion | undefined)[],
  scores: ReadonlyMap<number, PlanScore>,
  play: PlayState,
): Decision {
  const stallRisk = scores.get(index)?.stallRisk ?? 0;
  const previousStallRisk = scores.get(situation.currentIndex)?.stallRisk ?? 0;
  return {
    atSeconds: situation.atSeconds,
    index,
    previousIndex: situation.currentIndex,
    action,
    reasonCode,
    reason: explain({ action, reasonCode, index, situation, forecast, stallRisk, previousStallRisk }),
    candidates: reportCandidates(situation, exclusions, scores),
    forecast,
    stallRisk,
    bufferSeconds: situation.bufferSeconds,
    bufferTrend: play.trend?.trend ?? 0,
  };
}

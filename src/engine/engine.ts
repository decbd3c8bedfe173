/** The one place that holds state: everything else is a function of it. */

import { addBeside, withBeside } from './beside.ts';
import type { AbrConfig } from './config.ts';
import { considerRescue } from './consider-rescue.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Forecast } from './forecast.ts';
import { afterLesson, look, NOTHING_IN_FLIGHT, nextLesson, remainderOf } from './in-flight.ts';
import { createPlanSetting } from './plan-setting.ts';
import { addForgone, NEW_PLAY, observe } from './play-state.ts';
import { EMPTY_PREDICTION, forecastThroughput, type PredictionState, updatePrediction } from './prediction.ts';
import type { DownloadSample, SampleVerdict } from './samples.ts';
import type { InFlightSegment, Situation } from './situation.ts';
import { updateSizes } from './sizes.ts';
import { measureBursts } from './source-limited.ts';

/**
 * What is remembered of the network. One memory may serve several engines: Shaka builds a throw-away manager that
 * picks the first variant, hls.js builds child players; all share what was learnt.
 */
export interface NetworkMemory {
  prediction: PredictionState;
  /** What earlier visits say of this network: believed before anything is measured, rather than `priorRateBitsPerSecond`. */
  remembered?: RememberedRate;
}

/** A rate, and how sure it is. */
export interface RememberedRate {
  /** Median, bits per second, > 0. */
  readonly rateBitsPerSecond: number;
  /** Standard deviation of the log of what will be found against it, > 0; 0.7 = a factor of two either way. */
  readonly logDeviation: number;
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

/** A forecast of this age still holds, seconds. */
const RECENT_SECONDS = 1;

/** Makes our engine. */
export function createAbrEngine(config: AbrConfig, memory: NetworkMemory): AbrEngine {
  let play = NEW_PLAY;
  const setting = createPlanSetting(config);
  const learn = (sample: DownloadSample, whole = sample): SampleVerdict => {
    const { state, verdict } = updatePrediction(memory.prediction, sample, config.prediction, whole);
    memory.prediction = state;
    return verdict;
  };
  const forecast = (atSeconds: number, host?: string, guess?: number): Forecast => {
    const { prediction, remembered } = memory;
    const prior = remembered?.rateBitsPerSecond ?? guess;
    return forecastThroughput(prediction, atSeconds, config.prediction, host, prior, remembered?.logDeviation);
  };
  const forecastFor = ({ atSeconds, host, priorRateBitsPerSecond }: Situation): Forecast =>
    forecast(atSeconds, host, priorRateBitsPerSecond);
  /** A transfer is looked at ten times a second; what is believed changes with lessons, and slowly with silence. */
  let recent: { readonly of: PredictionState; readonly forecast: Forecast } | undefined;
  const recentForecast = (situation: Situation): Forecast => {
    const isRecent = recent?.of === memory.prediction && situation.atSeconds - recent.forecast.atSeconds < RECENT_SECONDS;
    if (!recent || !isRecent) recent = { of: memory.prediction, forecast: forecastFor(situation) };
    return recent.forecast;
  };
  return {
    addSample(sample) {
      const isMain = sample.kind === 'main';
      const beside = addBeside(play.beside, sample);
      const { learntSeconds, pacing } = play.inFlight;
      // Lessons were given only where the source did not hold it up.
      const measured =
        isMain && pacing ? (learntSeconds ? { ...sample, sourceLimited: undefined } : measureBursts(pacing, sample)) : sample;
      const rest = remainderOf(play.inFlight, measured);
      const whole = withBeside(beside, measured);
      const verdict = learn(rest === measured ? whole : withBeside(beside, rest), whole);
      play = { ...play, beside, sizes: updateSizes(play.sizes, sample) };
      if (isMain) play = { ...play, inFlight: NOTHING_IN_FLIGHT };
      if (isMain && !sample.partial) play = { ...play, forgone: addForgone(play), forgoneNow: undefined };
      return verdict;
    },
    decide(situation) {
      play = observe(play, situation, config.scales.fallHalfLifeSeconds);
      const { decision, forgone } = decide(situation, forecastFor(situation), play, config, setting);
      play = { ...play, forgoneNow: forgone };
      return decision;
    },
    considerRescue(situation, inFlight) {
      let seen = look(play.inFlight, inFlight, situation);
      const lesson = nextLesson(seen, inFlight, situation);
      if (lesson) {
        learn(withBeside(play.beside, lesson));
        seen = afterLesson(seen, inFlight, lesson);
      }
      play = { ...play, inFlight: seen };
      const decision = considerRescue(situation, inFlight, recentForecast(situation), play, config, setting);
      if (decision) play = { ...play, rescuedAtSeconds: situation.atSeconds };
      return decision;
    },
    forecast: (atSeconds, host) => forecast(atSeconds, host),
    resetLadder() {
      play = NEW_PLAY;
    },
  };
}

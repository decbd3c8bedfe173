/**
 * How far off the forecasts of this session were: the spread of the next segment's rate, that of the rest of the
 * window, and which of the two means has been the better guide. Links differ in this more than in anything else: on
 * some the next 15 s are as sure as the next segment, on others single segments scatter around a steady mean.
 */
import type { PredictionOptions } from './config.ts';
import type { DownloadSample } from './samples.ts';

/** What was believed after one segment, to be judged later. Natural logs of bits per second. */
export interface Belief {
  readonly fast: number;
  readonly slow: number;
  readonly next: number;
  readonly window: number;
}

interface Checkpoint {
  readonly atSeconds: number;
  readonly logWindow: number;
  readonly bits: number;
  readonly busySeconds: number;
}

/** Fading sums of absolute log errors. */
export interface ErrorMemory {
  readonly next: number;
  readonly nextWeight: number;
  readonly fast: number;
  readonly slow: number;
  readonly meansWeight: number;
  readonly window: number;
  readonly windowWeight: number;
  /** Bits received and the time that they took, since the start. */
  readonly bits: number;
  readonly busySeconds: number;
  readonly checkpoints: readonly Checkpoint[];
  readonly believed: Belief | undefined;
}

export const NO_ERRORS: ErrorMemory = {
  next: 0,
  nextWeight: 0,
  fast: 0,
  slow: 0,
  meansWeight: 0,
  window: 0,
  windowWeight: 0,
  bits: 0,
  busySeconds: 0,
  checkpoints: [],
  believed: undefined,
};

const MAX_ERROR = 2;
/** A forecast of the window is judged once this much has passed, seconds: half the window, the length of a plan. */
const JUDGED_AFTER_SECONDS = 14;
const MAX_CHECKPOINTS = 32;
/** Errors of the two means fade by half in this many segments. */
const MEANS_HALF_LIFE_SEGMENTS = 12;

const errorOf = (logRate: number, logForecast: number): number => Math.min(MAX_ERROR, Math.abs(logRate - logForecast));

/** After a whole transfer, which came at `rateBitsPerSecond` as far as it is believed: judges what was believed before it. `belief` is what is believed now. */
export function judge(
  memory: ErrorMemory,
  { atSeconds, sizeBits, transferSeconds }: DownloadSample,
  rateBitsPerSecond: number,
  belief: Belief,
  config: PredictionOptions,
): ErrorMemory {
  const bits = memory.bits + sizeBits;
  const busySeconds = memory.busySeconds + transferSeconds;
  const { believed } = memory;
  const logRate = Math.log(rateBitsPerSecond);
  const kept = 2 ** (-1 / config.errorHalfLifeSegments);
  const keptMeans = 2 ** (-1 / MEANS_HALF_LIFE_SEGMENTS);
  let due = memory.checkpoints.length - 1;
  while (due >= 0 && (memory.checkpoints[due] as Checkpoint).atSeconds > atSeconds - JUDGED_AFTER_SECONDS) due--;
  const checkpoint = memory.checkpoints[due];
  const isJudged = checkpoint !== undefined && busySeconds > checkpoint.busySeconds;
  const checkpoints = memory.checkpoints.slice(Math.max(due + 1, memory.checkpoints.length - MAX_CHECKPOINTS + 1));
  checkpoints.push({ atSeconds, logWindow: belief.window, bits, busySeconds });
  return {
    ...memory,
    ...(believed && {
      next: memory.next * kept + errorOf(logRate, believed.next),
      nextWeight: memory.nextWeight * kept + 1,
      fast: memory.fast * keptMeans + errorOf(logRate, believed.fast),
      slow: memory.slow * keptMeans + errorOf(logRate, believed.slow),
      meansWeight: memory.meansWeight * keptMeans + 1,
    }),
    ...(isJudged && {
      window:
        memory.window * kept + errorOf(Math.log((bits - checkpoint.bits) / (busySeconds - checkpoint.busySeconds)), checkpoint.logWindow),
      windowWeight: memory.windowWeight * kept + 1,
    }),
    bits,
    busySeconds,
    checkpoints,
    believed: belief,
  };
}

/** Mean absolute log error of the next segment's forecast, with the prior. */
export const nextError = ({ next, nextWeight }: ErrorMemory, { priorError, priorErrorWeight }: PredictionOptions): number =>
  (priorErrorWeight * priorError + next) / (priorErrorWeight + nextWeight);

/** The same for the mean rate over the rest of the window. */
export const windowError = ({ window, windowWeight }: ErrorMemory, config: PredictionOptions): number =>
  (config.priorErrorWeight * config.priorWindowError + window) / (config.priorErrorWeight + windowWeight);

/** Share of the fast mean: its prior, moved to where the errors have been smaller. */
export function fastShareOf({ fast, slow, meansWeight }: ErrorMemory, config: PredictionOptions): number {
  const { fastShare, shareGain, priorError, priorErrorWeight } = config;
  const prior = priorErrorWeight * priorError;
  const weight = priorErrorWeight + meansWeight;
  const odds = (((prior + slow) / weight / ((prior + fast) / weight)) ** shareGain * fastShare) / (1 - fastShare || 1e-9);
  return odds / (1 + odds);
}

/** What the plans of one moment are scored in. */
import type { AbrConfig } from './config.ts';
import type { Picture } from './quality.ts';
import type { Scales } from './scales.ts';
import { SCENARIO_PROBABILITIES } from './scenarios.ts';
import type { ContentType } from './situation.ts';
import { TERM_NAMES, type TermVector, weightVector } from './terms.ts';

/** Numbers of one score: the terms in the order of {@link TERM_NAMES}, their weighted sum, and what the risk of a stall follows from. */
export const TOTAL: number = TERM_NAMES.length;
export const RESERVE: number = TOTAL + 1;
export const SCORE_LENGTH: number = TOTAL + 2;
/** Futures that a plan is scored in. */
export const SCENARIO_COUNT: number = SCENARIO_PROBABILITIES.length;

/** The ladder as plans see it: columns by rendition index. */
export interface PlanLadder {
  readonly quality: Float64Array;
  /** What it was worked out for: copies, as it is kept until the ladder looks different. */
  pictures: readonly Picture[];
  contentType?: ContentType | undefined;
  readonly fit: Float64Array;
  /** Expected size of the next segment, bits. */
  readonly nextBits: Float64Array;
  /** Time before the request's own round trip, e.g. to fetch its playlist, seconds. */
  readonly delaySeconds: Float64Array;
  /** Time for one later segment, seconds: `[scenario * count + index]`. */
  readonly laterSeconds: Float64Array;
  /**
   * What it is worth to go on with another rendition for its own sake, less the switch: `[from * count + to]`; -Infinity where it may
   * not be played.
   */
  readonly worth: Float64Array;
  /** `[index * SCORE_LENGTH + ...]`; NaN where nothing was scored. */
  readonly scores: number[];
}

/**
 * What all plans of one moment share. An engine has one and fills it again for each moment: a decision weighs some
 * hundred plans, and working out their sums allocates nothing.
 */
export interface PlanSetting {
  readonly scales: Scales;
  readonly weights: TermVector;
  /** Rate of the next segment in each future, and of the rest of the plan, bits per second. */
  readonly nextRates: Float64Array;
  readonly laterRates: Float64Array;
  /** Of the plan that is being looked at: time for the next segment, seconds, and the terms, `[scenario * TOTAL + term]`. */
  readonly firstSeconds: Float64Array;
  readonly futures: Float64Array;
  ladder: PlanLadder;
  /** Renditions of the ladder. */
  count: number;
  /**
   * Seconds are of media here: faster playback is a slower link and nothing else, so that it never asks for more. Rates of the link are
   * divided by this, and times multiplied.
   */
  playbackRate: number;
  bufferSeconds: number;
  /** Most that the buffer can hold once the next segment is in, seconds. */
  maxBufferSeconds: number;
  segmentSeconds: number;
  rttSeconds: number;
  /** False while nothing plays: waiting then delays the start instead of stalling. */
  playing: boolean;
  /** Of the forecast of the next segment: for the risk that is told, which is finer than the scenarios. */
  medianBitsPerSecond: number;
  /** Index of the segment before; -1 at the start. */
  previous: number;
  /** Segments that follow the next one in the plan, maybe fractional; with the next one; and their share of it. */
  later: number;
  segments: number;
  laterShare: number;
  /** Loss for a low buffer, and the scale on which it fades, seconds. */
  lowBuffer: number;
  lowBufferSeconds: number;
  /** The buffer that counts lies between that after the next segment and that at the end of the plan. */
  earlier: number;
  stallPerSecond: number;
  /** How much more a stall in the next segment weighs: small buffers leave no time to correct. */
  nextStallWeight: number;
  startLossPerSecond: number;
}

const columns = (count: number): PlanLadder => ({
  quality: new Float64Array(count),
  pictures: [],
  fit: new Float64Array(count),
  nextBits: new Float64Array(count),
  delaySeconds: new Float64Array(count),
  laterSeconds: new Float64Array(count * SCENARIO_COUNT),
  worth: new Float64Array(count * count),
  // An array: decisions keep a copy, and that of a typed one takes twenty times as long.
  scores: new Array<number>(count * SCORE_LENGTH).fill(0),
});

/** Room for a ladder of `count` renditions. */
export function makeRoom(setting: PlanSetting, count: number): PlanLadder {
  if (count !== setting.count) {
    setting.ladder = columns(count);
    setting.count = count;
  }
  return setting.ladder;
}

/** An empty setting: its numbers come with the first moment. */
export const createPlanSetting = ({ scales, weights }: Pick<AbrConfig, 'scales' | 'weights'>): PlanSetting =>
  ({
    scales,
    weights: weightVector(weights),
    nextRates: new Float64Array(SCENARIO_COUNT),
    laterRates: new Float64Array(SCENARIO_COUNT),
    firstSeconds: new Float64Array(SCENARIO_COUNT),
    futures: new Float64Array(SCENARIO_COUNT * TOTAL),
    ladder: columns(0),
    count: 0,
  }) as PlanSetting;

/** What an engine remembers of the content it plays; the network has its own memory. */
import { type InFlightState, NOTHING_IN_FLIGHT } from './in-flight.ts';
import type { DownloadSample } from './samples.ts';
import type { Situation } from './situation.ts';
import { EMPTY_SIZES, type SizeState } from './sizes.ts';
import { type TrendState, updateTrend } from './trend.ts';

export interface PlayState {
  readonly sizes: SizeState;
  readonly inFlight: InFlightState;
  /** Audio that came lately. */
  readonly beside: readonly DownloadSample[];
  readonly trend: TrendState | undefined;
  readonly rescuedAtSeconds: number;
  /** Rendition rate at the last decision; when and from where it last fell: climbing back there must be worth more. */
  readonly lastRateBitsPerSecond: number;
  readonly fellAtSeconds: number;
  readonly fellFromBitsPerSecond: number;
  /** Falls when it last fell, that one included; older ones count less, see {@link fadedFalls}. */
  readonly falls: number;
  /** Decisions so far; the first few are start-up. */
  readonly decisionCount: number;
  /**
   * What staying on this rendition has given away so far, and what it gives away for the segment on its way: above 0 for want of a
   * climb, below for want of a descent; undefined = not asked yet. See `chooseBest`.
   */
  readonly forgone: number;
  readonly forgoneNow: number | undefined;
}

export const NEW_PLAY: PlayState = {
  sizes: EMPTY_SIZES,
  inFlight: NOTHING_IN_FLIGHT,
  beside: [],
  trend: undefined,
  rescuedAtSeconds: Number.NEGATIVE_INFINITY,
  lastRateBitsPerSecond: 0,
  fellAtSeconds: Number.NEGATIVE_INFINITY,
  fellFromBitsPerSecond: 0,
  falls: 0,
  decisionCount: 0,
  forgone: 0,
  forgoneNow: undefined,
};

/** Falls so far, each counting half as much after `fallHalfLifeSeconds`. */
export const fadedFalls = ({ falls, fellAtSeconds }: PlayState, atSeconds: number, fallHalfLifeSeconds: number): number =>
  falls * 2 ** ((fellAtSeconds - atSeconds) / fallHalfLifeSeconds);

/** The state before a decision: what happened to buffer and rendition since the last one. */
export function observe(play: PlayState, situation: Situation, fallHalfLifeSeconds: number): PlayState {
  const rate = situation.renditions[situation.currentIndex]?.rateBitsPerSecond ?? 0;
  const isSame = rate === play.lastRateBitsPerSecond;
  const fell = rate > 0 && rate < play.lastRateBitsPerSecond;
  // Field by field: copying an object and then overwriting half of it takes as long as a third of a decision.
  return {
    sizes: play.sizes,
    inFlight: play.inFlight,
    beside: play.beside,
    rescuedAtSeconds: play.rescuedAtSeconds,
    trend: updateTrend(play.trend, situation.atSeconds, situation.bufferSeconds),
    lastRateBitsPerSecond: rate,
    fellAtSeconds: fell ? situation.atSeconds : play.fellAtSeconds,
    fellFromBitsPerSecond: fell ? play.lastRateBitsPerSecond : play.fellFromBitsPerSecond,
    falls: fell ? 1 + fadedFalls(play, situation.atSeconds, fallHalfLifeSeconds) : play.falls,
    decisionCount: play.decisionCount + 1,
    forgone: isSame ? play.forgone : 0,
    forgoneNow: isSame ? play.forgoneNow : undefined,
  };
}

/** What was given away adds up once per segment, however often the player asks, and as long as it is for want of the same. */
export const addForgone = ({ forgone, forgoneNow }: PlayState): number =>
  forgoneNow === undefined ? forgone : (forgone * forgoneNow > 0 ? forgone : 0) + forgoneNow;

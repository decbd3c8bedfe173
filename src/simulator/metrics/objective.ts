/**
 * The score J as a sum over a session: what a segment earns, what a switch, a stalled second and a start-up second cost.
 *
 * J is the mean of three published figures over K segments of d seconds (C = K d, N = C / 4):
 * - linear (Yin et al., SIGCOMM 2015, in Pensieve's weights, SIGCOMM 2017): u = R / Rmax; a stalled second costs as much as four
 *   seconds at the top rung (Pensieve: 4.3 a second on a ladder that ends at 4.3 Mbit/s, 4 s segments), a start-up second a quarter of it;
 * - log: the same with u = ln(R / Rmin) / ln(Rmax / Rmin);
 * - SODA's (SIGCOMM 2024): mean log utility - 10 x stalled / content - share of segments with a switch.
 *
 * `measureSession` and the offline optimum both take J from here, so that they mean the same.
 */
import type { Content } from '../content.ts';

/** Length for which a figure's prices are quoted, seconds: Pensieve's segment. */
const PRICED_SECONDS = 4;

/** A start-up second against a stalled one. */
const STARTUP_SHARE = 0.25;

/** SODA's weight of the rebuffering ratio. */
const SODA_STALL_WEIGHT = 10;

/** Additive form of one figure, or of J. All in units of the figure: 1 = the top rung all along, without a pause. */
export interface Objective {
  /** What a segment earns, by rung. */
  readonly reward: Float64Array;
  /** What a change from one rung to another costs, `[from * rungs + to]`. A metric: detours cost at least as much. */
  readonly switchPrice: Float64Array;
  /** Cost of a stalled second, > 0. */
  readonly stallPrice: number;
  /** Cost of a start-up second. */
  readonly startupPrice: number;
}

/** The figures that J is made of. */
export interface Objectives {
  readonly linear: Objective;
  readonly log: Objective;
  readonly soda: Objective;
  readonly score: Objective;
}

/** R / Rmax by rung, 0..1. */
export function linearUtility(content: Content): Float64Array {
  const rates = content.renditions.map((rendition) => rendition.rateBitsPerSecond);
  const highest = Math.max(...rates);
  return Float64Array.from(rates, (rate) => rate / highest);
}

/** ln(R / Rmin) / ln(Rmax / Rmin) by rung, 0..1. */
export function logUtility(content: Content): Float64Array {
  const rates = content.renditions.map((rendition) => rendition.rateBitsPerSecond);
  const lowest = Math.min(...rates);
  const span = Math.log(Math.max(...rates) / lowest);
  return Float64Array.from(rates, (rate) => Math.log(rate / lowest) / span);
}

/** The prices for a session of `segmentCount` segments (0 counts as 1: there is no mean over nothing). */
export function createObjectives(content: Content, segmentCount: number): Objectives {
  const segments = Math.max(segmentCount, 1);
  const linear = pricedByStep(content, segments, linearUtility(content));
  const log = pricedByStep(content, segments, logUtility(content));
  const soda = pricedByShare(content, segments, logUtility(content));
  return { linear, log, soda, score: mean([linear, log, soda]) };
}

/** Mean u - (stalled + start-up / 4) / N - sum |du| / N. */
export function pricedByStep(content: Content, segments: number, utility: Float64Array): Objective {
  const perSecond = PRICED_SECONDS / (segments * content.segmentSeconds);
  return {
    reward: utility.map((u) => u / segments),
    switchPrice: pairs(utility.length, (from, to) => Math.abs((utility[to] as number) - (utility[from] as number)) * perSecond),
    stallPrice: perSecond,
    startupPrice: STARTUP_SHARE * perSecond,
  };
}

/** Mean u - 10 stalled / C - switches / (K - 1). */
function pricedByShare(content: Content, segments: number, utility: Float64Array): Objective {
  return {
    reward: utility.map((u) => u / segments),
    switchPrice: pairs(utility.length, (from, to) => (from === to ? 0 : 1 / Math.max(segments - 1, 1))),
    stallPrice: SODA_STALL_WEIGHT / (segments * content.segmentSeconds),
    startupPrice: 0,
  };
}

function mean(objectives: readonly Objective[]): Objective {
  const average = (of: (objective: Objective) => number): number =>
    objectives.reduce((sum, objective) => sum + of(objective), 0) / objectives.length;
  const first = objectives[0] as Objective;
  return {
    reward: first.reward.map((_, i) => average((objective) => objective.reward[i] as number)),
    switchPrice: first.switchPrice.map((_, i) => average((objective) => objective.switchPrice[i] as number)),
    stallPrice: average((objective) => objective.stallPrice),
    startupPrice: average((objective) => objective.startupPrice),
  };
}

function pairs(rungs: number, price: (from: number, to: number) => number): Float64Array {
  return Float64Array.from({ length: rungs * rungs }, (_, i) => price(Math.floor(i / rungs), i % rungs));
}

/**
 * How big the next segment will be where nothing tells: nominal size times a ratio learnt from past segments.
 *
 * The ratio is believed one-sidedly. An easy scene promises little about the next one, a hard one warns: with a
 * free ratio, a static scene made the top rung look free just before a normal one (reference/engine.md section 9).
 */
import type { DownloadSample } from './samples.ts';

/** Logs of actual / nominal size seen so far. */
export interface SizeState {
  /** Fading mean of the log ratio. */
  readonly logRatio: number;
  /** Fading mean of its squared deviation. */
  readonly logVariance: number;
}

/** Least and most that past segments may say of the next one's ratio. */
const MIN_LOG_RATIO = Math.log(0.9);
const MAX_LOG_RATIO = Math.log(1.65);
/** Share of a new segment in the mean. */
const LEARNING_RATE = 0.25;
/** Spread assumed at first: typical of constrained VBR (reference/sota.md section 10). */
const PRIOR_VARIANCE = 0.2 ** 2;
/** A single odd segment (the short last one, a black frame) moves the mean by no more than this. */
const MAX_STEP = Math.log(3);

export const EMPTY_SIZES: SizeState = { logRatio: 0, logVariance: PRIOR_VARIANCE };

/** Learns from a whole main segment; other samples change nothing. */
export function updateSizes(state: SizeState, sample: DownloadSample): SizeState {
  const { segment } = sample;
  if (!segment || sample.kind !== 'main' || sample.partial) return state;
  const logRatio = Math.log(sample.sizeBits / segment.nominalBits);
  if (!Number.isFinite(logRatio)) return state;
  const step = Math.max(-MAX_STEP, Math.min(MAX_STEP, logRatio - state.logRatio));
  return {
    logRatio: state.logRatio + LEARNING_RATE * step,
    logVariance: state.logVariance + LEARNING_RATE * (step * step - state.logVariance),
  };
}

/** Expected ratio of the next segment's size to its nominal size. */
export const expectedSizeRatio = (state: SizeState): number => Math.exp(Math.max(MIN_LOG_RATIO, Math.min(MAX_LOG_RATIO, state.logRatio)));

/** Standard deviation of the log ratio, capped: beyond that the spread is the scene changes themselves. */
export const sizeDeviation = (state: SizeState): number => Math.min(0.5, Math.sqrt(state.logVariance));

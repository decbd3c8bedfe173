/**
 * How big the next segment will be where nothing tells: nominal size times a ratio learnt from past segments.
 *
 * Two things hide in the ratio. Many manifests declare peaks, so segments are smaller than nominal for good; and
 * scenes differ. The first must be learnt, the second must not: a static scene promises nothing about the next
 * one, and with a free ratio it made the top rung look free (reference/engine.md section 9). So each segment counts
 * within bounds, and the mean moves slowly.
 */
import type { DownloadSample } from './samples.ts';

/** What was learnt of the log of actual / nominal size. */
export interface SizeState {
  readonly logRatio: number;
  /** Mean squared deviation from it. */
  readonly logVariance: number;
  readonly segmentCount: number;
}

/** One segment counts as no smaller and no bigger than this: a peak is rarely above twice the mean. */
const MIN_LOG_RATIO = Math.log(0.5);
const MAX_LOG_RATIO = Math.log(2);
/** The mean covers about this many segments, and starts as if two had been nominal. */
const MEMORY_SEGMENTS = 16;
const PRIOR_SEGMENTS = 2;
/** Spread assumed at first: typical of constrained VBR (reference/sota.md section 10). */
const PRIOR_VARIANCE = 0.2 ** 2;
const MAX_DEVIATION = 0.5;

export const EMPTY_SIZES: SizeState = { logRatio: 0, logVariance: PRIOR_VARIANCE, segmentCount: PRIOR_SEGMENTS };

/** Learns from a whole main segment; other samples change nothing. */
export function updateSizes(state: SizeState, sample: DownloadSample): SizeState {
  const { segment } = sample;
  if (!segment || sample.kind !== 'main' || sample.partial) return state;
  const logRatio = Math.log(sample.sizeBits / segment.nominalBits);
  if (!Number.isFinite(logRatio)) return state;
  const segmentCount = Math.min(MEMORY_SEGMENTS, state.segmentCount + 1);
  const step = Math.max(MIN_LOG_RATIO, Math.min(MAX_LOG_RATIO, logRatio)) - state.logRatio;
  return {
    logRatio: state.logRatio + step / segmentCount,
    logVariance: state.logVariance + (step * step - state.logVariance) / segmentCount,
    segmentCount,
  };
}

/** Expected ratio of the next segment's size to its nominal size. */
export const expectedSizeRatio = (state: SizeState): number => Math.exp(state.logRatio);

/** Standard deviation of the log ratio; beyond the cap the spread is the scene changes themselves. */
export const sizeDeviation = (state: SizeState): number => Math.min(MAX_DEVIATION, Math.sqrt(state.logVariance));

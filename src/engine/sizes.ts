/**
 * How big the next segment will be where nothing tells: nominal size times a ratio learnt from past segments.
 *
 * Two things hide in the ratio. Many manifests declare peaks, so segments are smaller than nominal for good; and
 * scenes differ. The first must be learnt, the second must not: a static scene promises nothing about the next
 * one, and with a free ratio it made a prototype's top rung look free in real players. So each segment counts
 * within bounds, and the mean moves slowly.
 */
import type { DownloadSample } from './samples.ts';

/** What was learnt of the log of actual / nominal size. */
export interface SizeState {
  readonly logRatio: number;
  /** Mean squared deviation from it. */
  readonly logVariance: number;
  readonly segmentCount: number;
  /** Bits that came beside the main track (separate audio), and the media seconds that they belong to. */
  readonly besideBits: number;
  readonly mainSeconds: number;
}

/** One segment counts as no smaller and no bigger than this: a peak is rarely above twice the mean. */
const MIN_LOG_RATIO = Math.log(0.5);
const MAX_LOG_RATIO = Math.log(2);
/** The mean covers about this many segments, and starts as if two had been nominal. */
const MEMORY_SEGMENTS = 16;
const PRIOR_SEGMENTS = 2;
/** Spread assumed at first: typical of constrained VBR. */
const PRIOR_VARIANCE = 0.2 ** 2;
const MAX_DEVIATION = 0.5;
/** Per main segment, the memory of what comes beside keeps this share. */
const KEPT = 0.95;
/** What comes beside is never taken for more than this share of a declared rate. */
const MAX_BESIDE_SHARE = 0.5;

export const EMPTY_SIZES: SizeState = {
  logRatio: 0,
  logVariance: PRIOR_VARIANCE,
  segmentCount: PRIOR_SEGMENTS,
  besideBits: 0,
  mainSeconds: 0,
};

/** Rate of what comes beside the main track, bits per second; 0 for muxed content. It is part of the declared rate. */
export const besideRate = ({ besideBits, mainSeconds }: SizeState): number => (mainSeconds > 0 ? besideBits / mainSeconds : 0);

/** Learns from a whole main segment, and from audio what comes beside it; other samples change nothing. */
export function updateSizes(state: SizeState, sample: DownloadSample): SizeState {
  const { segment } = sample;
  if (sample.kind === 'audio' && sample.sizeBits > 0 && sample.sizeBits < Number.POSITIVE_INFINITY)
    return { ...state, besideBits: state.besideBits + sample.sizeBits };
  if (!segment || sample.kind !== 'main' || sample.partial) return state;
  const besideBits = Math.min(MAX_BESIDE_SHARE * segment.nominalBits, besideRate(state) * segment.durationSeconds);
  const logRatio = Math.log(sample.sizeBits / (segment.nominalBits - besideBits));
  if (!Number.isFinite(logRatio)) return state;
  const segmentCount = Math.min(MEMORY_SEGMENTS, state.segmentCount + 1);
  const step = Math.max(MIN_LOG_RATIO, Math.min(MAX_LOG_RATIO, logRatio)) - state.logRatio;
  return {
    logRatio: state.logRatio + step / segmentCount,
    logVariance: state.logVariance + (step * step - state.logVariance) / segmentCount,
    segmentCount,
    besideBits: state.besideBits * KEPT,
    mainSeconds: state.mainSeconds * KEPT + segment.durationSeconds,
  };
}

/** Expected ratio of the next main segment's size to its nominal size. */
export const expectedSizeRatio = (state: SizeState): number => Math.exp(state.logRatio);

/** Bits to be loaded for a segment of a rendition, with what comes beside it. */
export function expectedBits(state: SizeState, rateBitsPerSecond: number, segmentSeconds: number): number {
  const beside = Math.min(MAX_BESIDE_SHARE * rateBitsPerSecond, besideRate(state));
  return segmentSeconds * ((rateBitsPerSecond - beside) * expectedSizeRatio(state) + beside);
}

/** Standard deviation of the log ratio; beyond the cap the spread is the scene changes themselves. */
export const sizeDeviation = (state: SizeState): number => Math.min(MAX_DEVIATION, Math.sqrt(state.logVariance));

import type { Content } from '../content.ts';
import type { SegmentRecord, SessionRecord } from '../record.ts';
import type { Objective } from './objective.ts';
import { createObjectives, logUtility, pricedByStep } from './objective.ts';
import type { SessionMetrics } from './session-metrics.ts';

const BITS_PER_BYTE = 8;

/** Shorter gaps in a session's sum of times are rounding. */
const LEAST_STALL_SECONDS = 1e-6;

/** Computes every figure of a session. Always finite, also where nothing was loaded or played. */
export function measureSession(record: SessionRecord, content: Content): SessionMetrics {
  const { segments, startupSeconds, playedSeconds } = record;
  const count = segments.length;
  const objectives = createObjectives(content, count);
  const stalls = stallDurations(record);
  const stallSeconds = sum(stalls);
  const switchCount = sum(steps(segments, (from, to) => (from.renditionIndex === to.renditionIndex ? 0 : 1)));
  const utility = logUtility(content);
  const utilityOf = ({ renditionIndex }: SegmentRecord): number => utility[renditionIndex] as number;
  const rateOf = ({ renditionIndex }: SegmentRecord): number => content.renditions[renditionIndex]?.rateBitsPerSecond ?? 0;
  const qoe = (objective: Objective): number => total(objective, segments, stallSeconds, startupSeconds);
  const [qoeLinear, qoeLog, qoeSoda] = [qoe(objectives.linear), qoe(objectives.log), qoe(objectives.soda)];
  return {
    startupSeconds,
    stallCount: stalls.length,
    stallSeconds,
    longestStallSeconds: Math.max(0, ...stalls),
    rebufferingRatio: ratio(stallSeconds, stallSeconds + playedSeconds),
    meanRateBitsPerSecond: ratio(sum(segments.map(rateOf)), count),
    meanUtility: ratio(sum(segments.map(utilityOf)), count),
    switchCount,
    switchesPerMinute: ratio(switchCount * 60, playedSeconds),
    meanUtilityStep: ratio(sum(steps(segments, (from, to) => Math.abs(utilityOf(to) - utilityOf(from)))), count - 1),
    totalBytes: record.totalBits / BITS_PER_BYTE,
    wastedBytes: record.wastedBits / BITS_PER_BYTE,
    qoeLinear,
    qoeLog,
    qoeSoda,
    ...(content.vmaf ? { qoeVmaf: qoeVmaf(content, content.vmaf, segments, stallSeconds, startupSeconds) } : {}),
    score: (qoeLinear + qoeLog + qoeSoda) / 3,
  };
}

/** The stalls, and for a session that gave up what its records do not explain: media that never came. */
function stallDurations(record: SessionRecord): number[] {
  const durations = record.stalls.map((stall) => stall.durationSeconds);
  if (record.outcome === 'end') return durations;
  const known = record.startupSeconds + record.seekWaitSeconds + record.playedSeconds + sum(durations);
  const missing = record.sessionSeconds - known;
  if (missing > LEAST_STALL_SECONDS) durations.push(missing);
  return durations;
}

function total(objective: Objective, segments: readonly SegmentRecord[], stallSeconds: number, startupSeconds: number): number {
  const rungs = objective.reward.length;
  const earned = sum(segments.map((segment) => objective.reward[segment.renditionIndex] as number));
  const switched = sum(steps(segments, (from, to) => objective.switchPrice[from.renditionIndex * rungs + to.renditionIndex] as number));
  return earned - switched - objective.stallPrice * stallSeconds - objective.startupPrice * startupSeconds;
}

/** VMAF differs from segment to segment within a rung, so its steps are counted segment by segment. */
function qoeVmaf(
  content: Content,
  vmaf: readonly Float64Array[],
  segments: readonly SegmentRecord[],
  stallSeconds: number,
  startupSeconds: number,
): number {
  const count = Math.max(segments.length, 1);
  const prices = pricedByStep(content, count, new Float64Array(content.renditions.length));
  const qualityOf = ({ renditionIndex, segmentIndex }: SegmentRecord): number =>
    ((vmaf[renditionIndex] as Float64Array)[segmentIndex % content.segmentCount] as number) / 100;
  const stepPrice = prices.stallPrice;
  const changed = sum(steps(segments, (from, to) => Math.abs(qualityOf(to) - qualityOf(from))));
  return sum(segments.map(qualityOf)) / count - stepPrice * (changed + stallSeconds) - prices.startupPrice * startupSeconds;
}

function steps(segments: readonly SegmentRecord[], difference: (from: SegmentRecord, to: SegmentRecord) => number): number[] {
  return segments.slice(1).map((segment, i) => difference(segments[i] as SegmentRecord, segment));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

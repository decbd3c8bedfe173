import type { RuleContext } from 'evenkeel/simulator';
import { steadyGoalSeconds } from '../ladder/steady-goal.ts';
import {
  FLOOR_SEGMENT_SECONDS,
  FULL_MAP_SECONDS,
  LEAST_CUSHION_FLOOR_SECONDS,
  LEAST_RESERVOIR_FLOOR_SECONDS,
  LEAST_RESERVOIR_SECONDS,
  LOOKAHEAD_BUFFERS,
  MOST_RESERVOIR_SECONDS,
  PAPER_BUFFER_SECONDS,
  RESERVOIR_SECONDS,
} from './constants.ts';

/** BBA's map from buffer to bits allowed for the next segment: flat, then linear over the cushion, then flat. */
export class BufferMap {
  /** Where the map reaches the top, seconds of buffer. */
  readonly fullSeconds: number;
  private readonly context: RuleContext;
  private readonly scale: number;
  private readonly leastReservoirSeconds: number;
  private readonly leastCushionSeconds: number;
  private readonly lowestBits: number;
  private readonly highestBits: number;

  constructor(context: RuleContext) {
    const { renditions, segmentSeconds } = context;
    this.context = context;
    this.scale = Math.min(1, steadyGoalSeconds(context) / PAPER_BUFFER_SECONDS);
    const stretch = Math.max(1, segmentSeconds / FLOOR_SEGMENT_SECONDS);
    this.leastReservoirSeconds = LEAST_RESERVOIR_FLOOR_SECONDS * stretch;
    this.leastCushionSeconds = LEAST_CUSHION_FLOOR_SECONDS * stretch;
    this.fullSeconds = Math.max(FULL_MAP_SECONDS * this.scale, this.leastReservoirSeconds + this.leastCushionSeconds);
    this.lowestBits = (renditions[0]?.rateBitsPerSecond ?? 0) * segmentSeconds;
    this.highestBits = (renditions[renditions.length - 1]?.rateBitsPerSecond ?? 0) * segmentSeconds;
  }

  /**
   * Seconds of buffer below which the lowest rung is loaded. Sizes known (BBA-1): what the lowest rung needs beyond real time
   * at its own rate over the next 2 buffers. Else BBA-0's.
   */
  reservoirSeconds(segment: number, remainingSeconds: number): number {
    const { sizeBits, segmentSeconds } = this.context;
    const shortest = this.leastReservoirSeconds;
    const longest = this.fullSeconds - this.leastCushionSeconds;
    if (!sizeBits) return Math.min(Math.max(RESERVOIR_SECONDS * this.scale, shortest), longest);
    const aheadSeconds = Math.min(remainingSeconds, LOOKAHEAD_BUFFERS * PAPER_BUFFER_SECONDS * this.scale);
    const count = Math.round(aheadSeconds / segmentSeconds);
    let needSeconds = 0;
    for (let i = 0; i < count; i++) needSeconds += (sizeBits(0, segment + i) / this.lowestBits - 1) * segmentSeconds;
    const within = Math.min(Math.max(needSeconds, LEAST_RESERVOIR_SECONDS * this.scale), MOST_RESERVOIR_SECONDS * this.scale);
    return Math.min(Math.max(within, shortest), longest);
  }

  /** Bits that the next segment may have. */
  allowedBits(bufferSeconds: number, reservoirSeconds: number): number {
    const share = (bufferSeconds - reservoirSeconds) / (this.fullSeconds - reservoirSeconds);
    return this.lowestBits + Math.min(Math.max(share, 0), 1) * (this.highestBits - this.lowestBits);
  }
}

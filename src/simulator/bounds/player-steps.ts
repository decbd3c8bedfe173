/** A session segment by segment, as the simulator plays it: RTT, slow start, playlists, init segments, polling, the live edge. */
import { latencyAt } from '../../link/index.ts';
import type { Objective } from '../metrics/objective.ts';
import { bufferGoal } from '../player-model.ts';
import { INIT_BITS, PLAYLIST_BITS_PER_SEGMENT } from '../requests.ts';
import type { SessionOptions } from '../session-options.ts';
import type { Dynamics } from './dynamics.ts';

/** Slow start's defaults in `src/link`: ten segments of 1460 B, over again after a second. */
const INITIAL_WINDOW_BITS = 10 * 1460 * 8;
const IDLE_RESET_SECONDS = 1;

/**
 * Where a session stands once some segments are in the buffer. `PlayerSteps` reads one and writes the next in place.
 * Separate audio counts as bits of its video segment, and an init segment as bits of the first one of its rendition: the two
 * differences to the simulator.
 */
export class PlayerSteps {
  /** Numbers that `save` writes; `worth` is the one at `WORTH`. */
  static readonly FIELDS: number = 8;
  static readonly WORTH: number = 3;
  freeSeconds = 0;
  /** When the media runs dry; while stalled, since when; unused before the first frame. */
  drySeconds = 0;
  /** Segments that wait for a stall's end. */
  held = 0;
  worth = 0;
  windowBits = 0;
  lastBitSeconds = 0;
  /** Renditions whose playlist, and whose init segment, are known: bits 0..30 each. */
  playlists = 0;
  inits = 0;
  private readonly options: SessionOptions;
  private readonly dynamics: Dynamics;
  private readonly objective: Objective;
  private readonly goalSeconds: Float64Array;
  private readonly listedSeconds: Float64Array;
  private readonly rttSeconds: number;
  private readonly offsetSeconds: number;
  private readonly hasLatency: boolean;
  private readonly hasSlowStart: boolean;
  private readonly playlistBits: number;

  constructor(options: SessionOptions, dynamics: Dynamics, objective: Objective) {
    const { content, player, trace, rttSeconds = 0.05, traceOffsetSeconds = 0, slowStart = true } = options;
    this.options = options;
    this.dynamics = dynamics;
    this.objective = objective;
    this.goalSeconds = Float64Array.from(
      content.renditions,
      (r) => bufferGoal(player, r.peakRateBitsPerSecond) * (dynamics.segmentWallSeconds / content.segmentSeconds),
    );
    this.listedSeconds = Float64Array.from({ length: dynamics.segmentCount }, (_, k) => dynamics.availableSeconds(k));
    this.rttSeconds = rttSeconds;
    this.offsetSeconds = traceOffsetSeconds;
    this.hasLatency = trace.segments.some((segment) => segment.latencySeconds !== undefined);
    this.hasSlowStart = slowStart;
    this.playlistBits = PLAYLIST_BITS_PER_SEGMENT * (player.live ? 10 : dynamics.segmentCount);
  }

  /** Just before the first segment is asked for: its playlist is there, whichever it is. */
  begin(): void {
    this.freeSeconds = this.dynamics.firstRequestSeconds;
    this.drySeconds = 0;
    this.held = 0;
    this.worth = 0;
    this.windowBits = INITIAL_WINDOW_BITS;
    this.lastBitSeconds = this.freeSeconds;
    this.playlists = 0;
    this.inits = 0;
  }

  /** Loads the next segment; `previous` is the rung before it. False where it never comes. */
  load(segment: number, previous: number, rung: number): boolean {
    const { dynamics, objective, options } = this;
    const { segmentWallSeconds: wall, startSegments } = dynamics;
    const isStarting = segment < startSegments;
    const bit = 1 << rung;
    let request = this.allowed(segment, rung, this.freeSeconds, isStarting);
    if (options.player.hasMediaPlaylists) {
      if (segment > 0 && (this.playlists & bit) === 0) {
        request = this.allowed(segment, rung, this.fetch(request, this.playlistBits), isStarting);
      }
      this.playlists = options.player.live ? bit : this.playlists | bit;
    }
    const initBits = (this.inits & bit) === 0 ? INIT_BITS : 0;
    this.inits |= bit;
    const end = this.fetch(request, dynamics.sizeBits(rung, segment), initBits + dynamics.audioBits) + options.player.appendSeconds;
    if (!(end < Infinity)) return false;
    this.freeSeconds = end;
    this.worth += objective.reward[rung] as number;
    if (segment > 0) this.worth -= objective.switchPrice[previous * dynamics.rungs + rung] as number;
    const isLast = segment === dynamics.segmentCount - 1;
    if (isStarting) {
      if (segment + 1 < startSegments) return true;
      this.worth -= objective.startupPrice * end;
      this.drySeconds = end + (segment + 1) * wall;
    } else if (this.held > 0 || end > this.drySeconds) {
      if (++this.held < dynamics.resumeSegments && !isLast) return true;
      this.worth -= objective.stallPrice * (end - this.drySeconds);
      this.drySeconds = end + this.held * wall;
      this.held = 0;
    } else {
      this.drySeconds += wall;
    }
    return true;
  }

  save(into: Float64Array, at: number): void {
    into[at] = this.freeSeconds;
    into[at + 1] = this.drySeconds;
    into[at + 2] = this.held;
    into[at + PlayerSteps.WORTH] = this.worth;
    into[at + 4] = this.windowBits;
    into[at + 5] = this.lastBitSeconds;
    into[at + 6] = this.playlists;
    into[at + 7] = this.inits;
  }

  restore(from: Float64Array, at: number): void {
    this.freeSeconds = from[at] as number;
    this.drySeconds = from[at + 1] as number;
    this.held = from[at + 2] as number;
    this.worth = from[at + PlayerSteps.WORTH] as number;
    this.windowBits = from[at + 4] as number;
    this.lastBitSeconds = from[at + 5] as number;
    this.playlists = from[at + 6] as number;
    this.inits = from[at + 7] as number;
  }

  /** When the player may ask, having looked at `fromSeconds`. */
  private allowed(segment: number, rung: number, fromSeconds: number, isStarting: boolean): number {
    let at = Math.max(fromSeconds, this.listedSeconds[segment] as number);
    if (isStarting || this.held > 0) return at;
    const { pollSeconds } = this.options.player;
    const ahead = this.drySeconds - at - (this.goalSeconds[rung] as number);
    if (ahead >= 0) at += Math.max(1, Math.ceil(ahead / pollSeconds + 1e-9)) * pollSeconds;
    return at;
  }

  /** When a response has come; `besideBits`: a small one that shares the link from the start. */
  private fetch(requestSeconds: number, sizeBits: number, besideBits: number = 0): number {
    const { clock } = this.dynamics;
    let rtt = this.rttSeconds;
    if (this.hasLatency) rtt = latencyAt(this.options.trace, requestSeconds + this.offsetSeconds) ?? rtt;
    const active = requestSeconds + rtt;
    const firstBits = clock.bitsAt(active) + besideBits;
    if (!this.hasSlowStart || rtt === 0) return Math.max(active, clock.secondsAt(firstBits + sizeBits));
    if (this.windowBits === 0 || active - this.lastBitSeconds > IDLE_RESET_SECONDS) this.windowBits = INITIAL_WINDOW_BITS;
    let window = this.windowBits;
    let doneBits = 0;
    let linkBits = firstBits;
    let roundEnd = active + rtt;
    for (;;) {
      const goalBits = Math.min(sizeBits, doneBits + window);
      const burstEnd = clock.secondsAt(linkBits + goalBits - doneBits);
      if (burstEnd > roundEnd) {
        // The pipe is full: from here the link alone is the limit.
        const end = clock.secondsAt(linkBits + sizeBits - doneBits);
        this.windowBits = Math.max(this.windowBits, window + sizeBits - doneBits);
        this.lastBitSeconds = end;
        return end;
      }
      if (goalBits === sizeBits) {
        this.lastBitSeconds = burstEnd;
        return burstEnd;
      }
      doneBits = goalBits;
      window *= 2;
      this.windowBits = Math.max(this.windowBits, window);
      linkBits = clock.bitsAt(roundEnd);
      roundEnd += rtt;
    }
  }
}

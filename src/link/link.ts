import { checkAmount } from './amount.ts';
import { forecastGrant } from './grant-forecast.ts';
import { LinkEvents } from './link-events.ts';
import { playAhead } from './play-ahead.ts';
import type { Connection, ConnectionRecord, SlowStart } from './slow-start.ts';
import { createConnection, resolveSlowStart } from './slow-start.ts';
import type { NetworkTrace } from './trace.ts';
import { latencyAt } from './trace-integral.ts';
import type { Transfer, TransferRecord } from './transfer.ts';

/** What a link is made of. */
export interface LinkOptions {
  readonly trace: NetworkTrace;
  /** Request to first bit, seconds, >= 0. Default 0. A trace segment's own latency wins. */
  readonly rttSeconds?: number;
  /** Trace time at link time 0, seconds, >= 0. Default 0. */
  readonly traceOffsetSeconds?: number;
  /** TCP slow start with these figures (`{}`: the defaults). Absent: a response may use its whole share at once. */
  readonly slowStart?: SlowStart;
}

/**
 * A shared bottleneck with exact processor sharing: the active transfers split the trace's rate equally.
 * Driven by events (`LinkEvents`), not by steps: how often it is advanced changes no result.
 */
export class Link {
  private readonly events: LinkEvents;
  private readonly rttSeconds: number;
  private readonly hasSlowStart: boolean;
  private currentSeconds = 0;

  constructor(options: LinkOptions) {
    this.rttSeconds = checkAmount(options.rttSeconds ?? 0, 'rttSeconds');
    const offsetSeconds = checkAmount(options.traceOffsetSeconds ?? 0, 'traceOffsetSeconds');
    this.hasSlowStart = options.slowStart !== undefined;
    this.events = new LinkEvents(options.trace, offsetSeconds, options.slowStart && resolveSlowStart(options.slowStart));
  }

  /** The time the link has been advanced to, seconds from 0. */
  get nowSeconds(): number {
    return this.currentSeconds;
  }

  /** Number of transfers sharing the rate now. */
  get activeCount(): number {
    return this.events.rate.members.length;
  }

  /** Round-trip time of a request made at an instant, seconds. */
  rttAt(atSeconds: number): number {
    const { trace, offsetSeconds } = this.events.rate;
    return latencyAt(trace, atSeconds + offsetSeconds) ?? this.rttSeconds;
  }

  /**
   * Asks for `sizeBits` (>= 0) at an instant (>= now). Bits flow after `latencySeconds`, default the RTT.
   * With slow start that is also the length of its rounds, and `connection` (default a new one) gives it the window.
   */
  open(atSeconds: number, sizeBits: number, latencySeconds: number = this.rttAt(atSeconds), connection?: Connection): Transfer {
    checkAmount(sizeBits, 'sizeBits');
    checkAmount(latencySeconds, 'latencySeconds');
    this.advanceTo(atSeconds);
    const transfer: TransferRecord = {
      sizeBits,
      openedSeconds: atSeconds,
      activeSeconds: atSeconds + latencySeconds,
      grantedBits: 0,
      state: 'waiting',
      endSeconds: Infinity,
      startLevelBits: 0,
      endLevelBits: 0,
      goalBits: sizeBits,
      connection: this.hasSlowStart && latencySeconds > 0 ? ((connection ?? createConnection()) as ConnectionRecord) : undefined,
      roundSeconds: latencySeconds,
      roundEndSeconds: Infinity,
      roundStartBits: 0,
      windowBits: Infinity,
      isPaused: false,
    };
    this.events.expect(transfer);
    this.advanceTo(atSeconds);
    return transfer;
  }

  /** Gives a transfer up at an instant (>= now): it keeps what it got, the others share its rate. */
  abort(transfer: Transfer, atSeconds: number): void {
    this.advanceTo(atSeconds);
    this.events.abort(transfer as TransferRecord, atSeconds);
  }

  /** Moves time forward to an instant (>= now) and grants every bit due by then. */
  advanceTo(atSeconds: number): void {
    if (!(atSeconds >= this.currentSeconds)) {
      throw new RangeError(`advanceTo: time must not go back from ${this.currentSeconds} s, received ${atSeconds}`);
    }
    this.events.settle(atSeconds);
    this.currentSeconds = atSeconds;
    this.events.rate.grant(atSeconds);
  }

  /**
   * When anything next changes, link seconds; `Infinity` when nothing is due: a transfer becomes active or completes,
   * or, in slow start, ends a burst or a round.
   */
  nextEventSeconds(): number {
    return this.events.nextSeconds();
  }

  /**
   * When a transfer will have `bits` (default all), if nobody opens or aborts a transfer before, link seconds;
   * now when it has them already, `Infinity` when it never will. With slow start it plays the coming rounds on a copy.
   */
  secondsWhenGranted(transfer: Transfer, bits: number = transfer.sizeBits): number {
    const record = transfer as TransferRecord;
    if (record.state !== 'waiting' && bits <= record.grantedBits) return this.currentSeconds;
    if (bits > record.sizeBits || record.state === 'aborted') return Infinity;
    if (this.hasSlowStart) return Math.max(playAhead(this.events, record, bits), this.currentSeconds);
    const { rate, waiting } = this.events;
    const start = {
      atSeconds: rate.anchorSeconds,
      levelBits: rate.anchorLevelBits,
      active: rate.members,
      waiting,
      bitsBetween: (from: number, to: number): number => rate.bitsFrom(from, to),
      secondsWhenThrough: (from: number, amount: number): number => rate.secondsWhenServed(from, amount),
    };
    return Math.max(forecastGrant(start, record, bits), this.currentSeconds);
  }
}

import { forecastGrant } from './grant-forecast.ts';
import type { NetworkTrace } from './trace.ts';
import { bitsBetween, latencyAt, secondsWhenThrough } from './trace-integral.ts';
import type { Transfer, TransferRecord } from './transfer.ts';

/** What a link is made of. */
export interface LinkOptions {
  readonly trace: NetworkTrace;
  /** Request to first bit, seconds, >= 0. Default 0. A trace segment's own latency wins. */
  readonly rttSeconds?: number;
  /** Trace time at link time 0, seconds, >= 0. Default 0. */
  readonly traceOffsetSeconds?: number;
}

/**
 * A shared bottleneck with exact processor sharing: the active transfers split the trace's rate equally.
 *
 * Equal shares mean one number serves all: the service level, the bits any transfer active since the start
 * of the busy period has received. A transfer completes when the level reaches its start level plus its size,
 * so the next completion is one inverse of the trace's integral, whatever the rate did in between.
 * The level is anchored at the last event, never at the last `advanceTo`: steps leave no rounding behind.
 *
 * Place for TCP slow start (not modelled): `settle` gives each transfer 1/n of the rate between two events.
 * A window model adds an event at each doubling and a per-transfer cap below 1/n; nothing else changes.
 */
export class Link {
  private readonly trace: NetworkTrace;
  private readonly rttSeconds: number;
  private readonly offsetSeconds: number;
  private readonly waiting: TransferRecord[] = [];
  private readonly active: TransferRecord[] = [];
  private currentSeconds = 0;
  private anchorSeconds = 0;
  private anchorLevelBits = 0;
  private nextActivationSeconds = Infinity;
  private nextCompletionSeconds = Infinity;

  constructor(options: LinkOptions) {
    this.trace = options.trace;
    this.rttSeconds = checkAmount(options.rttSeconds ?? 0, 'rttSeconds');
    this.offsetSeconds = checkAmount(options.traceOffsetSeconds ?? 0, 'traceOffsetSeconds');
  }

  /** The time the link has been advanced to, seconds from 0. */
  get nowSeconds(): number {
    return this.currentSeconds;
  }

  /** Number of transfers sharing the rate now. */
  get activeCount(): number {
    return this.active.length;
  }

  /** Round-trip time of a request made at an instant, seconds. */
  rttAt(atSeconds: number): number {
    return latencyAt(this.trace, atSeconds + this.offsetSeconds) ?? this.rttSeconds;
  }

  /** Asks for `sizeBits` (>= 0) at an instant (>= now). Bits flow after `latencySeconds`, default the RTT. */
  open(atSeconds: number, sizeBits: number, latencySeconds: number = this.rttAt(atSeconds)): Transfer {
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
    };
    this.waiting.push(transfer);
    if (transfer.activeSeconds < this.nextActivationSeconds) this.nextActivationSeconds = transfer.activeSeconds;
    this.advanceTo(atSeconds);
    return transfer;
  }

  /** Gives a transfer up at an instant (>= now): it keeps what it got, the others share its rate. */
  abort(transfer: Transfer, atSeconds: number): void {
    this.advanceTo(atSeconds);
    const record = transfer as TransferRecord;
    if (record.state === 'active') {
      this.moveAnchor(atSeconds);
      remove(this.active, record);
      this.planCompletion();
    } else if (record.state === 'waiting') {
      remove(this.waiting, record);
      this.planActivation();
    } else {
      return;
    }
    record.state = 'aborted';
    record.endSeconds = atSeconds;
  }

  /** Moves time forward to an instant (>= now) and grants every bit due by then. */
  advanceTo(atSeconds: number): void {
    if (!(atSeconds >= this.currentSeconds)) {
      throw new RangeError(`advanceTo: time must not go back from ${this.currentSeconds} s, received ${atSeconds}`);
    }
    this.settle(atSeconds);
    this.currentSeconds = atSeconds;
    const { active } = this;
    if (active.length === 0) return;
    const levelBits = this.levelAt(atSeconds);
    for (let i = 0; i < active.length; i++) {
      const transfer = active[i] as TransferRecord;
      const granted = levelBits - transfer.startLevelBits;
      // Rounding may put the level a hair past a completion that is not due yet, or behind an earlier answer.
      transfer.grantedBits = Math.max(transfer.grantedBits, Math.min(transfer.sizeBits, granted));
    }
  }

  /** When the next transfer becomes active or completes, link seconds; `Infinity` when nothing is due. */
  nextEventSeconds(): number {
    return Math.min(this.nextActivationSeconds, this.nextCompletionSeconds);
  }

  /**
   * When a transfer will have `bits` (default all), if nobody opens or aborts a transfer before, link seconds;
   * now when it has them already, `Infinity` when it never will.
   */
  secondsWhenGranted(transfer: Transfer, bits: number = transfer.sizeBits): number {
    const record = transfer as TransferRecord;
    if (record.state !== 'waiting' && bits <= record.grantedBits) return this.currentSeconds;
    if (bits > record.sizeBits || record.state === 'aborted') return Infinity;
    const start = {
      atSeconds: this.anchorSeconds,
      levelBits: this.anchorLevelBits,
      active: this.active,
      waiting: this.waiting,
      bitsBetween: (from: number, to: number): number => this.bitsFrom(from, to),
      secondsWhenThrough: (from: number, amount: number): number => this.secondsWhenServed(from, amount),
    };
    return Math.max(forecastGrant(start, record, bits), this.currentSeconds);
  }

  /** Processes every activation and completion due by an instant, in order. */
  private settle(untilSeconds: number): void {
    for (;;) {
      if (this.nextCompletionSeconds <= this.nextActivationSeconds) {
        if (this.nextCompletionSeconds > untilSeconds || this.active.length === 0) return;
        this.complete(this.nextCompletionSeconds);
      } else {
        if (this.nextActivationSeconds > untilSeconds) return;
        this.activate(this.nextActivationSeconds);
      }
    }
  }

  private activate(atSeconds: number): void {
    this.moveAnchor(atSeconds);
    for (let i = this.waiting.length - 1; i >= 0; i--) {
      const transfer = this.waiting[i] as TransferRecord;
      if (transfer.activeSeconds > atSeconds) continue;
      this.waiting.splice(i, 1);
      transfer.state = 'active';
      transfer.startLevelBits = this.anchorLevelBits;
      transfer.endLevelBits = this.anchorLevelBits + transfer.sizeBits;
      this.active.push(transfer);
    }
    this.planActivation();
    this.planCompletion();
  }

  private complete(atSeconds: number): void {
    const levelBits = this.lowestEndLevel();
    this.anchorSeconds = atSeconds;
    this.anchorLevelBits = levelBits;
    for (let i = this.active.length - 1; i >= 0; i--) {
      const transfer = this.active[i] as TransferRecord;
      if (transfer.endLevelBits > levelBits) continue;
      this.active.splice(i, 1);
      transfer.state = 'done';
      transfer.grantedBits = transfer.sizeBits;
      transfer.endSeconds = atSeconds;
    }
    this.planCompletion();
  }

  /** Restates the service level at an event, before the number of shares changes. */
  private moveAnchor(atSeconds: number): void {
    // A new busy period starts from level 0, which keeps the numbers small and the sums exact.
    this.anchorLevelBits = this.active.length === 0 ? 0 : this.levelAt(atSeconds);
    this.anchorSeconds = atSeconds;
  }

  private levelAt(atSeconds: number): number {
    return this.anchorLevelBits + this.bitsFrom(this.anchorSeconds, atSeconds) / this.active.length;
  }

  private planActivation(): void {
    let next = Infinity;
    for (let i = 0; i < this.waiting.length; i++) next = Math.min(next, (this.waiting[i] as TransferRecord).activeSeconds);
    this.nextActivationSeconds = next;
  }

  private planCompletion(): void {
    const count = this.active.length;
    this.nextCompletionSeconds =
      count === 0 ? Infinity : this.secondsWhenServed(this.anchorSeconds, (this.lowestEndLevel() - this.anchorLevelBits) * count);
  }

  private lowestEndLevel(): number {
    let lowest = Infinity;
    for (let i = 0; i < this.active.length; i++) lowest = Math.min(lowest, (this.active[i] as TransferRecord).endLevelBits);
    return lowest;
  }

  private bitsFrom(fromSeconds: number, toSeconds: number): number {
    return bitsBetween(this.trace, fromSeconds + this.offsetSeconds, toSeconds + this.offsetSeconds);
  }

  private secondsWhenServed(fromSeconds: number, bits: number): number {
    const atSeconds = secondsWhenThrough(this.trace, fromSeconds + this.offsetSeconds, bits) - this.offsetSeconds;
    return Math.max(atSeconds, fromSeconds);
  }
}

function remove(list: TransferRecord[], transfer: TransferRecord): void {
  const at = list.indexOf(transfer);
  if (at >= 0) list.splice(at, 1);
}

function checkAmount(value: number, name: string): number {
  if (!Number.isFinite(value) || value < 0) throw new TypeError(`${name}: must be a finite number >= 0, received ${value}`);
  return value;
}

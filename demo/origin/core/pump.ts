import type { Link, Transfer } from '../../../src/link/index.ts';
import type { Body } from './body.ts';
import type { ResponseSink } from './host.ts';
import type { Ledger } from './ledger.ts';

/** A response on its way through the link. */
export interface Exchange {
  /** Of what goes out first; mostly that is the whole body. */
  readonly transfer: Transfer;
  /** Opens the transfer of what follows after the first `fromBytes`; undefined when nothing does. */
  readonly openNext: (fromBytes: number, atSeconds: number) => Transfer | undefined;
  readonly body: Body;
  readonly sink: ResponseSink;
  readonly ledgerId: number;
  /** What a complete transfer means: the end of the response, a planned break of the connection, or one before any answer. */
  readonly ending: 'end' | 'drop' | 'refuse';
  /** Whether the session asked for this failure. */
  readonly isFault: boolean;
}

/** The pump's view of time: link seconds and alarms in link seconds. */
export interface PumpClock {
  nowSeconds(): number;
  wakeAt(atSeconds: number, exactly: boolean, callback: () => void): () => void;
}

/** Delivery step while bits flow, seconds: fine enough for players, coarse enough for timers. */
const STEP_SECONDS = 0.002;

/**
 * First step of a response, seconds. Browsers tell an XHR of its headers when the first data comes:
 * data a whole step later would make short bodies look faster than the link.
 */
const FIRST_STEP_SECONDS = 0.0002;

type Flow = Omit<Exchange, 'transfer'> & {
  transfer: Transfer;
  /** Bytes of the transfers before this one. */
  earlierBytes: number;
  sentBytes: number;
  begun: boolean;
};

/**
 * Moves granted bytes from a link to its responses, never early: headers at the transfer's first bit,
 * the last byte at its last. Between those, whatever was granted, every couple of milliseconds.
 */
export class Pump {
  private readonly link: Link;
  private readonly ledger: Ledger;
  private readonly clock: PumpClock;
  private readonly flows = new Set<Flow>();
  private cancelAlarm: (() => void) | undefined;
  private hasJustBegun = false;

  constructor(link: Link, ledger: Ledger, clock: PumpClock) {
    this.link = link;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Whether a response is under way. */
  get isBusy(): boolean {
    return this.flows.size > 0;
  }

  /** Takes a response on; returns what to call when the client has gone, with the bytes it never got. */
  add(exchange: Exchange): (undeliveredBytes: number) => void {
    const flow: Flow = { ...exchange, earlierBytes: 0, sentBytes: 0, begun: false };
    this.flows.add(flow);
    this.run(0);
    return (undeliveredBytes) => this.abort(flow, undeliveredBytes);
  }

  /** Breaks every response, as when its session is replaced. */
  close(): void {
    for (const flow of [...this.flows]) {
      this.abort(flow, 0);
      flow.sink.drop();
    }
    this.cancelAlarm?.();
  }

  private abort(flow: Flow, undeliveredBytes: number): void {
    if (!this.flows.delete(flow)) return;
    const nowSeconds = this.clock.nowSeconds();
    this.link.abort(flow.transfer, nowSeconds);
    const deliveredBits = Math.max(0, flow.sentBytes - undeliveredBytes) * 8;
    this.ledger.update(flow.ledgerId, { state: 'aborted', endSeconds: nowSeconds, deliveredBits });
    this.run(0);
  }

  /** Delivers what is due; an alarm's own instant counts as reached even where two clocks round apart. */
  private run(reachedSeconds: number): void {
    this.link.advanceTo(Math.max(this.clock.nowSeconds(), reachedSeconds));
    for (const flow of [...this.flows]) this.deliver(flow);
    this.arm();
  }

  private deliver(flow: Flow): void {
    const { transfer, body, sink } = flow;
    if (transfer.state === 'waiting') return;
    if (!flow.begun && flow.ending !== 'refuse') {
      flow.begun = true;
      this.hasJustBegun = true;
      sink.begin();
      this.ledger.update(flow.ledgerId, { firstByteSeconds: transfer.activeSeconds });
    }
    const isDone = transfer.state === 'done';
    const granted = flow.earlierBytes + (isDone ? Math.round(transfer.sizeBits / 8) : Math.floor(transfer.grantedBits / 8));
    const dueBytes = Math.min(body.sizeBytes, granted);
    if (dueBytes > flow.sentBytes) {
      while (flow.sentBytes < dueBytes) {
        const bytes = body.read(flow.sentBytes, dueBytes);
        flow.sentBytes += bytes.length;
        sink.write(bytes);
      }
      this.ledger.update(flow.ledgerId, { deliveredBits: flow.sentBytes * 8 });
    }
    if (!isDone) return;
    const next = flow.openNext(granted, this.link.nowSeconds);
    if (next !== undefined) {
      flow.earlierBytes = granted;
      flow.transfer = next;
      return;
    }
    this.flows.delete(flow);
    this.ledger.update(flow.ledgerId, { state: flow.isFault ? 'fault' : 'done', endSeconds: transfer.endSeconds });
    if (flow.ending === 'end') sink.end();
    else sink.drop();
  }

  private arm(): void {
    this.cancelAlarm?.();
    this.cancelAlarm = undefined;
    if (this.flows.size === 0) return;
    const nowSeconds = this.clock.nowSeconds();
    const eventSeconds = this.link.nextEventSeconds();
    const isFirst = this.hasJustBegun;
    this.hasJustBegun = false;
    const stepSeconds = this.link.activeCount > 0 ? nowSeconds + (isFirst ? FIRST_STEP_SECONDS : STEP_SECONDS) : Infinity;
    // A step that would end within half a step of the event is left out: the event delivers its bytes.
    const isEvent = eventSeconds <= stepSeconds + STEP_SECONDS / 2;
    const alarmSeconds = isEvent ? eventSeconds : stepSeconds;
    this.cancelAlarm = this.clock.wakeAt(alarmSeconds, isEvent || isFirst, () => {
      this.cancelAlarm = undefined;
      this.run(alarmSeconds);
    });
  }
}

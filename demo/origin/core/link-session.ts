import { Link, type Transfer } from '../../../src/link/index.ts';
import { type BroadcastClock, JOIN_SECONDS } from '../../content/live.ts';
import type { Body } from './body.ts';
import type { Fault } from './fault.ts';
import { FaultPlan, isFailure } from './fault.ts';
import type { OriginHost, ResponseSink } from './host.ts';
import type { LedgerView } from './ledger.ts';
import { Ledger } from './ledger.ts';
import { type Growth, nextPiece } from './live-body.ts';
import { Pump } from './pump.ts';
import type { SessionPlan } from './session-request.ts';

/** A response about to be shaped. */
export interface ShapedResponse {
  readonly contentPath: string;
  readonly status: number;
  readonly body: Body;
  /** Of a body that is still being made: its pieces in order. Absent: all of it exists. */
  readonly growth?: readonly Growth[] | undefined;
  /** Wait before the first byte besides the round trip, seconds. */
  readonly waitSeconds?: number | undefined;
  /** When the request came in, host monotonic seconds. */
  readonly arrivedSeconds: number;
  /** The planned failure that it meets; `status` and damage are in the body already. */
  readonly fault: Fault | undefined;
}

/** One virtual network: a link with its own time, its faults and its ledger. */
export class LinkSession {
  readonly plan: SessionPlan;
  readonly faults: FaultPlan;
  /** Host monotonic seconds of the last request of any kind. */
  lastUsedSeconds: number;
  private readonly host: OriginHost;
  private readonly ledger = new Ledger();
  private readonly pump: Pump;
  private readonly link: Link;
  private startedSeconds: number | undefined;
  private startedAtEpochMs: number | null = null;

  constructor(plan: SessionPlan, host: OriginHost) {
    this.plan = plan;
    this.host = host;
    this.faults = new FaultPlan(plan.faults);
    this.lastUsedSeconds = host.monotonicSeconds();
    this.link = new Link({ trace: plan.trace, rttSeconds: plan.rttSeconds, traceOffsetSeconds: plan.startSeconds });
    this.pump = new Pump(this.link, this.ledger, {
      nowSeconds: () => this.nowSeconds(),
      wakeAt: (atSeconds, exactly, callback) => host.wakeAt((this.startedSeconds ?? 0) + atSeconds, exactly, callback),
    });
    if (plan.startNow) this.start(this.lastUsedSeconds);
  }

  /** Whether a response is under way. */
  get isBusy(): boolean {
    return this.pump.isBusy;
  }

  /** Link seconds; 0 until the first shaped request (or from creation with `startNow`). */
  nowSeconds(): number {
    if (this.startedSeconds === undefined) return 0;
    // The link may have been moved to an alarm's instant that this subtraction rounds below.
    return Math.max(this.link.nowSeconds, this.host.monotonicSeconds() - this.startedSeconds);
  }

  /** Sends a response through the link; returns what to call when the client has gone. */
  send(response: ShapedResponse, sink: ResponseSink): (undeliveredBytes: number) => void {
    this.start(response.arrivedSeconds);
    const { body } = response;
    const fault: Partial<Fault> = response.fault ?? {};
    const { delaySeconds = 0, stallAfterBytes = Infinity, stallSeconds = 0 } = fault;
    const { growth, waitSeconds = 0 } = response;
    const nowSeconds = this.nowSeconds();
    // Loading the body took some of the round trip already.
    const startSeconds = Math.max(0, response.arrivedSeconds - (this.startedSeconds as number));
    const readySeconds = startSeconds + this.link.rttAt(startSeconds) + delaySeconds + waitSeconds;
    const passingBytes = fault.refuse ? 0 : Math.min(body.sizeBytes, fault.dropAfterBytes ?? Infinity);
    let pauseAtBytes = stallAfterBytes;
    let hasBegun = false;
    /** Opens the transfer of what can go out next; undefined when nothing is left. */
    const openNext = (fromBytes: number, atSeconds: number): Transfer | undefined => {
      if (hasBegun && fromBytes >= passingBytes) return undefined;
      const isPause = hasBegun && fromBytes === pauseAtBytes;
      if (isPause) pauseAtBytes = Infinity;
      hasBegun = true;
      const fromSeconds = Math.max(atSeconds + (isPause ? stallSeconds : 0), readySeconds);
      const piece = nextPiece(growth, fromBytes, fromSeconds, this.link.rttAt(atSeconds) / 2);
      const untilBytes = Math.min(passingBytes, pauseAtBytes, piece.untilBytes);
      return this.link.open(atSeconds, (untilBytes - fromBytes) * 8, Math.max(fromSeconds, piece.atSeconds) - atSeconds);
    };
    return this.pump.add({
      transfer: openNext(0, nowSeconds) as Transfer,
      openNext,
      body,
      sink,
      ledgerId: this.ledger.add(response.contentPath, startSeconds, body.sizeBytes * 8, response.status),
      ending: fault.refuse ? 'refuse' : fault.dropAfterBytes === undefined ? 'end' : 'drop',
      isFault: response.fault !== undefined && isFailure(response.fault),
    });
  }

  /** Time of the live streams where they are made, when a request reaches it: half a round trip after it was sent. */
  broadcastClock(arrivedSeconds: number): BroadcastClock {
    this.start(arrivedSeconds);
    const sentSeconds = Math.max(0, arrivedSeconds - (this.startedSeconds as number));
    return {
      nowSeconds: JOIN_SECONDS + sentSeconds + this.link.rttAt(sentSeconds) / 2,
      startedAtEpochMs: (this.startedAtEpochMs as number) - JOIN_SECONDS * 1000,
    };
  }

  /** The ground truth so far. */
  ledgerView(fromRevision: number): LedgerView {
    return this.ledger.view(fromRevision, this.startedAtEpochMs, this.nowSeconds());
  }

  /** Breaks what is under way. */
  close(): void {
    this.pump.close();
  }

  private start(atSeconds: number): void {
    if (this.startedSeconds !== undefined) return;
    this.startedSeconds = atSeconds;
    this.startedAtEpochMs = this.host.epochMs() - (this.host.monotonicSeconds() - atSeconds) * 1000;
  }
}

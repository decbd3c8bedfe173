import { Link } from '../../../src/link/index.ts';
import type { Body } from './body.ts';
import type { Fault } from './fault.ts';
import { FaultPlan, isFailure } from './fault.ts';
import type { OriginHost, ResponseSink } from './host.ts';
import type { LedgerView } from './ledger.ts';
import { Ledger } from './ledger.ts';
import { Pump } from './pump.ts';
import type { SessionPlan } from './session-request.ts';

/** A response about to be shaped. */
export interface ShapedResponse {
  readonly contentPath: string;
  readonly status: number;
  readonly body: Body;
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
    const nowSeconds = this.nowSeconds();
    // Loading the body took some of the round trip already.
    const startSeconds = Math.max(0, response.arrivedSeconds - (this.startedSeconds as number));
    const readySeconds = startSeconds + this.link.rttAt(startSeconds) + delaySeconds;
    const passingBytes = fault.refuse ? 0 : Math.min(body.sizeBytes, fault.dropAfterBytes ?? Infinity);
    const firstBytes = Math.min(passingBytes, stallAfterBytes);
    return this.pump.add({
      transfer: this.link.open(nowSeconds, firstBytes * 8, Math.max(0, readySeconds - nowSeconds)),
      rest: firstBytes < passingBytes ? { bytes: passingBytes - firstBytes, pauseSeconds: stallSeconds } : undefined,
      body,
      sink,
      ledgerId: this.ledger.add(response.contentPath, startSeconds, body.sizeBytes * 8, response.status),
      ending: fault.refuse ? 'refuse' : fault.dropAfterBytes === undefined ? 'end' : 'drop',
      isFault: response.fault !== undefined && isFailure(response.fault),
    });
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

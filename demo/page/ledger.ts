/** The origin's own record of what it sent: the ground truth of a side. */

/** One request as the origin saw it; times are seconds of the link's trace. */
export interface LedgerRequest {
  readonly id: number | string;
  readonly path: string;
  readonly startSeconds: number;
  readonly firstByteSeconds: number | null;
  readonly endSeconds: number | null;
  readonly sizeBits: number;
  readonly deliveredBits: number;
  readonly state: 'active' | 'done' | 'aborted' | 'fault';
  readonly status: number;
}

/** One answer of `GET link/{session}/ledger?from=N`. */
export interface LedgerPage {
  readonly startedAtEpochMs: number | null;
  readonly nowSeconds: number | null;
  readonly next: number;
  readonly deliveredBits: number;
  readonly requests: readonly LedgerRequest[];
}

/** True for a response that reached the player whole. */
export const wasDelivered = (request: LedgerRequest): boolean => request.state === 'done' && request.status < 400;

const POLL_MILLISECONDS = 1000;
/** Failed polls in a row after which the origin counts as lost. */
const TOLERATED_FAILURES = 4;

/** A ledger that is kept up to date while a side runs. */
export interface LedgerReader {
  /** Every request so far, in the origin's order. */
  readonly requests: ReadonlyMap<LedgerRequest['id'], LedgerRequest>;
  /** Page clock (seconds) at which the link's trace began; undefined before the first shaped request. */
  readonly traceStartedAtSeconds: number | undefined;
  /** Reads once more, now. */
  refresh(): Promise<void>;
  stop(): void;
}

/**
 * Reads the ledger once a second until `stop`.
 *
 * @param read fetches one page from entry `from` on.
 * @param onLost called once when the origin stops answering.
 */
export function followLedger(
  read: (from: number) => Promise<LedgerPage>,
  nowSeconds: () => number,
  onLost: (error: unknown) => void,
): LedgerReader {
  const requests = new Map<LedgerRequest['id'], LedgerRequest>();
  let from = 0;
  let failures = 0;
  let stopped = false;
  let traceStartedAtSeconds: number | undefined;
  let underWay: Promise<void> | undefined;

  const readOnce = async (): Promise<void> => {
    try {
      const page = await read(from);
      failures = 0;
      from = page.next;
      for (const request of page.requests) requests.set(request.id, request);
      if (page.nowSeconds !== null && page.nowSeconds > 0) {
        // The least delayed answer is the most exact one.
        const estimate = nowSeconds() - page.nowSeconds;
        traceStartedAtSeconds = Math.min(traceStartedAtSeconds ?? estimate, estimate);
      }
    } catch (error) {
      failures++;
      if (failures === TOLERATED_FAILURES && !stopped) onLost(error);
    }
  };
  const refresh = (): Promise<void> => {
    underWay ??= readOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const timer = setInterval(() => void refresh(), POLL_MILLISECONDS);
  return {
    requests,
    get traceStartedAtSeconds() {
      return traceStartedAtSeconds;
    },
    refresh,
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

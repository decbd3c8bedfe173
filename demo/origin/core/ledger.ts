/** How a request ended, or that it has not. `fault` is a failure the session asked for. */
export type LedgerState = 'active' | 'done' | 'aborted' | 'fault';

/** The truth about one shaped request. Times are link seconds. */
export interface LedgerEntry {
  readonly id: number;
  /** Path after the session, as in `media/vp9/vbr/180/video/3/12.m4s`. */
  readonly path: string;
  readonly startSeconds: number;
  /** When its first byte could flow; null while it waits. */
  readonly firstByteSeconds: number | null;
  /** null while it is under way. */
  readonly endSeconds: number | null;
  readonly sizeBits: number;
  /** Bits handed to the client so far. */
  readonly deliveredBits: number;
  readonly state: LedgerState;
  readonly status: number;
}

/** What `GET /link/{session}/ledger` answers. */
export interface LedgerView {
  /** Wall clock at link second 0; null before the first shaped request. */
  readonly startedAtEpochMs: number | null;
  readonly nowSeconds: number;
  /** Entries changed since the revision asked about, by id. */
  readonly requests: readonly LedgerEntry[];
  /** Bits handed out in the whole session. */
  readonly deliveredBits: number;
  /** Ask with `?from={next}` for what changes after this answer. */
  readonly next: number;
}

type Changes = Partial<Omit<LedgerEntry, 'id' | 'path'>>;
type Row = { entry: LedgerEntry; revision: number };

/** Entries kept per session; older finished ones are forgotten, their bits stay counted. */
const MAX_ENTRIES = 5000;

/** The session's record of every shaped request. */
export class Ledger {
  private readonly rows = new Map<number, Row>();
  private revision = 0;
  private nextId = 1;
  private totalBits = 0;

  /** Adds a request and returns its id. */
  add(path: string, startSeconds: number, sizeBits: number, status: number): number {
    const id = this.nextId++;
    const entry: LedgerEntry = {
      id,
      path,
      startSeconds,
      firstByteSeconds: null,
      endSeconds: null,
      sizeBits,
      deliveredBits: 0,
      state: 'active',
      status,
    };
    this.rows.set(id, { entry, revision: ++this.revision });
    if (this.rows.size > MAX_ENTRIES) this.forgetOldest();
    return id;
  }

  /** Notes what changed about a request. */
  update(id: number, changes: Changes): void {
    const row = this.rows.get(id);
    if (row === undefined) return;
    this.totalBits += (changes.deliveredBits ?? row.entry.deliveredBits) - row.entry.deliveredBits;
    row.entry = { ...row.entry, ...changes };
    row.revision = ++this.revision;
  }

  /** Entries changed after a revision, and the totals. */
  view(fromRevision: number, startedAtEpochMs: number | null, nowSeconds: number): LedgerView {
    const requests = [...this.rows.values()].filter((row) => row.revision > fromRevision).map((row) => row.entry);
    return { startedAtEpochMs, nowSeconds, requests, deliveredBits: this.totalBits, next: this.revision };
  }

  private forgetOldest(): void {
    for (const [id, { entry }] of this.rows) {
      if (entry.state === 'active') continue;
      this.rows.delete(id);
      return;
    }
  }
}

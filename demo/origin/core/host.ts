/** What a host (Node process, service worker) lends to the shared core. */
export interface OriginHost {
  /** For `/link/health`: `node` or `worker`. */
  readonly name: string;
  /** A clock that never goes back, seconds. */
  monotonicSeconds(): number;
  /** The wall clock, milliseconds since 1970. */
  epochMs(): number;
  encodeText(text: string): Uint8Array<ArrayBuffer>;
  /** A file below the fixture folder, as in `vp9/3.mp4`. Kept in memory by the host. */
  loadFixture(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A file of the visitor's own content, `undefined` when there is none. Absent where a host has no disk. */
  loadOwnContent?(path: string): Promise<OwnContent | undefined>;
  /** Names of the visitor's own titles, sorted. Absent where a host has no disk. */
  listOwnContent?(): Promise<readonly string[]>;
  /**
   * Calls back at an instant of the monotonic clock; returns a way to cancel.
   * `exactly` asks for the smallest delay the host can manage, else a millisecond or two is fine.
   */
  wakeAt(atSeconds: number, exactly: boolean, callback: () => void): () => void;
}

/** A file made by `npm run content`. */
export interface OwnContent {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Where a shaped response goes. The core calls it when the link grants bytes. */
export interface ResponseSink {
  /** Send status and headers now. */
  begin(): void;
  write(bytes: Uint8Array<ArrayBuffer>): void;
  end(): void;
  /** Break the connection: the response stays incomplete. */
  drop(): void;
}

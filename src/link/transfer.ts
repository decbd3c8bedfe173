/** Where a transfer is in its life: asked for, receiving, complete, given up. */
export type TransferState = 'waiting' | 'active' | 'done' | 'aborted';

/** One response under way. Read it after `advanceTo`; only its link changes it. */
export interface Transfer {
  readonly sizeBits: number;
  /** When it was asked for, link seconds. */
  readonly openedSeconds: number;
  /** When its first bit may flow, link seconds. */
  readonly activeSeconds: number;
  /** Bits granted so far, 0..sizeBits. */
  readonly grantedBits: number;
  readonly state: TransferState;
  /** When it completed or was aborted, link seconds; `Infinity` until then. */
  readonly endSeconds: number;
}

/** A transfer as its link keeps it. */
export interface TransferRecord extends Transfer {
  grantedBits: number;
  state: TransferState;
  endSeconds: number;
  /** The link's service level when this transfer became active, bits. */
  startLevelBits: number;
  /** The service level at which it completes, bits. */
  endLevelBits: number;
}

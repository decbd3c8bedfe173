import type { ConnectionRecord } from './slow-start.ts';

/** Where a transfer is in its life: asked for, receiving (or between two bursts of slow start), complete, given up. */
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
  /** The service level at which it reaches its goal, bits. */
  endLevelBits: number;
  /** Granted bits at which it stops: the end of its burst in slow start, else its size. */
  goalBits: number;
  /** `undefined` without slow start. */
  readonly connection: ConnectionRecord | undefined;
  /** Length of its rounds, seconds: its own latency. */
  readonly roundSeconds: number;
  /** End of the present round of slow start, link seconds; `Infinity` outside slow start. */
  roundEndSeconds: number;
  /** Bits granted before the present round. */
  roundStartBits: number;
  /** What it may send in the present round, bits. */
  windowBits: number;
  /** Its burst is through and the round is not over: it takes no share. */
  isPaused: boolean;
}

import { checkAmount } from './amount.ts';
import type { TransferRecord } from './transfer.ts';

// Slow start as rounds (RFC 5681 section 3.1): a sender puts one window on the wire, waits for its acknowledgements
// (one round trip), and may then send twice as much. No loss, no delayed acknowledgements, no receive window: a
// link that drains slower than a window per round trip is the limit from there on, and its queue loses nothing.

/** How TCP's window limits the start of a response. */
export interface SlowStart {
  /** Window of a new or long idle connection, bits, > 0. Default 116,800: 10 segments of 1460 B (RFC 6928). */
  readonly initialWindowBits?: number;
  /**
   * A connection without a bit for longer than this starts over, seconds, >= 0; `Infinity` never. Default 1, the
   * least retransmission timeout of RFC 6298 (the restart itself: RFC 5681 section 4.1). The wait for the next
   * response counts, so keep it above the round trip.
   */
  readonly idleResetSeconds?: number;
}

/** `SlowStart` with nothing left open. */
export interface ResolvedSlowStart {
  readonly initialWindowBits: number;
  readonly idleResetSeconds: number;
}

/**
 * What one TCP connection remembers from response to response. Made by `createConnection`, changed by its link only.
 * Responses at the same time (HTTP/2) each send a window of their own; the widest is what the next one starts with.
 */
export interface Connection {
  /** Congestion window, bits; 0 before the first response. */
  readonly windowBits: number;
  /** When a response last had bits under way, link seconds; -Infinity before the first. */
  readonly lastBitSeconds: number;
}

/** A connection as its link keeps it. */
export interface ConnectionRecord extends Connection {
  windowBits: number;
  lastBitSeconds: number;
  /** Responses between their first and last bit. */
  openResponses: number;
}

/** A connection that has carried nothing yet. Use it with one link only: its times are that link's. */
export function createConnection(): Connection {
  const connection: ConnectionRecord = { windowBits: 0, lastBitSeconds: -Infinity, openResponses: 0 };
  return connection;
}

/** Fills in the defaults. Throws `TypeError` for values that are none. */
export function resolveSlowStart(options: SlowStart): ResolvedSlowStart {
  const { initialWindowBits = 10 * 1460 * 8, idleResetSeconds = 1 } = options;
  checkAmount(initialWindowBits, 'slowStart.initialWindowBits');
  if (initialWindowBits === 0) throw new TypeError('slowStart.initialWindowBits: must be > 0, received 0');
  if (idleResetSeconds !== Infinity) checkAmount(idleResetSeconds, 'slowStart.idleResetSeconds');
  return { initialWindowBits, idleResetSeconds };
}

/** First round of a response. Without a round trip nothing waits, so there is nothing to model. */
export function beginRounds(transfer: TransferRecord, connection: ConnectionRecord, slowStart: ResolvedSlowStart): void {
  const atSeconds = transfer.activeSeconds;
  const isIdle = connection.openResponses === 0 && atSeconds - connection.lastBitSeconds > slowStart.idleResetSeconds;
  if (isIdle || connection.windowBits === 0) connection.windowBits = slowStart.initialWindowBits;
  connection.openResponses += 1;
  transfer.windowBits = connection.windowBits;
  transfer.goalBits = Math.min(transfer.sizeBits, transfer.windowBits);
  transfer.roundEndSeconds = atSeconds + transfer.roundSeconds;
}

/** The round is over and its burst is through: the next burst is twice as large. */
export function nextRound(transfer: TransferRecord, connection: ConnectionRecord): void {
  transfer.windowBits *= 2;
  if (transfer.windowBits > connection.windowBits) connection.windowBits = transfer.windowBits;
  transfer.roundStartBits = transfer.goalBits;
  transfer.goalBits = Math.min(transfer.sizeBits, transfer.goalBits + transfer.windowBits);
  transfer.roundEndSeconds += transfer.roundSeconds;
}

/** The round is over and its burst is not through: the pipe is full, from here the link alone is the limit. */
export function endRounds(transfer: TransferRecord): void {
  transfer.goalBits = transfer.sizeBits;
  transfer.roundEndSeconds = Infinity;
}

/** Last bit of a response, or its abort: the connection keeps the window for the next one. */
export function leaveConnection(transfer: TransferRecord, connection: ConnectionRecord, atSeconds: number): void {
  connection.openResponses -= 1;
  if (!transfer.isPaused) connection.lastBitSeconds = atSeconds;
  if (transfer.roundEndSeconds < Infinity) return;
  // With the pipe full, every bit sent is acknowledged and widens the window by itself: what doubling is in small.
  const windowBits = transfer.windowBits + transfer.grantedBits - transfer.roundStartBits;
  if (windowBits > connection.windowBits) connection.windowBits = windowBits;
}

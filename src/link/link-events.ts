import { SharedRate } from './shared-rate.ts';
import type { ConnectionRecord, ResolvedSlowStart } from './slow-start.ts';
import { beginRounds, endRounds, leaveConnection, nextRound } from './slow-start.ts';
import type { NetworkTrace } from './trace.ts';
import type { TransferRecord } from './transfer.ts';

/**
 * What happens on a link, in order: a transfer becomes active, reaches its goal, ends a round of slow start.
 * Between two events nothing but the level of service moves.
 *
 * In slow start the goal is the end of the burst. A burst that is through before its round ends pauses its transfer,
 * and the others share the rate; one that is not ends the slow start of its response.
 */
export class LinkEvents {
  readonly rate: SharedRate;
  readonly waiting: TransferRecord[] = [];
  private readonly slowStart: ResolvedSlowStart | undefined;
  /** Transfers in slow start, sharing or paused. */
  private readonly inRounds: TransferRecord[] = [];
  private nextActivationSeconds = Infinity;
  private nextGoalSeconds = Infinity;
  private nextRoundSeconds = Infinity;

  constructor(trace: NetworkTrace, offsetSeconds: number, slowStart: ResolvedSlowStart | undefined) {
    this.rate = new SharedRate(trace, offsetSeconds);
    this.slowStart = slowStart;
  }

  /** When the next event is due, link seconds; `Infinity` when none is. */
  nextSeconds(): number {
    return Math.min(this.nextActivationSeconds, this.nextGoalSeconds, this.nextRoundSeconds);
  }

  /** Takes in a new transfer. */
  expect(transfer: TransferRecord): void {
    this.waiting.push(transfer);
    if (transfer.activeSeconds < this.nextActivationSeconds) this.nextActivationSeconds = transfer.activeSeconds;
  }

  /** Takes a transfer out at an instant by which all is settled. */
  abort(transfer: TransferRecord, atSeconds: number): void {
    if (transfer.state === 'active') {
      this.rate.moveAnchor(atSeconds);
      remove(this.rate.members, transfer);
      this.leave(transfer, 'aborted', atSeconds);
      this.nextGoalSeconds = this.rate.nextGoalSeconds();
    } else if (transfer.state === 'waiting') {
      remove(this.waiting, transfer);
      transfer.state = 'aborted';
      transfer.endSeconds = atSeconds;
      this.planActivation();
    }
  }

  /** The same state on records of its own: playing it ahead changes nothing here. `copies` tells which became which. */
  copy(copies: Map<TransferRecord, TransferRecord>): LinkEvents {
    const events = new LinkEvents(this.rate.trace, this.rate.offsetSeconds, this.slowStart);
    const connections = new Map<ConnectionRecord | undefined, ConnectionRecord>();
    const copyOf = (transfer: TransferRecord): TransferRecord => {
      const known = copies.get(transfer);
      if (known !== undefined) return known;
      const { connection } = transfer;
      if (connection !== undefined && !connections.has(connection)) connections.set(connection, { ...connection });
      const copy = { ...transfer, connection: connections.get(connection) };
      copies.set(transfer, copy);
      return copy;
    };
    events.waiting.push(...this.waiting.map(copyOf));
    events.inRounds.push(...this.inRounds.map(copyOf));
    events.rate.members.push(...this.rate.members.map(copyOf));
    events.rate.anchorSeconds = this.rate.anchorSeconds;
    events.rate.anchorLevelBits = this.rate.anchorLevelBits;
    events.nextActivationSeconds = this.nextActivationSeconds;
    events.nextGoalSeconds = this.nextGoalSeconds;
    events.nextRoundSeconds = this.nextRoundSeconds;
    return events;
  }

  /** Processes every event due by an instant, in order. */
  settle(untilSeconds: number): void {
    for (;;) {
      const goalSeconds = this.nextGoalSeconds;
      if (goalSeconds <= this.nextActivationSeconds && goalSeconds <= this.nextRoundSeconds) {
        if (goalSeconds > untilSeconds || this.rate.members.length === 0) return;
        this.reachGoal(goalSeconds);
      } else if (this.nextActivationSeconds <= this.nextRoundSeconds) {
        if (this.nextActivationSeconds > untilSeconds) return;
        this.activate(this.nextActivationSeconds);
      } else {
        if (this.nextRoundSeconds > untilSeconds) return;
        this.turnRounds(this.nextRoundSeconds);
      }
    }
  }

  private activate(atSeconds: number): void {
    const { rate, slowStart, waiting } = this;
    rate.moveAnchor(atSeconds);
    for (let i = waiting.length - 1; i >= 0; i--) {
      const transfer = waiting[i] as TransferRecord;
      if (transfer.activeSeconds > atSeconds) continue;
      removeAt(waiting, i);
      transfer.state = 'active';
      if (slowStart !== undefined && transfer.connection !== undefined) {
        beginRounds(transfer, transfer.connection, slowStart);
        this.inRounds.push(transfer);
        if (transfer.roundEndSeconds < this.nextRoundSeconds) this.nextRoundSeconds = transfer.roundEndSeconds;
      }
      rate.add(transfer);
    }
    this.planActivation();
    this.nextGoalSeconds = rate.nextGoalSeconds();
  }

  private reachGoal(atSeconds: number): void {
    const { rate } = this;
    const levelBits = rate.lowestEndLevel();
    rate.anchorSeconds = atSeconds;
    rate.anchorLevelBits = levelBits;
    for (let i = rate.members.length - 1; i >= 0; i--) {
      const transfer = rate.members[i] as TransferRecord;
      if (transfer.endLevelBits > levelBits) continue;
      removeAt(rate.members, i);
      transfer.grantedBits = transfer.goalBits;
      if (transfer.goalBits < transfer.sizeBits) {
        transfer.isPaused = true;
        if (transfer.connection !== undefined) transfer.connection.lastBitSeconds = atSeconds;
      } else {
        this.leave(transfer, 'done', atSeconds);
      }
    }
    this.nextGoalSeconds = rate.nextGoalSeconds();
  }

  private turnRounds(atSeconds: number): void {
    const { inRounds, rate } = this;
    rate.moveAnchor(atSeconds);
    for (let i = inRounds.length - 1; i >= 0; i--) {
      const transfer = inRounds[i] as TransferRecord;
      if (transfer.roundEndSeconds > atSeconds) continue;
      if (transfer.isPaused) {
        transfer.isPaused = false;
        nextRound(transfer, transfer.connection as ConnectionRecord);
        rate.add(transfer);
      } else {
        transfer.endLevelBits += transfer.sizeBits - transfer.goalBits;
        endRounds(transfer);
        removeAt(inRounds, i);
      }
    }
    this.planRound();
    this.nextGoalSeconds = rate.nextGoalSeconds();
  }

  /** End of an active transfer that shares the rate no more. */
  private leave(transfer: TransferRecord, state: 'done' | 'aborted', atSeconds: number): void {
    transfer.state = state;
    transfer.endSeconds = atSeconds;
    if (transfer.connection === undefined) return;
    leaveConnection(transfer, transfer.connection, atSeconds);
    if (transfer.roundEndSeconds === Infinity) return;
    remove(this.inRounds, transfer);
    this.planRound();
  }

  private planActivation(): void {
    let next = Infinity;
    for (let i = 0; i < this.waiting.length; i++) next = Math.min(next, (this.waiting[i] as TransferRecord).activeSeconds);
    this.nextActivationSeconds = next;
  }

  private planRound(): void {
    let next = Infinity;
    for (let i = 0; i < this.inRounds.length; i++) next = Math.min(next, (this.inRounds[i] as TransferRecord).roundEndSeconds);
    this.nextRoundSeconds = next;
  }
}

function remove(list: TransferRecord[], transfer: TransferRecord): void {
  const at = list.indexOf(transfer);
  if (at >= 0) removeAt(list, at);
}

/** `splice` without the list it would return. */
function removeAt(list: TransferRecord[], at: number): void {
  for (let i = at + 1; i < list.length; i++) list[i - 1] = list[i] as TransferRecord;
  list.pop();
}

import type { NetworkTrace } from './trace.ts';
import { bitsBetween, secondsWhenThrough } from './trace-integral.ts';
import type { TransferRecord } from './transfer.ts';

/**
 * Exact processor sharing: the members split the trace's rate equally.
 *
 * Equal shares mean one number serves all: the service level, the bits any transfer that is a member since the
 * start of the busy period has received. A transfer reaches its goal when the level reaches its end level,
 * so the next completion is one inverse of the trace's integral, whatever the rate did in between.
 * The level is anchored at the last event, never at the last `advanceTo`: steps leave no rounding behind.
 */
export class SharedRate {
  readonly members: TransferRecord[] = [];
  readonly trace: NetworkTrace;
  readonly offsetSeconds: number;
  anchorSeconds = 0;
  anchorLevelBits = 0;

  constructor(trace: NetworkTrace, offsetSeconds: number) {
    this.trace = trace;
    this.offsetSeconds = offsetSeconds;
  }

  /** Lets a transfer in at the anchor, to receive from `grantedBits` to `goalBits`. */
  add(transfer: TransferRecord): void {
    transfer.startLevelBits = this.anchorLevelBits - transfer.grantedBits;
    transfer.endLevelBits = this.anchorLevelBits + (transfer.goalBits - transfer.grantedBits);
    this.members.push(transfer);
  }

  /** Restates the service level at an event, before the number of shares changes. */
  moveAnchor(atSeconds: number): void {
    // A new busy period starts from level 0, which keeps the numbers small and the sums exact.
    this.anchorLevelBits = this.members.length === 0 ? 0 : this.levelAt(atSeconds);
    this.anchorSeconds = atSeconds;
  }

  /** Grants every member what is due by an instant with no event since the anchor. */
  grant(atSeconds: number): void {
    const { members } = this;
    if (members.length === 0) return;
    const levelBits = this.levelAt(atSeconds);
    for (let i = 0; i < members.length; i++) {
      const transfer = members[i] as TransferRecord;
      const granted = levelBits - transfer.startLevelBits;
      // Rounding may put the level a hair past a goal that is not due yet, or behind an earlier answer.
      transfer.grantedBits = Math.max(transfer.grantedBits, Math.min(transfer.goalBits, granted));
    }
  }

  /** When the first member reaches its goal, link seconds; `Infinity` when none does. */
  nextGoalSeconds(): number {
    return this.members.length === 0 ? Infinity : this.secondsAtLevel(this.lowestEndLevel());
  }

  /** When the level is reached if no member comes or goes before, link seconds. */
  secondsAtLevel(levelBits: number): number {
    return this.secondsWhenServed(this.anchorSeconds, (levelBits - this.anchorLevelBits) * this.members.length);
  }

  lowestEndLevel(): number {
    const { members } = this;
    let lowest = Infinity;
    for (let i = 0; i < members.length; i++) lowest = Math.min(lowest, (members[i] as TransferRecord).endLevelBits);
    return lowest;
  }

  bitsFrom(fromSeconds: number, toSeconds: number): number {
    return bitsBetween(this.trace, fromSeconds + this.offsetSeconds, toSeconds + this.offsetSeconds);
  }

  secondsWhenServed(fromSeconds: number, bits: number): number {
    const atSeconds = secondsWhenThrough(this.trace, fromSeconds + this.offsetSeconds, bits) - this.offsetSeconds;
    return Math.max(atSeconds, fromSeconds);
  }

  private levelAt(atSeconds: number): number {
    return this.anchorLevelBits + this.bitsFrom(this.anchorSeconds, atSeconds) / this.members.length;
  }
}

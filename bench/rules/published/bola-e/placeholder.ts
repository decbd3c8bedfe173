import type { BolaLevels } from './bola-levels.ts';
import { MINIMUM_BUFFER_SECONDS, PLACEHOLDER_KEPT } from './constants.ts';

/** BOLA-E's virtual media: waiting that was not the network's fault counts as buffer, so that a short buffer does not mean a low rung. */
export class Placeholder {
  /** Virtual media, seconds, >= 0. */
  seconds = 0;
  private readonly levels: BolaLevels;

  constructor(levels: BolaLevels) {
    this.levels = levels;
  }

  /** First choice by throughput: as much as makes that rung BOLA's own choice. */
  begin(rung: number, bufferSeconds: number): void {
    this.seconds = Math.max(0, this.levels.minimum(rung) - bufferSeconds);
  }

  /** A download at `rung` that was asked for at this buffer has come. `ranDry`: the buffer is empty now. */
  downloaded(rung: number, bufferAtRequestSeconds: number, ranDry: boolean): void {
    const most = Math.max(0, this.levels.maximum(rung) - bufferAtRequestSeconds);
    this.seconds = Math.min(this.seconds * PLACEHOLDER_KEPT, most);
    // The rung may have been chosen above BOLA's own; not while the buffer is empty, where that would hide the trouble.
    if (!ranDry) this.seconds = Math.max(this.seconds, this.levels.minimum(rung) - bufferAtRequestSeconds);
  }

  /** Something went wrong, and `rung` is loaded now: no more than makes that rung BOLA's choice. */
  lowerTo(rung: number, bufferSeconds: number): void {
    const level = rung > 0 ? this.levels.minimum(rung) : MINIMUM_BUFFER_SECONDS;
    this.seconds = Math.min(this.seconds, Math.max(0, level - bufferSeconds));
  }

  /** Takes what it can of an overshoot; the rest is to be waited for. */
  absorb(excessSeconds: number): number {
    const taken = Math.min(this.seconds, excessSeconds);
    this.seconds -= taken;
    return excessSeconds - taken;
  }
}

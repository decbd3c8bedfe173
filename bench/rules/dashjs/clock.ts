/** Time and chance as dash.js sees them: the players' virtual clock, and what its code asks for besides. */
import { VirtualClock } from '../players/virtual-clock.ts';

/** Time, timers and seeded chance of one session. */
export class SessionClock {
  readonly time: VirtualClock = new VirtualClock();
  private randomState: number;

  constructor(seed: number) {
    this.randomState = seed >>> 0;
  }

  /** Uniform in [0, 1): mulberry32. */
  random(): number {
    this.randomState = (this.randomState + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.randomState ^ (this.randomState >>> 15), 1 | this.randomState);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Says whose clock dash.js reads: its code is compiled with a `Date` and a `Math` that ask here. */
export class ClockSwitch {
  private current: SessionClock = new SessionClock(0);

  /** Runs a call of one session at an instant of that session, timers that are due first. */
  run<Result>(clock: SessionClock, atSeconds: number, call: () => Result): Result {
    const outer = this.current;
    this.current = clock;
    try {
      return clock.time.run(atSeconds, () => {
        clock.time.runDueTimers();
        return call();
      });
    } finally {
      this.current = outer;
    }
  }

  /** In place of the globals of those names. */
  globals(): { Date: DateConstructor; Math: Math } {
    const now = (): number => this.current.time.dateNow;
    class VirtualDate extends Date {
      constructor(...values: [] | [number]) {
        super(values.length === 0 ? now() : values[0]);
      }
      static override now(): number {
        return now();
      }
    }
    return {
      Date: VirtualDate as unknown as DateConstructor,
      Math: Object.create(Math, { random: { value: () => this.current.random() } }) as Math,
    };
  }
}

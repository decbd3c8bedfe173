/** Time for a player's own class: what it reads from globals is virtual for exactly the duration of each call into it. */

interface VirtualTimer {
  readonly callback: (...values: unknown[]) => void;
  readonly values: readonly unknown[];
  dueMs: number;
  /** Undefined: fires once. */
  readonly periodMs: number | undefined;
}

/**
 * `performance.now()` at session time 0, ms: the page was there before the player. Not 0, because hls.js takes a time
 * of 0 for "not yet".
 */
export const PAGE_AGE_MS = 1000;

/** `Date.now()` at session time 0, ms since 1970. */
export const WALL_CLOCK_START_MS = 1_700_000_000_000;

/** Two events meant for one instant may differ by a rounding error, ms. */
const SAME_INSTANT_MS = 1e-6;

/** The clock whose owner is being called into; everything here is synchronous, so there is at most one. */
let current: VirtualClock | undefined;

const GLOBAL_NAMES = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
const scope = globalThis as unknown as Record<(typeof GLOBAL_NAMES)[number], unknown>;

export class VirtualClock {
  private nowMs = 0;
  private lastTimer = 0;
  private readonly timers = new Map<number, VirtualTimer>();

  /** Timers waiting. */
  get timerCount(): number {
    return this.timers.size;
  }

  /** `performance.now()` at a session time, ms. */
  pageMs(atSeconds: number): number {
    return PAGE_AGE_MS + atSeconds * 1000;
  }

  /** `Date.now()` at a session time, whole ms as browsers give them. */
  dateMs(atSeconds: number): number {
    return WALL_CLOCK_START_MS + Math.floor(atSeconds * 1000 + SAME_INSTANT_MS);
  }

  /** Calls with the globals showing a session time; they are as before when it returns or throws. Timers do not run by themselves. */
  run<Result>(atSeconds: number, call: () => Result): Result {
    const outer = current;
    this.nowMs = atSeconds * 1000;
    current = this;
    const restore = outer ? undefined : install();
    try {
      return call();
    } finally {
      current = outer;
      restore?.();
    }
  }

  /**
   * Runs what is due, oldest first; only inside `run`. An interval that is several periods late fires once, as in a
   * browser whose main thread was busy.
   */
  runDueTimers(): void {
    for (let due = this.nextDue(); due; due = this.nextDue()) {
      const [id, timer] = due;
      if (timer.periodMs === undefined) this.timers.delete(id);
      else {
        const missed = Math.floor((this.nowMs + SAME_INSTANT_MS - timer.dueMs) / timer.periodMs);
        timer.dueMs += (missed + 1) * timer.periodMs;
      }
      timer.callback(...timer.values);
    }
  }

  /** For the globals. */
  get performanceNow(): number {
    return PAGE_AGE_MS + this.nowMs;
  }

  /** For the globals. */
  get dateNow(): number {
    return this.dateMs(this.nowMs / 1000);
  }

  /** For the globals. */
  add(callback: VirtualTimer['callback'], delayMs: number | undefined, repeats: boolean, values: readonly unknown[]): number {
    const delay = Math.max(repeats ? 1 : 0, Number.isFinite(delayMs) ? (delayMs as number) : 0);
    this.lastTimer++;
    this.timers.set(this.lastTimer, { callback, values, dueMs: this.nowMs + delay, periodMs: repeats ? delay : undefined });
    return this.lastTimer;
  }

  /** For the globals. */
  remove(id: unknown): void {
    if (typeof id === 'number') this.timers.delete(id);
  }

  private nextDue(): [number, VirtualTimer] | undefined {
    let first: [number, VirtualTimer] | undefined;
    for (const entry of this.timers) {
      if (entry[1].dueMs <= this.nowMs + SAME_INSTANT_MS && (!first || entry[1].dueMs < first[1].dueMs)) first = entry;
    }
    return first;
  }
}

type Callback = VirtualTimer['callback'];
const clock = (): VirtualClock => current as VirtualClock;
const dateNow = (): number => clock().dateNow;
const performanceNow = (): number => clock().performanceNow;
const removeTimer = (id: unknown): void => clock().remove(id);
const virtualGlobals: Record<(typeof GLOBAL_NAMES)[number], unknown> = {
  setTimeout: (callback: Callback, delayMs?: number, ...values: unknown[]) => clock().add(callback, delayMs, false, values),
  clearTimeout: removeTimer,
  setInterval: (callback: Callback, delayMs?: number, ...values: unknown[]) => clock().add(callback, delayMs, true, values),
  clearInterval: removeTimer,
};

/** Puts the virtual globals in place; returns what takes them away again. */
function install(): () => void {
  const realDateNow = Date.now;
  const realPerformanceNow = Object.getOwnPropertyDescriptor(performance, 'now');
  const { setTimeout, clearTimeout, setInterval, clearInterval } = scope;
  Date.now = dateNow;
  performance.now = performanceNow;
  for (const name of GLOBAL_NAMES) scope[name] = virtualGlobals[name];
  return () => {
    Date.now = realDateNow;
    // Usually inherited: an own property would hide a later replacement of the inherited one.
    if (realPerformanceNow) Object.defineProperty(performance, 'now', realPerformanceNow);
    else Reflect.deleteProperty(performance, 'now');
    Object.assign(scope, { setTimeout, clearTimeout, setInterval, clearInterval });
  };
}

/** Virtual time for everything in this process: timers fire when the harness says so, and promises settle in between. */

interface Timer {
  readonly callback: (...values: unknown[]) => void;
  readonly values: readonly unknown[];
  readonly periodMilliseconds: number | undefined;
  /** Where it was set, in clocks that ask. */
  readonly origin: string | undefined;
  dueMilliseconds: number;
}

/** `performance.now()` when a clock starts: the page was there before the player. */
const PAGE_AGE_MILLISECONDS = 1000;
/** `Date.now()` when a clock starts. */
const WALL_CLOCK_MILLISECONDS = 1_700_000_000_000;
/** Promise chains of native streams need a few turns. */
const TURNS_AFTER_TASK = 2;

const realSetImmediate = setImmediate;
/** Lets everything that waits for promises run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS_AFTER_TASK; turn++) await new Promise<void>((resolve) => realSetImmediate(resolve));
}

export class Clock {
  /** Runs whatever a timer throws into. */
  onError: (error: unknown) => void = (error) => {
    throw error;
  };
  /** Notes where each timer is set: slow. */
  notesOrigins = false;
  /** Tasks run so far. */
  taskCount = 0;
  private nowMilliseconds = PAGE_AGE_MILLISECONDS;
  private lastId = 0;
  private readonly timers = new Map<number, Timer>();

  get seconds(): number {
    return this.nowMilliseconds / 1000;
  }
  /** Where the waiting timers were set; those of the harness itself are left out with `except`. */
  waiting(except: (origin: string) => boolean): string[] {
    return [...this.timers.values()].map(({ origin = '' }) => origin).filter((origin) => !except(origin));
  }

  /** Puts virtual time in the place of the process's; returns what takes it away. */
  install(): () => void {
    const scope = globalThis as Record<string, unknown>;
    const { setTimeout, clearTimeout, setInterval, clearInterval } = scope;
    const dateNow = Date.now;
    const clear = (id: unknown): void => void this.timers.delete(id as number);
    Object.assign(scope, {
      setTimeout: (callback: Timer['callback'], delay?: number, ...values: unknown[]) => this.add(callback, delay, false, values),
      setInterval: (callback: Timer['callback'], delay?: number, ...values: unknown[]) => this.add(callback, delay, true, values),
      clearTimeout: clear,
      clearInterval: clear,
    });
    Date.now = () => Math.floor(WALL_CLOCK_MILLISECONDS + this.nowMilliseconds);
    Object.defineProperty(performance, 'now', { value: () => this.nowMilliseconds, configurable: true, writable: true });
    return () => {
      Object.assign(scope, { setTimeout, clearTimeout, setInterval, clearInterval });
      Date.now = dateNow;
      Reflect.deleteProperty(performance, 'now');
    };
  }

  /** Time passes without any task: the main thread is busy. What was due meanwhile comes late. */
  block(seconds: number): void {
    this.nowMilliseconds += seconds * 1000;
  }

  /** Runs tasks in order for that long, or until `isOver` says so after one. */
  async run(seconds: number, isOver: () => boolean = () => false): Promise<void> {
    const untilMilliseconds = this.nowMilliseconds + seconds * 1000;
    await settle();
    while (!isOver()) {
      const next = this.nextDue();
      if (!next || next[1].dueMilliseconds > untilMilliseconds) break;
      await this.fire(...next);
    }
    this.nowMilliseconds = Math.max(this.nowMilliseconds, isOver() ? 0 : untilMilliseconds);
  }

  private async fire(id: number, timer: Timer): Promise<void> {
    this.nowMilliseconds = Math.max(this.nowMilliseconds, timer.dueMilliseconds);
    if (timer.periodMilliseconds === undefined) this.timers.delete(id);
    // Late intervals do not catch up, as in browsers.
    else timer.dueMilliseconds = this.nowMilliseconds + timer.periodMilliseconds;
    this.taskCount++;
    try {
      timer.callback(...timer.values);
    } catch (error) {
      this.onError(error);
    }
    await settle();
  }

  private add(callback: Timer['callback'], delay: number | undefined, repeats: boolean, values: readonly unknown[]): number {
    const delayMilliseconds = Math.max(repeats ? 1 : 0, Number.isFinite(delay) ? (delay as number) : 0);
    this.lastId++;
    this.timers.set(this.lastId, {
      callback,
      values,
      periodMilliseconds: repeats ? delayMilliseconds : undefined,
      dueMilliseconds: this.nowMilliseconds + delayMilliseconds,
      origin: this.notesOrigins ? (new Error().stack ?? '') : undefined,
    });
    return this.lastId;
  }

  private nextDue(): [number, Timer] | undefined {
    let next: [number, Timer] | undefined;
    for (const entry of this.timers) if (!next || entry[1].dueMilliseconds < next[1].dueMilliseconds) next = entry;
    return next;
  }
}

import { performance } from 'node:perf_hooks';

/** Timers may be this late; before an exact instant we wake this early and poll, seconds. */
const TIMER_SLACK_SECONDS = 0.002;

/** Now on this process's monotonic clock, seconds. */
export function monotonicSeconds(): number {
  return performance.now() / 1000;
}

/**
 * Calls back at an instant of the monotonic clock, never before it; returns a way to cancel.
 * `exactly` polls through the last two milliseconds, which costs CPU but is good to some 0.1 ms.
 */
export function wakeAt(atSeconds: number, exactly: boolean, callback: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let poll: NodeJS.Immediate | undefined;
  const wait = (): void => {
    const leftSeconds = atSeconds - monotonicSeconds();
    if (leftSeconds <= 0) {
      callback();
    } else if (exactly && leftSeconds <= TIMER_SLACK_SECONDS) {
      poll = setImmediate(wait);
    } else {
      const sleepSeconds = exactly ? leftSeconds - TIMER_SLACK_SECONDS : leftSeconds;
      // Timers count whole milliseconds; far instants are reached in several sleeps.
      timer = setTimeout(wait, Math.min(60_000, Math.max(1, Math.floor(sleepSeconds * 1000))));
    }
  };
  wait();
  return () => {
    clearTimeout(timer);
    clearImmediate(poll);
  };
}

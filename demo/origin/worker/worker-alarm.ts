/** Browsers hold nested timers back to 4 ms; before an exact instant we wake this early and poll, seconds. */
const TIMER_SLACK_SECONDS = 0.005;

/** Now on the worker's monotonic clock, seconds. */
export function monotonicSeconds(): number {
  return performance.now() / 1000;
}

// Messages to oneself are not clamped, so they can poll where timers are too coarse.
const channel = new MessageChannel();
const polls: (() => void)[] = [];
channel.port1.onmessage = (): void => polls.shift()?.();

function soon(callback: () => void): void {
  polls.push(callback);
  channel.port2.postMessage(null);
}

/**
 * Calls back at an instant of the worker's clock, never before it; returns a way to cancel.
 * `exactly` polls through the last milliseconds, else the callback may be some milliseconds late.
 */
export function wakeAt(atSeconds: number, exactly: boolean, callback: () => void): () => void {
  let isCancelled = false;
  let timer: number | undefined;
  const wait = (): void => {
    if (isCancelled) return;
    const leftSeconds = atSeconds - monotonicSeconds();
    if (leftSeconds <= 0) {
      callback();
    } else if (exactly && leftSeconds <= TIMER_SLACK_SECONDS) {
      soon(wait);
    } else {
      const sleepSeconds = exactly ? leftSeconds - TIMER_SLACK_SECONDS : leftSeconds;
      timer = setTimeout(wait, Math.min(60_000, Math.max(1, Math.floor(sleepSeconds * 1000))));
    }
  };
  // Always later, never inside the caller: an exact instant that has come is still the next message.
  if (exactly && atSeconds - monotonicSeconds() <= TIMER_SLACK_SECONDS) soon(wait);
  else wait();
  return () => {
    isCancelled = true;
    clearTimeout(timer);
  };
}

/** Looks at a segment on its way, often, and only while there is one. */

/** Milliseconds between looks. */
const TICK_MILLISECONDS = 100;
/** After a longer gap between own ticks the tab slept or was throttled: nothing seen now says anything, seconds. */
const BLIND_GAP_SECONDS = 1;

export interface Watchdog {
  /** Starts ticking unless it ticks already. */
  wake(): void;
  stop(): void;
}

/** @param look returns false when there is nothing left to watch. */
export function createWatchdog(look: () => boolean, nowSeconds: () => number): Watchdog {
  let timer: ReturnType<typeof setInterval> | undefined;
  let lastTickAtSeconds = 0;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const tick = (): void => {
    const gapSeconds = nowSeconds() - lastTickAtSeconds;
    lastTickAtSeconds = nowSeconds();
    if (gapSeconds > BLIND_GAP_SECONDS || globalThis.document?.hidden) return;
    if (!look()) stop();
  };
  return {
    wake() {
      if (timer !== undefined) return;
      lastTickAtSeconds = nowSeconds();
      timer = setInterval(tick, TICK_MILLISECONDS);
    },
    stop,
  };
}

/** Browsers slow down the timers of hidden tabs: a run that nobody can see is paused, and says so afterwards. */

/** A quick look at another tab does not count. */
const TOLERATED_MILLISECONDS = 8_000;

export interface HiddenTabRequest {
  readonly onHiddenLong: () => void;
  /** The tab is back after being hidden long. */
  readonly onReturn: (hiddenSeconds: number) => void;
}

export function watchHiddenTab({ onHiddenLong, onReturn }: HiddenTabRequest): void {
  let hiddenAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLong = false;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hiddenAt = performance.now();
      wasLong = false;
      timer = setTimeout(() => {
        wasLong = true;
        onHiddenLong();
      }, TOLERATED_MILLISECONDS);
      return;
    }
    clearTimeout(timer);
    if (wasLong && hiddenAt !== undefined) onReturn((performance.now() - hiddenAt) / 1000);
    hiddenAt = undefined;
  });
}

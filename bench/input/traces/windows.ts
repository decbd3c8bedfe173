/** Long traces are cut into sessions: windows as long as the content, laid end to end from a start drawn by seed. */
import type { NetworkTrace } from 'evenkeel/link';
import { seedFor } from './seed.ts';

export interface Window {
  /** Index into the traces given. */
  readonly traceIndex: number;
  /** Trace time of the session's start, seconds. */
  readonly offsetSeconds: number;
  /** Of the session. */
  readonly seed: number;
}

/**
 * At most `count` windows of `windowSeconds`. A trace of D seconds has floor(D / window) of them, at least one, which
 * do not overlap; the first begins at a whole second between 0 and what is left over, drawn by seed. They are dealt out
 * trace by trace (first one window of every trace, in an order drawn by seed, then a second of each), so a few long
 * traces do not fill the cell; where there are more traces than sessions, the seed decides which are played.
 * A session that outlasts its window plays on in its trace, which starts over at its end.
 */
export function drawWindows(
  network: string,
  traces: readonly Pick<NetworkTrace, 'name' | 'durationSeconds'>[],
  options: { readonly count: number; readonly windowSeconds: number; readonly seed: number },
): Window[] {
  const { count, windowSeconds, seed } = options;
  const dealt = traces.flatMap(({ name, durationSeconds }, traceIndex) => {
    const slots = Math.max(1, Math.floor(durationSeconds / windowSeconds));
    const spareSeconds = Math.max(0, Math.floor(durationSeconds - slots * windowSeconds));
    const startSeconds = seedFor(seed, network, name, 'start') % (spareSeconds + 1);
    return Array.from({ length: slots }, (_, slot) => ({
      traceIndex,
      offsetSeconds: startSeconds + slot * windowSeconds,
      seed: seedFor(seed, network, name, slot),
    }))
      .sort((a, b) => a.seed - b.seed)
      .map((window, round) => ({ window, round, order: seedFor(seed, network, name, 'order') }));
  });
  return dealt
    .sort((a, b) => a.round - b.round || a.order - b.order || a.window.traceIndex - b.window.traceIndex)
    .slice(0, count)
    .map(({ window }) => window)
    .sort((a, b) => a.traceIndex - b.traceIndex || a.offsetSeconds - b.offsetSeconds);
}

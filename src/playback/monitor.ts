/**
 * Watches a media element and reports start-up, stalls, seeks and the buffer level. Knows no player: the same
 * code measures the built-in rule and ours.
 */
import type { EventBody } from '../session/index.ts';
import { bufferedAhead } from './buffered.ts';
import { nowSeconds } from './clock.ts';

/** How often the buffer level is reported, milliseconds. */
const REPORT_MILLISECONDS = 500;
/** How often a standing playhead is looked at, milliseconds: the resolution of stall times. */
const STALL_POLL_MILLISECONDS = 25;
/** A playhead that moved less than this did not move, seconds. */
const MOVED_SECONDS = 0.001;

export interface PlaybackMonitor {
  /** True from the first frame until a seek empties the buffer; false during start-up and seeks. */
  readonly playing: boolean;
  /** True while playback stands for want of data. */
  readonly stalled: boolean;
  /** Seconds of the clock when the last stall ended; -Infinity before the first. */
  readonly lastStallAtSeconds: number;
  destroy(): void;
}

/**
 * Starts watching `media`. Start-up counts from this call.
 *
 * @param report receives `startup`, `stall-start`, `stall-end`, `seek` and `buffer` events.
 */
export function monitorPlayback(media: HTMLMediaElement, report: (event: EventBody) => void): PlaybackMonitor {
  const startedAtSeconds = nowSeconds();
  const listening = new AbortController();
  let started = false;
  let seeking = false;
  let stallStartedAtSeconds: number | undefined;
  let stallPositionSeconds = 0;
  let lastStallAtSeconds = Number.NEGATIVE_INFINITY;
  let firstPositionSeconds: number | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;

  const stopPolling = (): void => {
    clearInterval(poll);
    poll = undefined;
  };
  const endStall = (): void => {
    if (stallStartedAtSeconds === undefined) return;
    const stallSeconds = nowSeconds() - stallStartedAtSeconds;
    stallStartedAtSeconds = undefined;
    lastStallAtSeconds = nowSeconds();
    report({ type: 'stall-end', stallSeconds });
  };
  const lookAtPlayhead = (): void => {
    if (!started) {
      firstPositionSeconds ??= media.currentTime;
      if (media.paused || media.seeking || media.currentTime < firstPositionSeconds + MOVED_SECONDS) return;
      started = true;
      report({ type: 'startup', startupSeconds: nowSeconds() - startedAtSeconds });
      stopPolling();
    } else if (stallStartedAtSeconds !== undefined && media.currentTime > stallPositionSeconds + MOVED_SECONDS) {
      endStall();
      stopPolling();
    } else if (stallStartedAtSeconds === undefined) stopPolling();
  };
  const startPolling = (): void => {
    poll ??= setInterval(lookAtPlayhead, STALL_POLL_MILLISECONDS);
  };
  const onWaiting = (): void => {
    // `waiting` also fires after a seek and at start-up: neither is rebuffering.
    if (!started || seeking || media.seeking || media.paused || media.ended || stallStartedAtSeconds !== undefined) return;
    stallStartedAtSeconds = nowSeconds();
    stallPositionSeconds = media.currentTime;
    report({ type: 'stall-start', positionSeconds: stallPositionSeconds });
    startPolling();
  };
  const onSeeking = (): void => {
    seeking = true;
    firstPositionSeconds = undefined;
    endStall();
    if (started) report({ type: 'seek', toSeconds: media.currentTime });
  };
  const listen = (types: readonly string[], handler: () => void): void => {
    for (const type of types) media.addEventListener(type, handler, { signal: listening.signal });
  };
  listen(['waiting'], onWaiting);
  listen(['seeking'], onSeeking);
  listen(['playing', 'timeupdate'], () => {
    if (!media.seeking) seeking = false;
    lookAtPlayhead();
  });
  listen(['pause', 'ended', 'emptied'], endStall);
  startPolling();
  const reporting = setInterval(() => {
    report({
      type: 'buffer',
      bufferSeconds: bufferedAhead(media),
      positionSeconds: media.currentTime,
      playing: started && !media.paused && stallStartedAtSeconds === undefined,
    });
  }, REPORT_MILLISECONDS);

  return {
    get playing() {
      return started && !seeking;
    },
    get stalled() {
      return stallStartedAtSeconds !== undefined;
    },
    get lastStallAtSeconds() {
      return stallStartedAtSeconds === undefined ? lastStallAtSeconds : nowSeconds();
    },
    destroy() {
      endStall();
      listening.abort();
      clearInterval(reporting);
      stopPolling();
    },
  };
}

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
 * Starts watching `media`. Start-up counts from this call, or from when the element is first told to play; another
 * source on the same element starts up anew.
 *
 * @param report receives `startup`, `stall-start`, `stall-end`, `seek` and `buffer` events.
 */
export function monitorPlayback(media: HTMLMediaElement, report: (event: EventBody) => void): PlaybackMonitor {
  /** Serves as the listeners' options, too: of those it has `signal`. */
  const listening = new AbortController();
  let started = false;
  let seeking = false;
  /** When playback began to wait, for its start or in a stall; undefined while it runs. */
  let waitsSinceSeconds: number | undefined;
  /** Where the playhead waits. */
  let positionSeconds = 0;
  let lastStallAtSeconds = Number.NEGATIVE_INFINITY;
  let poll: ReturnType<typeof setInterval> | undefined;

  const isPlaying = (): boolean => started && !seeking;
  const isStalled = (): boolean => started && waitsSinceSeconds !== undefined;
  const endWait = (): void => {
    if (waitsSinceSeconds === undefined) return;
    const atSeconds = nowSeconds();
    const seconds = atSeconds - waitsSinceSeconds;
    waitsSinceSeconds = undefined;
    clearInterval(poll);
    if (started) lastStallAtSeconds = atSeconds;
    report(started ? { type: 'stall-end', stallSeconds: seconds } : { type: 'startup', startupSeconds: seconds });
    started = true;
  };
  const endStall = (): void => {
    clearInterval(poll);
    if (started) endWait();
  };
  const lookAtPlayhead = (): void => {
    if (!media.paused && !media.seeking && media.currentTime >= positionSeconds + MOVED_SECONDS) endWait();
  };
  const startWait = (): void => {
    waitsSinceSeconds ??= nowSeconds();
    positionSeconds = media.currentTime;
    clearInterval(poll);
    if (!media.paused) poll = setInterval(lookAtPlayhead, STALL_POLL_MILLISECONDS);
  };
  const startUp = (): void => {
    // With `autoplay` the element is paused until it has data.
    if (!started && (!media.paused || media.autoplay)) startWait();
  };
  const listen = (types: string, handler: () => void): void => {
    for (const type of types.split(' ')) media.addEventListener(type, handler, listening);
  };
  listen('waiting', () => {
    // `waiting` also fires after a seek and at start-up: neither is rebuffering.
    if (!started || seeking || media.seeking || media.paused || media.ended || isStalled()) return;
    report({ type: 'stall-start', positionSeconds: media.currentTime });
    startWait();
  });
  listen('seeking', () => {
    seeking = true;
    endStall();
    startUp();
    if (started) report({ type: 'seek', toSeconds: media.currentTime });
  });
  listen('playing timeupdate', () => {
    if (!media.seeking) seeking = false;
    lookAtPlayhead();
  });
  listen('play', startUp);
  listen('pause ended emptied', endStall);
  listen('emptied', () => {
    started = seeking = false;
    waitsSinceSeconds = undefined;
    startUp();
  });
  startUp();
  const reporting = setInterval(() => {
    report({
      type: 'buffer',
      bufferSeconds: bufferedAhead(media),
      positionSeconds: media.currentTime,
      playing: isPlaying() && !media.paused && !isStalled(),
    });
  }, REPORT_MILLISECONDS);

  return {
    get playing() {
      return isPlaying();
    },
    get stalled() {
      return isStalled();
    },
    get lastStallAtSeconds() {
      return isStalled() ? nowSeconds() : lastStallAtSeconds;
    },
    destroy() {
      endStall();
      listening.abort();
      clearInterval(reporting);
    },
  };
}

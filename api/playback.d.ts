import { DeviceState } from "./engine.js";
import { EventBody } from "./events.js";

/**
* Media buffered ahead of the playhead without a hole, seconds. `media.buffered` is already the
* intersection of audio and video, so the shorter of the two counts.
*/
declare function bufferedAhead(media: HTMLMediaElement): number;
/** The page's monotonic clock in seconds: the clock of every event. (Adapters also compare with the players' own stamps, in their units.) */
declare const nowSeconds: () => number;
/** Remembers the frame counts between readings. */
interface DeviceReader {
  read(media: HTMLMediaElement | null, atSeconds: number): DeviceState;
}
/** Makes a reader for one media element. */
declare function createDeviceReader(): DeviceReader;
/** The browser's own guess of the link's rate, bits per second; undefined where it has none. Coarse, and capped at 10 Mbit/s in Chromium. */
declare const platformRateGuess: () => number | undefined;
interface PlaybackMonitor {
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
declare function monitorPlayback(media: HTMLMediaElement, report: (event: EventBody) => void): PlaybackMonitor;
export { type DeviceReader, type PlaybackMonitor, bufferedAhead, createDeviceReader, monitorPlayback, nowSeconds, platformRateGuess };
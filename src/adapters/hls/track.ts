/** What the events of one hls.js instance have told so far, and readings of its present state on top of that. */
import type Hls from 'hls.js';
import type { Fragment, Level } from 'hls.js';
import { createDeviceReader, monitorPlayback, nowSeconds, type PlaybackMonitor } from '../../playback/index.ts';
import type { EventBody } from '../../session/index.ts';
import { type Reading, type Recollection, readSituation } from './reading.ts';

/** {@link Recollection}, written by the event listeners. */
export interface Track extends Recollection {
  loadedLevel: Level | undefined;
  currentLevel: Level | undefined;
  loadsParts: boolean;
  playlistSeconds: number | undefined;
  restoredRateBitsPerSecond: number | undefined;
  /** The main segment requested last, until it came in or failed. */
  requested: Fragment | undefined;
  /** A main segment is on its way. Asks the fragment: before 1.7 hls.js drops requests without an event. */
  readonly inFlight: boolean;
  /** hls.js is reading the multivariant playlist: estimates that it sets now are its own guesses. */
  parsingManifest: boolean;
  readonly playing: boolean;
  /** The moment as the engine sees it. */
  read(builtInIndex: number): Reading;
  /** Watches a media element in place of any other; undefined = none. */
  watch(media: HTMLMediaElement | undefined): void;
  /** New content: forgets the ladder. */
  reset(): void;
}

export function createTrack(hls: Hls, report: (event: EventBody) => void): Track {
  const device = createDeviceReader();
  let monitor: PlaybackMonitor | undefined;
  return {
    loadedLevel: undefined,
    currentLevel: undefined,
    loadsParts: false,
    playlistSeconds: undefined,
    restoredRateBitsPerSecond: undefined,
    requested: undefined,
    parsingManifest: false,
    get inFlight() {
      return Boolean(this.requested?.loader);
    },
    get playing() {
      return monitor?.playing === true;
    },
    read(builtInIndex) {
      const atSeconds = nowSeconds();
      return readSituation(hls, this, builtInIndex, device.read(hls.media, atSeconds), atSeconds);
    },
    watch(media) {
      monitor?.destroy();
      monitor = media && monitorPlayback(media, report);
    },
    reset() {
      this.loadedLevel = undefined;
      this.currentLevel = undefined;
      this.loadsParts = false;
      this.requested = undefined;
      this.parsingManifest = false;
    },
  };
}

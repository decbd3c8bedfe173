/** Reads what the screen and the machine can use; every reading is optional in browsers, so each has a neutral default. */
import type { DeviceState } from '../engine/index.ts';

interface NetworkInformation {
  readonly downlink?: number;
  readonly saveData?: boolean;
}

const connection = (): NetworkInformation | undefined =>
  (globalThis.navigator as (Navigator & { connection?: NetworkInformation }) | undefined)?.connection;

/** Frames needed in a window before a share of dropped frames means anything. */
const MIN_FRAMES = 24;
/** Dropped frames are judged over windows of this length, seconds. */
const WINDOW_SECONDS = 2;

/** Remembers the frame counts between readings. */
export interface DeviceReader {
  read(media: HTMLMediaElement | null, atSeconds: number): DeviceState;
}

/** Makes a reader for one media element. */
export function createDeviceReader(): DeviceReader {
  let total = 0;
  let dropped = 0;
  let readAtSeconds = Number.NEGATIVE_INFINITY;
  let droppedFrameShare = 0;
  const readFrames = (media: HTMLMediaElement, atSeconds: number): void => {
    const quality = (media as Partial<HTMLVideoElement>).getVideoPlaybackQuality?.();
    if (!quality || atSeconds - readAtSeconds < WINDOW_SECONDS) return;
    const frames = quality.totalVideoFrames - total;
    // Hidden tabs drop frames on purpose.
    if (frames >= MIN_FRAMES && !globalThis.document?.hidden)
      droppedFrameShare = Math.min(1, Math.max(0, (quality.droppedVideoFrames - dropped) / frames));
    total = quality.totalVideoFrames;
    dropped = quality.droppedVideoFrames;
    readAtSeconds = atSeconds;
  };
  return {
    read(media, atSeconds) {
      if (media) readFrames(media, atSeconds);
      const pixelRatio = globalThis.devicePixelRatio || 1;
      return {
        viewportWidthPixels: Math.round((media?.clientWidth ?? 0) * pixelRatio),
        viewportHeightPixels: Math.round((media?.clientHeight ?? 0) * pixelRatio),
        droppedFrameShare,
        saveData: connection()?.saveData === true,
      };
    },
  };
}

/** The browser's own guess of the link's rate, bits per second; undefined where it has none. Coarse, and capped at 10 Mbit/s in Chromium. */
export function platformRateGuess(): number | undefined {
  const downlink = connection()?.downlink;
  return typeof downlink === 'number' && downlink > 0 ? downlink * 1_000_000 : undefined;
}

/** Reads what the screen and the machine can use; every reading is optional in browsers, so each has a neutral default. */
import type { DeviceState } from '../engine/index.ts';

const connection = (): { readonly downlink?: number; readonly saveData?: boolean } | undefined =>
  (globalThis.navigator as (Navigator & { connection?: object }) | undefined)?.connection;

/** A battery at this level or below that is not being charged is low. */
const LOW_BATTERY_LEVEL = 0.2;

/** The part of the browser's BatteryManager that is read; its figures stay current by themselves. */
interface Battery {
  readonly level: number;
  readonly charging: boolean;
}

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
  let battery: Battery | undefined;
  // Chromium only; a page's policy may forbid it.
  (globalThis.navigator as { getBattery?: () => Promise<Battery> } | undefined)?.getBattery?.().then(
    (found) => {
      battery = found;
    },
    () => {},
  );
  let totalFrames = 0;
  let droppedFrames = 0;
  let readAtSeconds = Number.NEGATIVE_INFINITY;
  let droppedFrameShare = 0;
  return {
    read(media, atSeconds) {
      const quality = atSeconds - readAtSeconds < WINDOW_SECONDS ? undefined : (media as HTMLVideoElement)?.getVideoPlaybackQuality?.();
      if (quality) {
        const { totalVideoFrames, droppedVideoFrames } = quality;
        const frames = totalVideoFrames - totalFrames;
        // Hidden tabs drop frames on purpose.
        if (frames >= MIN_FRAMES && !globalThis.document?.hidden)
          droppedFrameShare = Math.max(0, Math.min(1, (droppedVideoFrames - droppedFrames) / frames));
        totalFrames = totalVideoFrames;
        droppedFrames = droppedVideoFrames;
        readAtSeconds = atSeconds;
      }
      const pixelRatio = globalThis.devicePixelRatio || 1;
      return {
        viewportWidthPixels: Math.round((media?.clientWidth ?? 0) * pixelRatio),
        viewportHeightPixels: Math.round((media?.clientHeight ?? 0) * pixelRatio),
        droppedFrameShare,
        saveData: !!connection()?.saveData,
        lowBattery: !!battery && !battery.charging && battery.level <= LOW_BATTERY_LEVEL,
      };
    },
  };
}

/** The browser's own guess of the link's rate, bits per second; undefined where it has none. Coarse, and capped at 10 Mbit/s in Chromium. */
export const platformRateGuess = (): number | undefined => (connection()?.downlink ?? 0) * 1e6 || undefined;

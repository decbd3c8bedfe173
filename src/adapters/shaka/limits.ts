/** What the application allows: `abr.restrictions`, element and screen size, CMSD. Same rules as Shaka's own manager. */
import type { ShakaAbrConfig, ShakaRestrictions, ShakaVariant } from './contract.ts';

interface Size {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** 0 and missing are unknown, and meet every limit. */
const within = (value: number | null | undefined, min = 0, max = Number.POSITIVE_INFINITY): boolean =>
  !value || (value >= min && value <= max);

const covers = ({ width = 0, height = 0 }: Size, other: Size): boolean => width >= (other.width ?? 0) && height >= (other.height ?? 0);

function meetsRestrictions({ video, audio, bandwidth }: ShakaVariant, limits: ShakaRestrictions): boolean {
  const { width = 0, height = 0 } = video ?? {};
  const values = {
    // Restrictions are written for landscape; portrait video is turned.
    Width: Math.max(width, height),
    Height: Math.min(width, height),
    Pixels: width * height,
    FrameRate: video?.frameRate,
    ChannelsCount: audio?.channelsCount,
    Bandwidth: bandwidth,
  };
  return (Object.keys(values) as (keyof typeof values)[]).every((name) => within(values[name], limits[`min${name}`], limits[`max${name}`]));
}

/** Pixels that can be shown. An element is no larger than its screen, so its size stands for both limits. */
function shownSize(abr: ShakaAbrConfig, media: HTMLMediaElement | null): Size | undefined {
  if (!media || !(abr.restrictToElementSize || abr.restrictToScreenSize)) return undefined;
  const ratio = abr.ignoreDevicePixelRatio ? 1 : globalThis.devicePixelRatio || 1;
  return { width: media.clientWidth * ratio, height: media.clientHeight * ratio };
}

/**
 * The variants that meet every limit; the cheapest one where none does, because something must play.
 *
 * @param variants cheapest first.
 * @param maxBitrate bits per second that the server suggests at most.
 */
export function permittedVariants(
  variants: readonly ShakaVariant[],
  abr: ShakaAbrConfig,
  media: HTMLMediaElement | null,
  maxBitrate: number | undefined,
): readonly ShakaVariant[] {
  const met = variants.filter((variant) => within(variant.bandwidth, 0, maxBitrate) && meetsRestrictions(variant, abr.restrictions ?? {}));
  const shown = shownSize(abr, media);
  // The first picture that covers what can be shown is useful; anything larger is not.
  const largest = shown && (met.find(({ video }) => video && covers(video, shown))?.video ?? shown);
  const permitted = largest ? met.filter(({ video }) => !video || covers(largest, video)) : met;
  return permitted.length > 0 ? permitted : variants.slice(0, 1);
}

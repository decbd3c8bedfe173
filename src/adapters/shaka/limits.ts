/** What the application allows: `abr.restrictions`, element and screen size, CMSD. Same rules as Shaka's own manager. */
import type { ShakaAbrConfig, ShakaRestrictions, ShakaVariant } from './contract.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Limits {
  readonly restrictions: ShakaRestrictions | undefined;
  /** Pixels that can be shown; undefined = no limit. */
  readonly shown: Size | undefined;
  /** Bits per second that the server suggests at most; undefined = no limit. */
  readonly maxBitrate: number | undefined;
}

const within = (value: number | null | undefined, min = 0, max = Number.POSITIVE_INFINITY): boolean =>
  !value || (value >= min && value <= max);

function meetsRestrictions(variant: ShakaVariant, limits: ShakaRestrictions): boolean {
  const { width = 0, height = 0, frameRate } = variant.video ?? {};
  // Restrictions are written for landscape; portrait video is turned.
  const [long, short] = height > width ? [height, width] : [width, height];
  const pictureFits =
    !width ||
    !height ||
    (within(long, limits.minWidth, limits.maxWidth) &&
      within(short, limits.minHeight, limits.maxHeight) &&
      within(width * height, limits.minPixels, limits.maxPixels));
  return (
    pictureFits &&
    within(frameRate, limits.minFrameRate, limits.maxFrameRate) &&
    within(variant.audio?.channelsCount, limits.minChannelsCount, limits.maxChannelsCount) &&
    within(variant.bandwidth, limits.minBandwidth, limits.maxBandwidth)
  );
}

/** The smallest picture that still covers `shown`, or `shown` where none does. */
function coveringSize(variants: readonly ShakaVariant[], shown: Size): Size {
  const sizes = variants.flatMap(({ video }) => (video?.width && video.height ? [{ width: video.width, height: video.height }] : []));
  return sizes.sort((a, b) => a.width - b.width).find((size) => size.width >= shown.width && size.height >= shown.height) ?? shown;
}

const fits = (variant: ShakaVariant, cap: Size): boolean =>
  !variant.video?.width || !variant.video.height || (variant.video.width <= cap.width && variant.video.height <= cap.height);

/** The variants that meet every limit; the cheapest one where none does, because something must play. */
export function permittedVariants(variants: readonly ShakaVariant[], limits: Limits): readonly ShakaVariant[] {
  const { restrictions, shown, maxBitrate } = limits;
  const met = variants.filter(
    (variant) => within(variant.bandwidth, 0, maxBitrate) && (!restrictions || meetsRestrictions(variant, restrictions)),
  );
  const cap = shown && coveringSize(met, shown);
  const permitted = cap ? met.filter((variant) => fits(variant, cap)) : met;
  if (permitted.length > 0) return permitted;
  const cheapest = [...variants].sort((a, b) => a.bandwidth - b.bandwidth)[0];
  return cheapest ? [cheapest] : [];
}

/** Pixels that element and screen can show, as far as `abr` restricts to them. */
export function shownSize(abr: ShakaAbrConfig, media: HTMLMediaElement | null, pictureInPicture: Size | undefined): Size | undefined {
  const ratio = abr.ignoreDevicePixelRatio ? 1 : globalThis.devicePixelRatio || 1;
  const sizes: Size[] = [];
  const { screen } = globalThis;
  if (abr.restrictToScreenSize && screen) sizes.push({ width: screen.width, height: screen.height });
  if (abr.restrictToElementSize && media) sizes.push(pictureInPicture ?? { width: media.clientWidth, height: media.clientHeight });
  if (sizes.length === 0) return undefined;
  return { width: Math.min(...sizes.map(({ width }) => width)) * ratio, height: Math.min(...sizes.map(({ height }) => height)) * ratio };
}

/** What a rendition is worth to look at: its quality on this ladder, and its fit to this screen and machine. */
import type { LimitOptions } from './config.ts';
import type { DeviceState, Rendition } from './situation.ts';

/** Share of the linear part; the rest is logarithmic (fitted, reference/engine.md section 6). */
const LINEAR_SHARE = 0.33;

/**
 * Quality of every rendition, 0 (worst of the ladder) to 1 (best).
 *
 * From the author's `SCORE` where every rendition has one, else from the rate:
 * `0.33 r/rMax + 0.67 ln(r/rMin)/ln(rMax/rMin)`. A ladder of equal renditions has quality 1 throughout.
 */
export function qualities(renditions: readonly Rendition[]): number[] {
  const scores = renditions.map((rendition) => rendition.qualityScore);
  if (scores.every((score): score is number => score !== undefined)) {
    const low = Math.min(...scores);
    const high = Math.max(...scores);
    if (high > low) return scores.map((score) => (score - low) / (high - low));
  }
  const rates = renditions.map((rendition) => rendition.rateBitsPerSecond);
  const low = Math.min(...rates);
  const high = Math.max(...rates);
  if (!(high > low)) return rates.map(() => 1);
  return rates.map((rate) => LINEAR_SHARE * (rate / high) + (1 - LINEAR_SHARE) * (Math.log(rate / low) / Math.log(high / low)));
}

/** A rendition with this many times more pixels along an edge has no fit left. */
const NO_FIT_FACTOR = 4;
/** Fit of a rendition that drains the battery. */
const POWER_HUNGRY_FIT = 0.6;

const surplus = (codedPixels: number, shownPixels: number): number => (codedPixels > 0 && shownPixels > 0 ? codedPixels / shownPixels : 0);

/**
 * How many times more pixels, along one edge, a rendition has than the element shows; the picture is fitted into
 * the element, so the tighter edge counts. 1 where nothing is known.
 */
export const oversize = ({ widthPixels, heightPixels }: Rendition, device: DeviceState): number =>
  Math.max(surplus(heightPixels, device.viewportHeightPixels), surplus(widthPixels, device.viewportWidthPixels)) || 1;

/**
 * Fit of one rendition, 0..1: 1 up to the screen's own size, then falling with the log of the surplus to 0 at
 * four times as much along an edge; less when the decoder is known to be inefficient or frames are being dropped at or above
 * this rendition's size.
 */
export function deviceFit(rendition: Rendition, current: Rendition | undefined, device: DeviceState, limits: LimitOptions): number {
  let fit = 1 - Math.max(0, Math.log(oversize(rendition, device)) / Math.log(NO_FIT_FACTOR));
  if (!rendition.powerEfficient) fit = Math.min(fit, POWER_HUNGRY_FIT);
  const droppingTooMany = device.droppedFrameShare > limits.droppedFrameShare;
  if (droppingTooMany && current && rendition.heightPixels >= current.heightPixels) fit -= device.droppedFrameShare;
  return Math.max(0, Math.min(1, fit));
}

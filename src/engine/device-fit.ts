/** How well a rendition suits this screen and this machine. */
import type { LimitOptions } from './config.ts';
import type { DeviceState, Rendition } from './situation.ts';

/** A rendition with this many times more pixels along an edge has no fit left. */
const NO_FIT_FACTOR = 4;
/** Fit of a rendition that the decoder cannot play efficiently: a nuisance at the socket, where dropped frames tell of real trouble ... */
const POWER_HUNGRY_FIT = 0.9;
/** ... and what empties a battery. */
const DRAINING_FIT = 0.4;
/** On a low battery a picture need not have more lines than this. */
const LOW_BATTERY_LINES = 720;

const surplus = (codedPixels: number, shownPixels: number): number => (codedPixels > 0 && shownPixels > 0 ? codedPixels / shownPixels : 0);

/**
 * How many times more pixels, along one edge, a rendition has than the element shows; the picture is fitted into
 * the element, so the tighter edge counts. 1 where nothing is known.
 */
export const oversize = ({ widthPixels, heightPixels }: Rendition, device: DeviceState): number =>
  Math.max(surplus(heightPixels, device.viewportHeightPixels), surplus(widthPixels, device.viewportWidthPixels)) || 1;

/** The device as it is to be judged: a low battery makes do with a smaller picture. */
const judged = (device: DeviceState): DeviceState =>
  device.lowBattery
    ? { ...device, viewportHeightPixels: Math.min(device.viewportHeightPixels || LOW_BATTERY_LINES, LOW_BATTERY_LINES) }
    : device;

/**
 * Fit of one rendition, 0..1: 1 up to the screen's own size, then falling with the log of the surplus to 0 at
 * four times as much along an edge; less when the decoder is known to be inefficient or frames are being dropped at or above
 * this rendition's size. A low battery counts as a screen of 720 lines.
 */
export function deviceFit(rendition: Rendition, current: Rendition | undefined, device: DeviceState, limits: LimitOptions): number {
  let fit = 1 - Math.max(0, Math.log(oversize(rendition, judged(device))) / Math.log(NO_FIT_FACTOR));
  if (!rendition.powerEfficient) fit = Math.min(fit, device.lowBattery ? DRAINING_FIT : POWER_HUNGRY_FIT);
  const droppingTooMany = device.droppedFrameShare > limits.droppedFrameShare;
  if (droppingTooMany && current && rendition.heightPixels >= current.heightPixels) fit -= device.droppedFrameShare;
  return Math.max(0, Math.min(1, fit));
}

/** Stage 3: which renditions may be chosen at all. Hard limits may leave one; soft limits never leave none. */
import type { LimitOptions } from './config.ts';
import type { Exclusion } from './decision.ts';
import { oversize } from './device-fit.ts';
import { rateOf, type Situation } from './situation.ts';

/**
 * For each rendition the reason why it is out, or undefined for a candidate.
 *
 * The player's own limits (`allowed`) always hold. Screen, decoder and save-data hold unless nothing would be
 * left: then the lowest allowed rendition stays.
 *
 * @throws RangeError when the player allows no rendition at all.
 */
export function listExclusions(situation: Situation, limits: LimitOptions): (Exclusion | undefined)[] {
  const { renditions, device } = situation;
  const tallest = (device.saveData && limits.saveDataMaxHeight) || Number.POSITIVE_INFINITY;
  const largest = limits.capToViewport ? leastCovering(situation) : Number.POSITIVE_INFINITY;
  const exclusions = renditions.map((rendition): Exclusion | undefined => {
    if (!rendition.allowed) return 'not-allowed';
    if (!rendition.smooth) return 'not-smooth';
    if (oversize(rendition, device) > largest) return 'beyond-screen';
    return rendition.heightPixels > tallest ? 'save-data' : undefined;
  });
  if (!exclusions.includes(undefined)) {
    const lowest = renditions.reduce(
      (best, { allowed }, index) =>
        allowed && rateOf(situation, index) < (renditions[best]?.rateBitsPerSecond ?? Number.POSITIVE_INFINITY) ? index : best,
      -1,
    );
    if (lowest < 0) throw new RangeError('no rendition is allowed');
    exclusions[lowest] = undefined;
  }
  return exclusions;
}

/** Oversize of the smallest rendition that fills the element; Infinity when none does, 1 where the element is unknown. */
const leastCovering = ({ renditions, device }: Situation): number =>
  Math.min(...renditions.map((rendition) => oversize(rendition, device)).filter((factor) => factor >= 1));

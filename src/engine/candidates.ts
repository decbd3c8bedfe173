/** Stage 3: which renditions may be chosen at all. Hard limits may leave one; soft limits never leave none. */
import type { LimitOptions } from './config.ts';
import type { Exclusion } from './decision.ts';
import { oversize } from './device-fit.ts';
import type { Situation } from './situation.ts';

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
  const tallest = device.saveData && limits.saveDataMaxHeight > 0 ? limits.saveDataMaxHeight : Number.POSITIVE_INFINITY;
  const largest = limits.capToViewport ? leastCovering(situation) : Number.POSITIVE_INFINITY;
  const exclusions = renditions.map((rendition): Exclusion | undefined => {
    if (!rendition.allowed) return 'not-allowed';
    if (!rendition.smooth) return 'not-smooth';
    if (oversize(rendition, device) > largest) return 'beyond-screen';
    return rendition.heightPixels > tallest ? 'save-data' : undefined;
  });
  if (!exclusions.includes(undefined)) {
    const lowest = lowestAllowed(situation);
    if (lowest < 0) throw new RangeError('no rendition is allowed');
    exclusions[lowest] = undefined;
  }
  return exclusions;
}

/** Oversize of the smallest rendition that fills the element; Infinity when none does, 1 where the element is unknown. */
function leastCovering({ renditions, device }: Situation): number {
  let least = Number.POSITIVE_INFINITY;
  for (const rendition of renditions) {
    const factor = oversize(rendition, device);
    if (factor >= 1 && factor < least) least = factor;
  }
  return least;
}

/** The allowed rendition of the lowest rate; -1 where none is. */
function lowestAllowed({ renditions }: Situation): number {
  let lowest = -1;
  renditions.forEach(({ allowed, rateBitsPerSecond }, index) => {
    if (allowed && rateBitsPerSecond < (renditions[lowest]?.rateBitsPerSecond ?? Number.POSITIVE_INFINITY)) lowest = index;
  });
  return lowest;
}

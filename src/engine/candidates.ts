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
  const enough = leastCovering(situation);
  const exclusions: (Exclusion | undefined)[] = renditions.map((rendition) => {
    if (!rendition.allowed) return 'not-allowed';
    if (!rendition.smooth) return 'not-smooth';
    if (limits.capToViewport && oversize(rendition, device) > enough) return 'beyond-screen';
    if (device.saveData && limits.saveDataMaxHeight > 0 && rendition.heightPixels > limits.saveDataMaxHeight) return 'save-data';
    return undefined;
  });
  if (!exclusions.includes(undefined)) {
    const lowest = lowestAllowed(situation);
    if (lowest < 0) throw new RangeError('no rendition is allowed');
    exclusions[lowest] = undefined;
  }
  return exclusions;
}

/** Oversize of the smallest rendition that fills the element; Infinity when none does or the element is unknown. */
function leastCovering({ renditions, device }: Situation): number {
  const covering = renditions.map((rendition) => oversize(rendition, device)).filter((factor) => factor > 1);
  return renditions.some((rendition) => oversize(rendition, device) === 1) ? 1 : Math.min(...covering);
}

function lowestAllowed({ renditions }: Situation): number {
  let lowest = -1;
  renditions.forEach((rendition, index) => {
    if (rendition.allowed && rendition.rateBitsPerSecond < (renditions[lowest]?.rateBitsPerSecond ?? Number.POSITIVE_INFINITY))
      lowest = index;
  });
  return lowest;
}

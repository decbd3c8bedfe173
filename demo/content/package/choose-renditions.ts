/** Which renditions a source gets: the demo's ladder, never larger than the source. */
import { RUNGS } from '../ladder.ts';

export interface Rendition {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly bitsPerSecond: number;
}

interface PictureSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

function even(pixels: number): number {
  return Math.max(2, 2 * Math.floor(pixels / 2));
}

/**
 * Fits every rung's frame around the source's shape. The first rung that would need upscaling is
 * made at the source's own size and ends the ladder.
 */
export function chooseRenditions(source: PictureSize): Rendition[] {
  const renditions: Rendition[] = [];
  for (const rung of RUNGS) {
    const scale = Math.min(rung.widthPixels / source.widthPixels, rung.heightPixels / source.heightPixels);
    renditions.push({
      widthPixels: even(Math.round(source.widthPixels * Math.min(1, scale))),
      heightPixels: even(Math.round(source.heightPixels * Math.min(1, scale))),
      bitsPerSecond: rung.nominalBitsPerSecond,
    });
    if (scale > 1) break;
  }
  return renditions;
}

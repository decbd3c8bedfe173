/** Mountains around a lake, in any light: shared by the dusk flight and the fireworks. */
import { clamp01, fbm2, noise2, ridged2, smoothstep } from './noise.ts';
import type { Colour, Picture } from './picture.ts';
import { mix } from './picture.ts';

/** Height of the waterline as a share of the picture height. */
export const WATERLINE = 0.665;

/** One row of mountains; later ones stand in front of earlier ones. */
interface Range {
  /** Share of the picture height its valleys reach, measured from the top. */
  readonly base: number;
  /** Share of the picture height its peaks rise above that. */
  readonly rise: number;
  /** Peaks per picture width. */
  readonly frequency: number;
  /** Picture widths per second it slides by: parallax. */
  readonly speed: number;
  readonly treeHeight: number;
}

const RANGES: readonly Range[] = [
  { base: 0.575, rise: 0.44, frequency: 2.1, speed: 0.005, treeHeight: 0 },
  { base: 0.6, rise: 0.31, frequency: 2.7, speed: 0.011, treeHeight: 0 },
  { base: 0.625, rise: 0.2, frequency: 3.3, speed: 0.02, treeHeight: 0 },
  { base: 0.645, rise: 0.12, frequency: 3.6, speed: 0.033, treeHeight: 0.02 },
  { base: 0.662, rise: 0.06, frequency: 3.1, speed: 0.05, treeHeight: 0.042 },
];

/** The light a landscape is seen in. */
export interface Light {
  /** Colour distant mountains dissolve into. */
  readonly haze: Colour;
  /** Colour of the nearest slopes. */
  readonly shade: Colour;
  /** Colour sunlit facets gain, and how much. */
  readonly rim: Colour;
  readonly rimStrength: number;
}

/** Height of a far tree line at `x` (in picture widths), as a share of 1: spiky, narrow triangles. */
function treeLine(x: number, treesPerWidth: number, seed: number): number {
  let highest = 0;
  const cell = Math.floor(x * treesPerWidth);
  for (let k = cell - 1; k <= cell + 1; k += 1) {
    const size = 0.35 + 0.65 * noise2(k * 3.71 + seed, seed * 1.7);
    const centre = (k + 0.2 + 0.6 * noise2(k * 5.13 + 7, seed)) / treesPerWidth;
    const along = 1 - (Math.abs(x - centre) * treesPerWidth) / 0.75;
    if (along > 0) highest = Math.max(highest, size * (along * along * 0.6 + along * 0.4));
  }
  return highest;
}

/** Top edge of a range at picture column position `u` (0 left, 1 right), as a share of the height. */
function crestAt(range: Range, index: number, worldX: number): number {
  const peaks = ridged2(worldX * range.frequency + index * 31.7, index * 12.9 + 3.3, 6);
  const trees = range.treeHeight > 0 ? range.treeHeight * treeLine(worldX, 150 - index * 14, index + 2) : 0;
  return range.base - range.rise * (peaks - 0.18) - trees;
}

function drawRange(picture: Picture, range: Range, index: number, travelSeconds: number, light: Light): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  const depth = (index + 0.6) / RANGES.length;
  const body = mix(light.haze, light.shade, depth ** 1.15);
  const bottom = Math.round(WATERLINE * height);
  for (let x = 0; x < width; x += 1) {
    const worldX = x / width + travelSeconds * range.speed;
    const crest = crestAt(range, index, worldX) * height;
    for (let y = Math.max(0, Math.floor(crest)); y < bottom; y += 1) {
      const cover = clamp01(y + 1 - crest);
      const below = (y - crest) / height;
      const worldY = y / height;
      const facet =
        ridged2(worldX * 13 + worldY * 3, worldY * 9 + index * 5, 5) -
        ridged2(worldX * 13 + worldY * 3 - 0.14, worldY * 9 + index * 5 + 0.05, 5);
      const texture = index < 3 ? facet * 1.9 : (fbm2(worldX * 160, worldY * 120, 2) - 0.5) * 0.8;
      const mist = smoothstep(range.base - 0.1, WATERLINE + 0.02, worldY) * (0.62 - 0.4 * depth);
      const rim = light.rimStrength * clamp01(texture + 0.25) * (1 - depth * 0.72) * Math.exp(-below * 9);
      const dim = 1 + texture * 0.42 * (1 - mist * 0.7);
      const i = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        const lit = (body[c] as number) * dim + (light.rim[c] as number) * rim;
        const hazed = lit + ((light.haze[c] as number) - lit) * mist;
        rgb[i + c] = (rgb[i + c] as number) * (1 - cover) + hazed * cover;
      }
    }
  }
}

/** Draws all ranges over whatever sky is there. */
export function drawMountains(picture: Picture, travelSeconds: number, light: Light): void {
  for (const [index, range] of RANGES.entries()) drawRange(picture, range, index, travelSeconds, light);
}

/** Mirrors everything above the waterline into the lake, with ripples that grow towards the viewer. */
export function drawWater(picture: Picture, seconds: number, tint: Colour, travelSeconds: number): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  const shore = Math.round(WATERLINE * height);
  for (let y = shore; y < height; y += 1) {
    const near = (y - shore + 1) / (height - shore);
    const perspective = 1 / (0.06 + near);
    const stretch = 2;
    for (let x = 0; x < width; x += 1) {
      const worldX = (x / width - 0.5) * perspective * 5 + travelSeconds * 0.25;
      const swell = noise2(worldX * 1.4 + 80, perspective * 9 - seconds * 0.9) - 0.5;
      const ripple = noise2(worldX * 4 + seconds * 0.35, perspective * 26 - seconds * 1.6) - 0.5;
      const slope = (swell * 0.6 + ripple * 0.4) * (0.25 + near);
      const sourceY = shore - (y - shore) * stretch - slope * height * 0.085;
      const row = Math.max(0, Math.min(shore - 1, Math.round(sourceY)));
      const column = Math.max(0, Math.min(width - 1, Math.round(x + slope * width * 0.012)));
      const from = (row * width + column) * 3;
      const to = (y * width + x) * 3;
      const reflect = 0.86 - 0.34 * near;
      for (let c = 0; c < 3; c += 1) {
        rgb[to + c] = (rgb[from + c] as number) * reflect + (tint[c] as number) * (1 - reflect) * (1 + slope);
      }
    }
  }
}

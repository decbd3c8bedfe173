/** Dark pines on the near bank, sliding by fast: the strongest parallax of the landscape. */
import { clamp01, noise2, smoothstep } from './noise.ts';
import type { Colour, Picture } from './picture.ts';

interface Pine {
  /** Pixels. */
  readonly x: number;
  readonly foot: number;
  readonly height: number;
  readonly lean: number;
  readonly seed: number;
}

/** Picture widths per second the bank slides by. */
const SPEED = 0.1;
const PINES_PER_WIDTH = 26;

function groveAt(worldX: number): number {
  return smoothstep(0.5, 0.74, noise2(worldX * 1.9 + 11, 5.5));
}

function bankAt(worldX: number): number {
  const grass = 0.012 * noise2(worldX * 300, 1.5) + 0.008 * noise2(worldX * 90, 8.5);
  return 0.022 + 0.045 * noise2(worldX * 2.2, 9.5) + 0.03 * groveAt(worldX) + grass;
}

/** Half the width of a pine at `up` (0 foot, 1 tip): tiers of drooping branches on a thin trunk. */
function halfWidth(pine: Pine, up: number): number {
  if (up > 1) return 0;
  const tiers = 7 + (pine.seed % 4);
  const inTier = (up * tiers + pine.seed * 0.37) % 1;
  const taper = (1 - up) ** 0.9 * smoothstep(0.02, 0.14, up);
  const ragged = 0.8 + 0.4 * noise2(up * 46, pine.seed * 3.7);
  const branches = pine.height * 0.19 * taper * (0.42 + 0.58 * (1 - inTier)) * ragged;
  return Math.max(branches, pine.height * 0.011 * (1 - up * 0.8));
}

function drawPine(picture: Picture, pine: Pine, colour: Colour): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  const top = Math.max(0, Math.floor(pine.foot - pine.height));
  for (let y = top; y < Math.min(height, pine.foot); y += 1) {
    const up = (pine.foot - y) / pine.height;
    const centre = pine.x + pine.lean * up * pine.height;
    const left = centre - halfWidth(pine, up);
    const right = centre + halfWidth({ ...pine, seed: pine.seed + 5 }, up);
    for (let x = Math.max(0, Math.floor(left)); x <= Math.min(width - 1, Math.ceil(right)); x += 1) {
      const cover = clamp01(Math.min(x + 1 - left, right - x));
      const i = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        rgb[i + c] = (rgb[i + c] as number) * (1 - cover) + (colour[c] as number) * cover;
      }
    }
  }
}

export function drawForeground(picture: Picture, travelSeconds: number, colour: Colour): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  const travel = travelSeconds * SPEED;
  for (let x = 0; x < width; x += 1) {
    const top = (1 - bankAt(x / width + travel)) * height;
    for (let y = Math.floor(top); y < height; y += 1) {
      const cover = clamp01(y + 1 - top);
      const i = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        rgb[i + c] = (rgb[i + c] as number) * (1 - cover) + (colour[c] as number) * cover;
      }
    }
  }
  const first = Math.floor((travel - 0.15) * PINES_PER_WIDTH);
  for (let k = first; k <= first + PINES_PER_WIDTH * 1.3; k += 1) {
    const worldX = (k + 0.7 * noise2(k * 1.91, 3.5)) / PINES_PER_WIDTH;
    const grove = groveAt(worldX);
    if (grove < 0.08) continue;
    const size = 0.3 + 0.7 * noise2(k * 2.77, 12.5);
    drawPine(
      picture,
      {
        x: (worldX - travel) * width,
        foot: (1 - bankAt(worldX)) * height + 6,
        height: height * 0.44 * grove * size,
        lean: 0.05 * (noise2(k * 4.3, 20.5) - 0.5),
        seed: Math.abs(k % 97) + 1,
      },
      colour,
    );
  }
}

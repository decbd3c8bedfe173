/** Smooth deterministic noise: the raw material of mountains, clouds, mist and water. */
import { seededRandom } from '../seeded-random.ts';

const LATTICE = 256;
const lattice = new Float32Array(LATTICE * LATTICE);
const random = seededRandom(20_240_624);
for (let i = 0; i < lattice.length; i += 1) lattice[i] = random();

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

/** Value noise in [0, 1); repeats after 256 units. */
export function noise2(x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = fade(x - x0);
  const fy = fade(y - y0);
  const left = x0 & 255;
  const right = (x0 + 1) & 255;
  const top = (y0 & 255) * LATTICE;
  const bottom = ((y0 + 1) & 255) * LATTICE;
  const a = lattice[top + left] as number;
  const b = lattice[top + right] as number;
  const c = lattice[bottom + left] as number;
  const d = lattice[bottom + right] as number;
  const upper = a + (b - a) * fx;
  return upper + (c + (d - c) * fx - upper) * fy;
}

/** Octaves of noise, each half as strong and twice as fine; in [0, 1). */
export function fbm2(x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  let px = x;
  let py = y;
  for (let i = 0; i < octaves; i += 1) {
    sum += weight * noise2(px, py);
    total += weight;
    weight *= 0.5;
    px = px * 2.03 + 17.3;
    py = py * 2.03 + 41.7;
  }
  return sum / total;
}

/** Like fbm2, with sharp crests: mountain ridges. In [0, 1]. */
export function ridged2(x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  let px = x;
  let py = y;
  for (let i = 0; i < octaves; i += 1) {
    const crest = 1 - Math.abs(2 * noise2(px, py) - 1);
    sum += weight * crest * crest;
    total += weight;
    weight *= 0.48;
    px = px * 2.07 + 9.1;
    py = py * 2.07 + 27.9;
  }
  return sum / total;
}

export function clamp01(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothstep(from: number, to: number, x: number): number {
  const t = clamp01((x - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** Scene 1: gliding past mountains at a lake, the sun just above the ridge. Slow, wide parallax. */
import { drawForeground } from './foreground-pines.ts';
import { drawMountains, drawWater, type Light, WATERLINE } from './lake-landscape.ts';
import { clamp01, fbm2, noise2, smoothstep } from './noise.ts';
import { addGlow, gradient, hex, type Picture } from './picture.ts';

const SKY = [
  { at: 0, colour: hex('1d2a5e') },
  { at: 0.2, colour: hex('4d4286') },
  { at: 0.36, colour: hex('a85a8c') },
  { at: 0.48, colour: hex('ee8a6a') },
  { at: 0.58, colour: hex('ffc078') },
  { at: 0.66, colour: hex('ffd9a0') },
];

const LIGHT: Light = {
  haze: hex('dd8f86'),
  shade: hex('1d1840'),
  rim: hex('ffb478'),
  rimStrength: 0.36,
};

const SUN_X = 0.635;
const SUN_Y = 0.385;

function drawSky(picture: Picture, seconds: number): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  const aspect = width / height;
  for (let y = 0; y < height * WATERLINE; y += 1) {
    const v = y / height;
    const base = gradient(SKY, v);
    const lower = 1 / (0.3 + (0.75 - v) * 1.6);
    for (let x = 0; x < width; x += 1) {
      const u = x / width;
      const streak = fbm2((u * 1.7 + seconds * 0.004) * lower * 2.2, v * 15 * lower + 3, 5);
      const veil = fbm2(u * 3 * lower + 40 + seconds * 0.006, v * 6 * lower, 3);
      const cloud = smoothstep(0.46, 0.78, streak * 0.7 + veil * 0.3) * smoothstep(0.02, 0.2, v);
      const dx = (u - SUN_X) * aspect;
      const dy = v - SUN_Y;
      const distance = Math.sqrt(dx * dx + dy * dy);
      const glow = 0.55 * Math.exp(-distance * 4.2) + 0.5 * Math.exp(-distance * 16);
      const disc = 1 - smoothstep(0.042, 0.0465, distance);
      const lit = clamp01(1.1 - distance * 1.2);
      const i = (y * width + x) * 3;
      rgb[i] = base[0] + glow * 0.9 + disc * 1.1 + cloud * (0.16 + 0.5 * lit);
      rgb[i + 1] = base[1] + glow * 0.5 + disc * 0.9 + cloud * (-0.02 + 0.26 * lit);
      rgb[i + 2] = base[2] + glow * 0.12 + disc * 0.5 + cloud * (-0.02 + 0.06 * lit);
    }
  }
}

/** Sun glitter: short horizontal glints in a path that widens towards the viewer. */
function drawGlitter(picture: Picture, seconds: number): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  const shore = Math.round(WATERLINE * height);
  for (let y = shore; y < height; y += 1) {
    const near = (y - shore + 1) / (height - shore);
    const perspective = 1 / (0.07 + near);
    const spread = 0.03 + 0.1 * near;
    for (let x = 0; x < width; x += 1) {
      const off = (x / width - SUN_X) / spread;
      const path = Math.exp(-off * off);
      if (path < 0.03) continue;
      const worldX = (x / width - 0.5) * perspective * 6 + seconds * 0.5;
      const wave = noise2(worldX * 2.6, perspective * 21 - seconds * 2.1);
      const glint = smoothstep(0.6, 0.86, wave) * path * (0.95 - 0.35 * near);
      const i = (y * width + x) * 3;
      rgb[i] = (rgb[i] as number) + glint * 0.9;
      rgb[i + 1] = (rgb[i + 1] as number) + glint * 0.62;
      rgb[i + 2] = (rgb[i + 2] as number) + glint * 0.34;
    }
  }
}

/** A flock on its way home. */
function drawBirds(picture: Picture, seconds: number): void {
  const { widthPixels: width, heightPixels: height } = picture;
  for (let k = 0; k < 9; k += 1) {
    const rank = Math.ceil(k / 2) * (k % 2 === 0 ? 1 : -1);
    const x = (0.3 - Math.abs(rank) * 0.016 + seconds * 0.021 + 0.004 * noise2(k, seconds * 0.6)) * width;
    const y = (0.27 + rank * 0.011 - seconds * 0.004 + 0.006 * noise2(k + 40, seconds * 0.5)) * height;
    const span = height * 0.0085;
    const flap = Math.sin(seconds * 9 + k * 1.9) * 0.55;
    for (let i = -8; i <= 8; i += 1) {
      const along = i / 8;
      const wing = Math.abs(along) * (0.35 + flap) - 0.5 * along * along * flap;
      addGlow(picture, x + along * span, y - wing * span, height * 0.0011, hex('ffffff'), -0.13);
    }
  }
}

export function drawDusk(picture: Picture, seconds: number): void {
  drawSky(picture, seconds);
  drawBirds(picture, seconds);
  drawMountains(picture, seconds, LIGHT);
  drawWater(picture, seconds, hex('2a2456'), seconds);
  drawGlitter(picture, seconds);
  drawForeground(picture, seconds, hex('0d0a1c'));
}

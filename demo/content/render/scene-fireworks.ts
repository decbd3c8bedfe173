/** Scene 2: fireworks over the same lake at night. Fast small lights: the hard one to encode. */
import { seededRandom } from '../seeded-random.ts';
import { drawForeground } from './foreground-pines.ts';
import { drawMountains, drawWater, type Light, WATERLINE } from './lake-landscape.ts';
import { fbm2, noise2, smoothstep } from './noise.ts';
import { addGlow, type Colour, gradient, hex, mix, type Picture } from './picture.ts';

const SKY = [
  { at: 0, colour: hex('050817') },
  { at: 0.35, colour: hex('0d1636') },
  { at: 0.66, colour: hex('283463') },
];

const LIGHT: Light = { haze: hex('1d2750'), shade: hex('05070f'), rim: hex('3c4a80'), rimStrength: 0.12 };

const PALETTE: readonly Colour[] = [
  hex('ffb347'),
  hex('ff5a6e'),
  hex('6fd3ff'),
  hex('c58bff'),
  hex('8dffb0'),
  hex('ffe9b8'),
  hex('ff86c8'),
];

interface Spark {
  readonly vx: number;
  readonly vy: number;
  readonly lifeSeconds: number;
}

interface Shell {
  readonly burstSeconds: number;
  /** Shares of the picture width and height. */
  readonly x: number;
  readonly y: number;
  readonly core: Colour;
  readonly edge: Colour;
  readonly sparks: readonly Spark[];
}

const TRAIL_POINTS = 30;
const DRAG_PER_SECOND = 1.9;
const FALL_HEIGHTS_PER_SECOND_SQUARED = 0.055;

function createShells(): Shell[] {
  const random = seededRandom(77);
  const shells: Shell[] = [];
  for (let burstSeconds = -1.2, k = 0; burstSeconds < 8.6; burstSeconds += 0.42 + 0.3 * random(), k += 1) {
    const size = 0.26 + 0.26 * random();
    const sparks: Spark[] = [];
    const sparkCount = 70 + Math.floor(50 * random());
    for (let i = 0; i < sparkCount; i += 1) {
      const height = 2 * ((i + 0.5) / sparkCount) - 1;
      const angle = i * 2.399963;
      const ring = Math.sqrt(1 - height * height);
      const speed = size * (0.9 + 0.2 * random());
      sparks.push({ vx: speed * ring * Math.cos(angle), vy: speed * height, lifeSeconds: 1.5 + 0.9 * random() });
    }
    const core = PALETTE[Math.floor(random() * PALETTE.length)] as Colour;
    const edge = PALETTE[Math.floor(random() * PALETTE.length)] as Colour;
    const side = 0.16 + 0.68 * ((k * 0.618 + 0.1 * random()) % 1);
    shells.push({ burstSeconds, x: side, y: 0.13 + 0.2 * random(), core, edge, sparks });
  }
  return shells;
}

const shells = createShells();

function drawSky(picture: Picture, seconds: number): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  for (let y = 0; y < height * WATERLINE; y += 1) {
    const v = y / height;
    const base = gradient(SKY, v);
    for (let x = 0; x < width; x += 1) {
      const u = x / width;
      const band = smoothstep(0.35, 0.8, fbm2(u * 3 + v * 2 + 9, v * 3 - u, 4));
      const i = (y * width + x) * 3;
      rgb[i] = base[0] + band * 0.03;
      rgb[i + 1] = base[1] + band * 0.03;
      rgb[i + 2] = base[2] + band * 0.06;
    }
  }
  for (let k = 0; k < 220; k += 1) {
    const x = noise2(k * 7.3, 100.5) * 1.3 - 0.15;
    const y = noise2(k * 3.9, 200.5) * 0.6 - 0.05;
    const twinkle = 0.75 + 0.25 * Math.sin(seconds * (1 + (k % 3)) + k);
    addGlow(picture, x * width, y * height, height * (0.0009 + 0.0006 * (k % 3)), hex('dfe8ff'), 0.6 * twinkle);
  }
}

function drawShell(picture: Picture, shell: Shell, seconds: number): void {
  const { widthPixels: width, heightPixels: height } = picture;
  const age = seconds - shell.burstSeconds;
  const centreX = shell.x * width;
  const centreY = shell.y * height;
  if (age < 0) {
    const climb = age + 0.9;
    if (climb <= 0) return;
    const rise = 1 - (1 - climb / 0.9) ** 2;
    for (let k = 0; k < 10; k += 1) {
      const y = height * 0.64 + (centreY - height * 0.64) * Math.max(0, rise - k * 0.018);
      addGlow(picture, centreX, y, height * 0.0022, hex('ffd9a0'), 0.5 * (1 - k / 10));
    }
    return;
  }
  if (age > 2.6) return;
  addGlow(picture, centreX, centreY, height * 0.2, shell.core, 0.34 * Math.exp(-age * 2.6));
  addGlow(picture, centreX, centreY, height * 0.018, hex('ffffff'), 1.6 * Math.exp(-age * 12));
  for (const spark of shell.sparks) {
    for (let k = 0; k < TRAIL_POINTS; k += 1) {
      const at = age - (k * 0.24 * (1 + age)) / TRAIL_POINTS;
      if (at <= 0 || at > spark.lifeSeconds) continue;
      const reach = (1 - Math.exp(-DRAG_PER_SECOND * at)) / DRAG_PER_SECOND;
      const x = centreX + spark.vx * reach * height * 1.5;
      const y = centreY + (spark.vy * reach * 1.5 + FALL_HEIGHTS_PER_SECOND_SQUARED * at * at) * height;
      const fade = (1 - at / spark.lifeSeconds) ** 1.3 * (1 - k / TRAIL_POINTS) ** 1.5;
      const colour = mix(shell.core, shell.edge, Math.min(1, at / 1.1));
      addGlow(picture, x, y, height * (k === 0 ? 0.003 : 0.0019), colour, (k === 0 ? 1.5 : 0.62) * fade);
    }
  }
}

/** Each burst lights the slopes for a moment. */
function flashLight(seconds: number): Light {
  let rim = LIGHT.rim;
  let rimStrength = LIGHT.rimStrength;
  for (const shell of shells) {
    const age = seconds - shell.burstSeconds;
    if (age < 0 || age > 2) continue;
    const flash = Math.exp(-age * 3.2);
    rim = mix(rim, shell.core, 0.7 * flash);
    rimStrength += 0.3 * flash;
  }
  return { ...LIGHT, rim, rimStrength };
}

export function drawFireworks(picture: Picture, seconds: number): void {
  drawSky(picture, seconds);
  for (const shell of shells) drawShell(picture, shell, seconds);
  drawMountains(picture, 60 + seconds * 0.25, flashLight(seconds));
  drawWater(picture, seconds, hex('0a1130'), 0);
  drawForeground(picture, 47 + seconds * 0.1, hex('020308'));
}

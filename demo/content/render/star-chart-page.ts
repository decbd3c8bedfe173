/** The star chart as one large still page: type on the left, a planisphere on the right. */
import { fbm2, noise2, smoothstep } from './noise.ts';
import { renderText, type TextItem } from './page-text.ts';
import { addGlow, type Colour, createPicture, hex, type Picture } from './picture.ts';
import { CONSTELLATIONS, FIGURES, STARS } from './star-catalogue.ts';

export const PAGE_WIDTH = 1920;
export const PAGE_HEIGHT = 1080;

const CENTRE_X = 1265;
const CENTRE_Y = 540;
const RADIUS = 468;
const LOWEST_DEGREES = 0;

const GOLD = hex('d8b26a');
const LINE = hex('7fa3d8');

function project(hours: number, degrees: number): readonly [x: number, y: number] {
  const distance = (RADIUS * (90 - degrees)) / (90 - LOWEST_DEGREES);
  const angle = (hours / 24) * 2 * Math.PI + 0.6;
  return [CENTRE_X + distance * Math.cos(angle), CENTRE_Y + distance * Math.sin(angle)];
}

function drawLine(page: Picture, from: readonly [number, number], to: readonly [number, number], colour: Colour, strength: number): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const steps = Math.max(1, Math.ceil(length / 0.8));
  for (let i = 0; i <= steps; i += 1) {
    const share = i / steps;
    addGlow(page, from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, 0.75, colour, strength);
  }
}

function drawCircle(page: Picture, radius: number, colour: Colour, strength: number): void {
  const steps = Math.ceil((2 * Math.PI * radius) / 0.8);
  for (let i = 0; i < steps; i += 1) {
    const angle = (i / steps) * 2 * Math.PI;
    const x = CENTRE_X + radius * Math.cos(angle);
    addGlow(page, x, CENTRE_Y + radius * Math.sin(angle), 0.75, colour, strength);
  }
}

function paintGround(page: Picture): void {
  for (let y = 0; y < PAGE_HEIGHT; y += 1) {
    for (let x = 0; x < PAGE_WIDTH; x += 1) {
      const inside = 1 - smoothstep(RADIUS - 2, RADIUS + 1, Math.hypot(x - CENTRE_X, y - CENTRE_Y));
      const vignette = 1 - 0.45 * smoothstep(500, 1250, Math.hypot(x - 960, y - 540));
      const dust = smoothstep(0.4, 0.85, fbm2(x / 210 + y / 500, y / 170 - x / 300, 5)) * inside;
      const i = (y * PAGE_WIDTH + x) * 3;
      page.rgb[i] = (0.052 + 0.012 * inside + dust * 0.12) * vignette;
      page.rgb[i + 1] = (0.094 + 0.004 * inside + dust * 0.11) * vignette;
      page.rgb[i + 2] = (0.19 + 0.05 * inside + dust * 0.2) * vignette;
    }
  }
}

function drawGrid(page: Picture): void {
  for (const degrees of [80, 60, 40, 20]) drawCircle(page, (RADIUS * (90 - degrees)) / 90, LINE, 0.1);
  for (const [radius, strength] of [
    [RADIUS, 0.5],
    [RADIUS + 5, 0.25],
    [RADIUS + 34, 0.45],
  ] as const) {
    drawCircle(page, radius, GOLD, strength);
  }
  for (let quarter = 0; quarter < 24 * 12; quarter += 1) {
    const angle = (quarter / (24 * 12)) * 2 * Math.PI + 0.6;
    const long = quarter % 12 === 0 ? 16 : quarter % 3 === 0 ? 9 : 5;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const at = (r: number): readonly [number, number] => [CENTRE_X + r * cos, CENTRE_Y + r * sin];
    drawLine(page, at(RADIUS + 5), at(RADIUS + 5 + long), GOLD, 0.25);
    if (quarter % 24 === 0) drawLine(page, at(RADIUS / 9), at(RADIUS), LINE, 0.08);
  }
}

function drawStars(page: Picture): void {
  const byName = new Map(STARS.map((star) => [star[0], star]));
  for (const figure of FIGURES) {
    for (let i = 1; i < figure.length; i += 1) {
      const from = byName.get(figure[i - 1] as string);
      const to = byName.get(figure[i] as string);
      if (from && to) drawLine(page, project(from[1], from[2]), project(to[1], to[2]), LINE, 0.3);
    }
  }
  for (let k = 0; k < 1500; k += 1) {
    const angle = noise2(k * 1.37, 31.5) * 40;
    const radius = RADIUS * Math.sqrt(noise2(k * 2.11, 77.5)) * 0.995;
    const faint = 0.2 + 0.5 * noise2(k * 3.3, 11.5) ** 3;
    addGlow(page, CENTRE_X + radius * Math.cos(angle), CENTRE_Y + radius * Math.sin(angle), 0.8, hex('cfe0ff'), faint);
  }
  for (const [, hours, degrees, magnitude] of STARS) {
    const [x, y] = project(hours, degrees);
    const size = 1.1 + 0.62 * Math.max(0, 4 - magnitude);
    addGlow(page, x, y, size * 2.4, hex('86b4ff'), 0.16);
    addGlow(page, x, y, size, hex('fff3d6'), 1.2);
  }
}

const PARAGRAPH =
  'Find the seven stars of the Plough, high in\nthe north on spring evenings. Follow the line\n' +
  'from Merak through Dubhe, five times its own\nlength, and you arrive at Polaris: not bright,\n' +
  'but the one star that stays where it is while\nthe whole sky turns around it once a day.';

/** Left unnamed, their neighbours' names need the room. */
const CROWDED = new Set(['Castor', 'Navi', 'Phecda', 'Merak', 'Sheratan', 'Alphecca']);

function pageText(): TextItem[] {
  const items: TextItem[] = [
    { text: 'PLATE IV', x: 112, y: 158, sizePixels: 22, colour: 'd8b26a', font: 'serif' },
    { text: 'The Northern', x: 108, y: 196, sizePixels: 98, colour: 'f4ead2', font: 'serif' },
    { text: 'Sky', x: 108, y: 292, sizePixels: 98, colour: 'f4ead2', font: 'serif' },
    { text: 'a chart for a clear, calm night', x: 112, y: 420, sizePixels: 34, colour: 'd8b26a', font: 'serif-italic' },
    { text: PARAGRAPH, x: 112, y: 496, sizePixels: 27, colour: 'c9d3e6', font: 'serif', lineSpacingPixels: 9 },
    { text: 'STAR            RA h    DEC      MAG', x: 112, y: 748, sizePixels: 17, colour: 'd8b26a', font: 'mono' },
  ];
  for (const [row, name] of ['Arcturus', 'Vega', 'Capella', 'Altair', 'Pollux', 'Deneb', 'Polaris'].entries()) {
    const star = STARS.find((candidate) => candidate[0] === name);
    if (!star) continue;
    const text = `${name.padEnd(14)} ${star[1].toFixed(2).padStart(5)}  ${star[2].toFixed(2).padStart(6)}  ${star[3].toFixed(2).padStart(6)}`;
    items.push({ text, x: 112, y: 778 + row * 25, sizePixels: 17, colour: 'aebbd3', font: 'mono' });
  }
  for (const [name, hours, degrees, magnitude] of STARS) {
    if (magnitude > 2.5 || name.includes(' ') || CROWDED.has(name)) continue;
    const [x, y] = project(hours, degrees);
    items.push({ text: name, x: x + 9, y: y - 7, sizePixels: 15, colour: 'dbe4f5', font: 'serif-italic' });
  }
  for (const [text, hours, degrees] of CONSTELLATIONS) {
    const [x, y] = project(hours, degrees);
    items.push({ text, x, y: y - 7, sizePixels: 14, colour: '8f7a4c', font: 'sans', anchor: 'centre' });
  }
  for (let hour = 0; hour < 24; hour += 2) {
    const [x, y] = project(hour + 0.0, LOWEST_DEGREES - 4.6);
    items.push({ text: `${hour}h`, x, y: y - 7, sizePixels: 14, colour: 'd8b26a', font: 'serif', anchor: 'centre' });
  }
  return items;
}

/** Draws the page; takes some seconds. */
export function createStarChartPage(): Picture {
  const page = createPicture(PAGE_WIDTH, PAGE_HEIGHT);
  paintGround(page);
  drawGrid(page);
  drawStars(page);
  const text = renderText(pageText(), PAGE_WIDTH, PAGE_HEIGHT);
  for (let i = 0; i < page.rgb.length; i += 1) {
    page.rgb[i] = Math.max(page.rgb[i] as number, (text[i] as number) / 255);
  }
  return page;
}

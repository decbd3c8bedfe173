/**
 * Measures the `film` size table: renders 160 s of our scenes as an edited film (hard cuts, shots of
 * 5 to 14 s), encodes it like a real ladder and writes demo/content/film-sizes.ts.
 *
 * Run with `npx tsx demo/content/render/film.ts`, about 4 minutes on two cores. Pictures and rates are scaled
 * down together (width x 3/8, bits x 9/64): what we keep is each segment's share of its rendition,
 * and that hardly changes when pixels and bits shrink alike.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FRAMES_PER_SECOND, RUNGS, type Rung, SEGMENT_SECONDS } from '../ladder.ts';
import { ffmpeg, mezzanineArguments } from './encode.ts';
import { createPicture, type Scene, toBytes } from './picture.ts';
import { drawDusk } from './scene-dusk.ts';
import { drawFireworks } from './scene-fireworks.ts';
import { createStarChart } from './scene-star-chart.ts';

const SCALE = 3 / 8;
const WIDTH = 1280 * SCALE;
const HEIGHT = 720 * SCALE;

interface Shot {
  readonly scene: Scene;
  readonly seconds: number;
  /** Scene time at the shot's start, and scene seconds per second of film: the camera's pace. */
  readonly from: number;
  readonly pace: number;
}

const chart = createStarChart();

/** The cut list; 160 s in all. */
const SHOTS: readonly Shot[] = [
  { scene: drawDusk, seconds: 14, from: 0, pace: 0.6 },
  { scene: drawDusk, seconds: 7, from: 40, pace: 3 },
  { scene: chart, seconds: 9, from: 0, pace: 0.2 },
  { scene: drawFireworks, seconds: 9, from: -0.5, pace: 1 },
  { scene: drawFireworks, seconds: 5, from: 2, pace: 1.3 },
  { scene: drawDusk, seconds: 12, from: 90, pace: 1 },
  { scene: drawDusk, seconds: 6, from: 200, pace: 5 },
  { scene: chart, seconds: 13, from: 1, pace: 0.5 },
  { scene: drawDusk, seconds: 8, from: 130, pace: 0.15 },
  { scene: drawFireworks, seconds: 13, from: -1, pace: 0.7 },
  { scene: drawDusk, seconds: 11, from: 260, pace: 2 },
  { scene: chart, seconds: 6, from: 4, pace: 1 },
  { scene: drawFireworks, seconds: 6, from: 2.5, pace: 1 },
  { scene: drawDusk, seconds: 14, from: 310, pace: 0.4 },
  { scene: drawDusk, seconds: 9, from: 400, pace: 4 },
  { scene: drawFireworks, seconds: 8, from: 0.5, pace: 0.9 },
  { scene: chart, seconds: 10, from: 6, pace: 0.1 },
];

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const cache = join(repository, '.cache/film');

async function renderFilm(file: string): Promise<void> {
  const encoder = spawn('ffmpeg', mezzanineArguments(WIDTH, HEIGHT, file), {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const picture = createPicture(WIDTH, HEIGHT);
  for (const [index, shot] of SHOTS.entries()) {
    for (let frame = 0; frame < shot.seconds * FRAMES_PER_SECOND; frame += 1) {
      shot.scene(picture, shot.from + (shot.pace * frame) / FRAMES_PER_SECOND);
      const bytes = new Uint8Array(WIDTH * HEIGHT * 3);
      toBytes(picture, bytes);
      if (!encoder.stdin.write(bytes)) await once(encoder.stdin, 'drain');
    }
    console.log(`shot ${index + 1} of ${SHOTS.length}`);
  }
  encoder.stdin.end();
  await once(encoder, 'close');
}

/** Bytes per 4 s of one rung's encode: average-rate H.264 with a 2x cap, as a packager would make it. */
async function measureRung(rung: Rung, film: string): Promise<number[]> {
  const encoded = join(cache, `${rung.index}.mp4`);
  const bits = Math.round(rung.nominalBitsPerSecond * SCALE * SCALE);
  const even = (pixels: number): number => 2 * Math.round((pixels * SCALE) / 2);
  const gop = String(SEGMENT_SECONDS * FRAMES_PER_SECOND);
  const common = ['-i', film, '-vf', `scale=${even(rung.widthPixels)}:${even(rung.heightPixels)}`, '-an'].concat([
    ...['-c:v', 'libx264', '-preset', 'medium', '-g', gop, '-keyint_min', gop, '-sc_threshold', '0'],
    ...['-b:v', `${bits}`, '-maxrate', `${bits * 2}`, '-bufsize', `${bits * 4}`],
    ...['-passlogfile', join(cache, `${rung.index}`)],
  ]);
  await ffmpeg([...common, '-pass', '1', '-f', 'null', '/dev/null']);
  await ffmpeg([...common, '-pass', '2', encoded]);
  const packets = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts_time,size', '-of', 'csv=p=0', encoded], {
    encoding: 'utf8',
  });
  const sizes: number[] = [];
  for (const line of packets.trim().split('\n')) {
    const [seconds, bytes] = line.split(',').map(Number) as [number, number];
    const segment = Math.floor(seconds / SEGMENT_SECONDS + 1e-6);
    sizes[segment] = (sizes[segment] ?? 0) + bytes;
  }
  return sizes;
}

function permilleOfMean(sizes: readonly number[]): number[] {
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return sizes.map((size) => Math.round((1000 * size) / mean));
}

function writeTable(rows: readonly (readonly number[])[]): void {
  const wrapped = rows.map((row) => {
    const lines: string[] = [];
    for (let i = 0; i < row.length; i += 16) lines.push(`    ${row.slice(i, i + 16).join(', ')},`);
    return `  [\n${lines.join('\n')}\n  ],`;
  });
  writeFileSync(
    join(repository, 'demo/content/film-sizes.ts'),
    `/**
 * The \`film\` table, measured: size of every 4 s segment in thousandths of its rendition's mean, one
 * row per rung. Generated by render/film.ts: 160 s of our rendered scenes, cut like a film, encoded
 * as a two-pass H.264 ladder (average rate, 2x cap) at 3/8 of the width and 9/64 of the bits. The
 * proportions are applied to the nominal rates and repeat after 160 s.
 */
export const FILM_PERMILLE: readonly (readonly number[])[] = [
${wrapped.join('\n')}
];
`,
  );
}

mkdirSync(cache, { recursive: true });
const film = join(cache, 'film.mkv');
await renderFilm(film);
const rows: number[][] = [];
for (const rung of RUNGS) rows.push(permilleOfMean(await measureRung(rung, film)));
writeTable(rows);

/**
 * `npm run fixture`: renders and encodes the committed fixture in demo/public/fixture and writes
 * demo/content/fixture-index.ts. For maintainers, only after changing the picture, the sound or the
 * encoder settings. Deterministic up to the ffmpeg version (made with Debian's 5.1).
 *
 * Takes about six minutes on two idle cores (9 minutes of CPU time). `--reuse`
 * keeps the rendered picture in .cache/fixture and only encodes again.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FixtureTrack } from '../fixture.ts';
import { CODECS, type Codec, FRAMES_PER_SECOND, RUNGS, SEGMENT_SECONDS } from '../ladder.ts';
import { encodeAudio, encodeVideo, mezzanineArguments } from './encode.ts';
import { takeApart } from './fragments.ts';
import { type IndexedCodec, writeIndex } from './index-file.ts';
import { clearOpusPreSkip } from './init-segment.ts';
import { createCanvas, drawLoop, LOOP_SECONDS } from './master.ts';
import { toBytes } from './picture.ts';
import { renderSoundscape, SAMPLES_PER_SECOND } from './soundscape.ts';
import { packTrack } from './track-file.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const SEGMENTS = LOOP_SECONDS / SEGMENT_SECONDS;
const VIDEO_TICKS_PER_SAMPLE = 1000;
const AUDIO_TICKS_PER_SAMPLE: Readonly<Record<Codec, number>> = { vp9: 960, avc: 1024 };

const repository = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const cache = join(repository, '.cache/fixture');
const committedFolder = join(repository, 'demo/public/fixture');
/** Built aside and moved at the end, so that a running demo never sees half a fixture. */
const fixtureFolder = join(cache, 'built');

async function renderMezzanine(file: string): Promise<void> {
  const encoder = spawn('ffmpeg', mezzanineArguments(WIDTH, HEIGHT, file), {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const [picture, scratch] = createCanvas(WIDTH, HEIGHT);
  const frames = LOOP_SECONDS * FRAMES_PER_SECOND;
  for (let frame = 0; frame < frames; frame += 1) {
    drawLoop(picture, scratch, frame / FRAMES_PER_SECOND);
    const bytes = new Uint8Array(WIDTH * HEIGHT * 3);
    toBytes(picture, bytes);
    if (!encoder.stdin.write(bytes)) await once(encoder.stdin, 'drain');
    if (frame % 24 === 0) console.log(`rendered ${frame / FRAMES_PER_SECOND} of ${LOOP_SECONDS} s`);
  }
  encoder.stdin.end();
  await once(encoder, 'close');
}

async function buildVideo(codec: Codec, mezzanine: string): Promise<FixtureTrack[]> {
  const tracks: FixtureTrack[] = [];
  for (const rung of RUNGS) {
    const encodedFile = join(cache, `${codec}-${rung.index}.mp4`);
    await encodeVideo(codec, rung, mezzanine, encodedFile);
    const { init, samples } = takeApart(readFileSync(encodedFile));
    const counts = Array.from({ length: SEGMENTS }, () => samples.length / SEGMENTS);
    const path = `${codec}/${rung.index}.mp4`;
    const track = packTrack(path, init, samples, counts, VIDEO_TICKS_PER_SAMPLE, false);
    writeFileSync(join(fixtureFolder, path), track.file);
    console.log(`${path}: ${(track.file.byteLength / 1000).toFixed(0)} kB, ${track.index.codecString}`);
    tracks.push(track.index);
  }
  return tracks;
}

/**
 * Encodes three passes of the loop and keeps the middle one: no encoder priming at its start, and
 * its last frame overlaps into its first just as the encoder heard it.
 */
async function buildAudio(codec: Codec, loop: Float32Array): Promise<FixtureTrack> {
  const threeLoops = new Float32Array(loop.length * 3);
  for (let pass = 0; pass < 3; pass += 1) threeLoops.set(loop, pass * loop.length);
  const encodedFile = join(cache, `${codec}-audio.mp4`);
  await encodeAudio(codec, threeLoops, encodedFile);
  const { init, samples } = takeApart(readFileSync(encodedFile));
  if (codec === 'vp9') clearOpusPreSkip(init);

  const ticksPerSample = AUDIO_TICKS_PER_SAMPLE[codec];
  const framesPerLoop = (LOOP_SECONDS * SAMPLES_PER_SECOND) / ticksPerSample;
  const boundary = (n: number): number => Math.ceil((n * framesPerLoop) / SEGMENTS);
  const counts = Array.from({ length: SEGMENTS }, (_, n) => boundary(n + 1) - boundary(n));
  const middle = samples.slice(framesPerLoop, 2 * framesPerLoop);
  const path = `${codec}/audio.mp4`;
  const track = packTrack(path, init, middle, counts, ticksPerSample, true);
  writeFileSync(join(fixtureFolder, path), track.file);
  console.log(`${path}: ${(track.file.byteLength / 1000).toFixed(0)} kB`);
  return track.index;
}

async function buildCodec(codec: Codec, mezzanine: string, loop: Float32Array): Promise<IndexedCodec> {
  mkdirSync(join(fixtureFolder, codec), { recursive: true });
  return { audio: await buildAudio(codec, loop), video: await buildVideo(codec, mezzanine) };
}

async function main(): Promise<void> {
  const others = process.argv.slice(2).filter((argument) => argument !== '--reuse');
  if (others.length > 0) {
    console.log('Usage: npm run fixture [-- --reuse]\n\nRenders and encodes the committed film anew: six minutes, needs ffmpeg.');
    console.log('  --reuse   keeps the picture that was rendered last, encodes only');
    process.exit(others.every((argument) => argument === '--help') ? 0 : 2);
  }
  mkdirSync(cache, { recursive: true });
  const mezzanine = join(cache, 'mezzanine.mkv');
  if (!process.argv.includes('--reuse') || !existsSync(mezzanine)) await renderMezzanine(mezzanine);
  const loop = renderSoundscape();
  rmSync(fixtureFolder, { recursive: true, force: true });
  const [vp9, avc] = await Promise.all(CODECS.map((codec) => buildCodec(codec, mezzanine, loop)));
  if (vp9 === undefined || avc === undefined) throw new Error('a codec is missing');
  rmSync(committedFolder, { recursive: true, force: true });
  cpSync(fixtureFolder, committedFolder, { recursive: true });
  writeIndex(join(repository, 'demo/content/fixture-index.ts'), { vp9, avc });
}

await main();

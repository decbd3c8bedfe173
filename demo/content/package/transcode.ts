/** Encodes one rendition at a time with ffmpeg and shows how far it is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SEGMENT_SECONDS } from '../ladder.ts';
import type { Rendition } from './choose-renditions.ts';
import type { SourceVideo } from './probe.ts';

type OwnCodec = 'avc' | 'vp9';

async function runWithProgress(args: readonly string[], label: string, durationSeconds: number): Promise<void> {
  const child = spawn('ffmpeg', ['-hide_banner', '-v', 'error', '-nostdin', '-y', '-progress', 'pipe:1', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const showOnOneLine = process.stdout.isTTY;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const microseconds = /out_time_us=(\d+)/.exec(text)?.[1];
    if (microseconds === undefined || !showOnOneLine) return;
    const percent = Math.min(100, Number(microseconds) / 1e4 / durationSeconds);
    process.stdout.write(`\r${label} ${percent.toFixed(0).padStart(3)} %`);
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0) throw new Error(`ffmpeg failed on ${label}:\n${complaint.trim()}`);
  process.stdout.write(`${showOnOneLine ? '\r' : ''}${label} done \n`);
}

const ENCODER: Readonly<Record<OwnCodec, readonly string[]>> = {
  avc: ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-sc_threshold', '0'],
  vp9: ['-c:v', 'libvpx-vp9', '-deadline', 'good', '-cpu-used', '5', '-row-mt', '1'],
};

export interface RenditionJob {
  readonly source: SourceVideo;
  readonly codec: OwnCodec;
  readonly rendition: Rendition;
  readonly file: string;
  readonly index: number;
  readonly count: number;
}

/** Key frames at exactly every 4 s, whatever the source's frame rate, so that all renditions align. */
export async function encodeRendition({ source, codec, rendition, file, index, count }: RenditionJob): Promise<void> {
  const { widthPixels, heightPixels, bitsPerSecond } = rendition;
  await runWithProgress(
    [
      ...['-i', source.file, '-map', '0:V:0', '-an', '-sn', '-dn', '-map_metadata', '-1'],
      ...['-vf', `scale=${widthPixels}:${heightPixels}:flags=lanczos,setsar=1,format=yuv420p`],
      ...ENCODER[codec],
      ...['-b:v', `${bitsPerSecond}`, '-maxrate', `${bitsPerSecond * 1.5}`, '-bufsize', `${bitsPerSecond * 2}`],
      ...['-g', '9999', '-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_SECONDS})`, file],
    ],
    `${index + 1}/${count} ${widthPixels}x${heightPixels} at ${bitsPerSecond / 1e6} Mbps`,
    source.durationSeconds,
  );
}

/** The first audio track, mixed to stereo. */
export async function encodeAudioTrack(source: SourceVideo, codec: OwnCodec, file: string): Promise<void> {
  const encoder = codec === 'avc' ? ['-c:a', 'aac', '-b:a', '128k'] : ['-c:a', 'libopus', '-b:a', '96k'];
  await runWithProgress(
    ['-i', source.file, '-map', '0:a:0', '-vn', '-map_metadata', '-1', '-ac', '2', '-ar', '48000', ...encoder, file],
    'audio',
    source.durationSeconds,
  );
}

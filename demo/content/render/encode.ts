/** The ffmpeg calls: mezzanine, one encode per rung and codec, and the audio. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type Codec, FRAMES_PER_SECOND, type Rung, SEGMENT_SECONDS } from '../ladder.ts';
import { SAMPLES_PER_SECOND } from './soundscape.ts';

/**
 * What the fixture really spends per rung, in bits per second: about a twentieth of the nominal
 * rate, so that both codecs fit in 6 MB. H.264 gets a little more, it needs it.
 */
const FIXTURE_BITS_PER_SECOND: Readonly<Record<Codec, readonly number[]>> = {
  vp9: [20_000, 32_000, 50_000, 75_000, 130_000, 165_000, 360_000],
  avc: [23_000, 36_000, 56_000, 85_000, 145_000, 185_000, 390_000],
};

const AUDIO_ARGUMENTS: Readonly<Record<Codec, readonly string[]>> = {
  vp9: ['-c:a', 'libopus', '-b:a', '32k', '-application', 'audio', '-frame_duration', '20'],
  avc: ['-c:a', 'aac', '-b:a', '56k'],
};

const GOP_FRAMES = SEGMENT_SECONDS * FRAMES_PER_SECOND;
const LABEL_FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';
/** Fragmented from the start, one fragment per GOP, no edit list: easy to take apart. */
const FRAGMENTED = ['-movflags', '+empty_moov+default_base_moof+frag_keyframe', '-use_editlist', '0'];

/** Runs ffmpeg to its end; its complaints go to our terminal. */
export async function ffmpeg(args: readonly string[], input?: Uint8Array): Promise<void> {
  const child = spawn('ffmpeg', ['-hide_banner', '-v', 'error', '-y', ...args], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(input);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0) throw new Error(`ffmpeg ended with ${exitCode}: ${args.join(' ')}`);
}

/** Arguments for a lossless file of raw RGB frames that come in on standard input. */
export function mezzanineArguments(widthPixels: number, heightPixels: number, file: string): string[] {
  const size = `${widthPixels}x${heightPixels}`;
  return [
    ...['-hide_banner', '-v', 'error', '-y'],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-r', String(FRAMES_PER_SECOND), '-i', 'pipe:0'],
    ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,format=yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', file],
  ];
}

function labelFilter(rung: Rung): string {
  const size = Math.max(8, Math.round(rung.heightPixels / 34));
  const margin = Math.round(rung.heightPixels / 30);
  const megabits = rung.nominalBitsPerSecond / 1_000_000;
  const text = `${megabits} Mbps · ${rung.widthPixels}x${rung.heightPixels}   %{eif\\:mod(t+0.001\\,24)\\:d\\:2} s`;
  return (
    `drawtext=fontfile=${LABEL_FONT}:text='${text}':x=${margin}:y=h-text_h-${margin}:fontsize=${size}:` +
    `fontcolor=white@0.85:box=1:boxcolor=black@0.35:boxborderw=${Math.max(2, Math.round(size / 3))}`
  );
}

function encoderArguments(codec: Codec, pass: 1 | 2, logFile: string): string[] {
  const gop = ['-g', String(GOP_FRAMES), '-keyint_min', String(GOP_FRAMES)];
  const passes = ['-pass', String(pass), '-passlogfile', logFile];
  if (codec === 'vp9') {
    const speed = pass === 1 ? '4' : '3';
    return ['-c:v', 'libvpx-vp9', ...gop, ...passes, '-deadline', 'good', '-cpu-used', speed, '-row-mt', '1'].concat([
      '-auto-alt-ref',
      '1',
      '-lag-in-frames',
      '25',
      '-aq-mode',
      '0',
    ]);
  }
  // No B-frames: decode order is display order, so a short last segment can be cut anywhere.
  return ['-c:v', 'libx264', ...gop, ...passes, '-preset', 'slower', '-profile:v', 'high', '-bf', '0'].concat([
    '-sc_threshold',
    '0',
    '-aq-mode',
    '3',
    '-flags',
    '+cgop',
  ]);
}

/** Two-pass encode of one rung from the mezzanine into a fragmented MP4. */
export async function encodeVideo(codec: Codec, rung: Rung, mezzanine: string, outFile: string): Promise<void> {
  const bitsPerSecond = FIXTURE_BITS_PER_SECOND[codec][rung.index] as number;
  const scale = `scale=${rung.widthPixels}:${rung.heightPixels}:flags=lanczos`;
  const logFile = `${outFile}.passlog`;
  const common = ['-i', mezzanine, '-vf', `${scale},${labelFilter(rung)},format=yuv420p`, '-an'].concat([
    ...['-b:v', String(bitsPerSecond), '-video_track_timescale', String(FRAMES_PER_SECOND * 1000)],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-map_metadata', '-1'],
  ]);
  await ffmpeg([...common, ...encoderArguments(codec, 1, logFile), '-f', 'null', '/dev/null']);
  await ffmpeg([...common, ...encoderArguments(codec, 2, logFile), ...FRAGMENTED, '-f', 'mp4', outFile]);
  rmSync(`${logFile}-0.log`, { force: true });
  rmSync(`${logFile}-0.log.mbtree`, { force: true });
}

/** Encodes interleaved float stereo, given whole, into a fragmented MP4. */
export async function encodeAudio(codec: Codec, samples: Float32Array, outFile: string): Promise<void> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  await ffmpeg(
    ['-f', 'f32le', '-ar', String(SAMPLES_PER_SECOND), '-ac', '2', '-i', 'pipe:0', '-map_metadata', '-1'].concat([
      ...AUDIO_ARGUMENTS[codec],
      ...FRAGMENTED,
      '-frag_duration',
      '1000000',
      '-f',
      'mp4',
      outFile,
    ]),
    bytes,
  );
}

/** What we need to know of the user's file, from ffprobe. */
import { spawnSync } from 'node:child_process';

/** The source as it will be seen: rotation applied. */
export interface SourceVideo {
  readonly file: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly durationSeconds: number;
  readonly hasAudio: boolean;
}

interface ProbedStream {
  readonly codec_type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly side_data_list?: readonly { readonly rotation?: number }[];
  readonly disposition?: { readonly attached_pic?: number };
}

export function probeVideo(file: string): SourceVideo {
  const result = spawnSync('ffprobe', ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', '--', file], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (result.status !== 0) throw new Error(`${file} is not a video ffmpeg can read: ${result.stderr.trim()}`);
  const probed = JSON.parse(result.stdout) as {
    readonly streams?: readonly ProbedStream[];
    readonly format?: { readonly duration?: string };
  };
  const streams = probed.streams ?? [];
  const video = streams.find((s) => s.codec_type === 'video' && s.disposition?.attached_pic !== 1);
  if (!video?.width || !video.height) throw new Error(`${file} has no video stream`);
  const durationSeconds = Number(probed.format?.duration);
  if (!(durationSeconds > 0)) throw new Error(`${file} does not say how long it is; is it complete?`);
  const rotation = video.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const turned = Math.abs(rotation) % 180 === 90;
  return {
    file,
    widthPixels: turned ? video.height : video.width,
    heightPixels: turned ? video.width : video.height,
    durationSeconds,
    hasAudio: streams.some((s) => s.codec_type === 'audio'),
  };
}

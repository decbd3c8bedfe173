/** Cuts the encoded files into CMAF segments with ffmpeg's DASH muxer, which writes HLS as well. */
import { spawnSync } from 'node:child_process';
import { SEGMENT_SECONDS } from '../ladder.ts';

export function muxWithFfmpeg(videoFiles: readonly string[], audioFile: string | undefined, outFolder: string): void {
  const files = audioFile === undefined ? videoFiles : [...videoFiles, audioFile];
  const sets = audioFile === undefined ? 'id=0,streams=v' : 'id=0,streams=v id=1,streams=a';
  const result = spawnSync(
    'ffmpeg',
    [
      ...['-hide_banner', '-v', 'error', '-nostdin', '-y'],
      ...files.flatMap((file) => ['-i', file]),
      ...files.flatMap((_, index) => ['-map', `${index}:0`]),
      ...['-c', 'copy', '-f', 'dash', '-seg_duration', `${SEGMENT_SECONDS}`, '-dash_segment_type', 'mp4'],
      ...['-use_template', '1', '-use_timeline', '1', '-adaptation_sets', sets],
      ...['-init_seg_name', 'init-$RepresentationID$.mp4', '-media_seg_name', '$RepresentationID$-$Number$.m4s'],
      ...['-hls_playlist', '1', '-hls_master_name', 'master.m3u8', 'manifest.mpd'],
    ],
    { cwd: outFolder, encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`ffmpeg could not write segments:\n${result.stderr.trim()}`);
}

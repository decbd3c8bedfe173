/** Cuts the encoded files into CMAF segments with shaka-packager, when it is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SEGMENT_SECONDS } from '../ladder.ts';

/** The packager's launcher, from `npm install --no-save shaka-packager`; optional on purpose (36 MB). */
export function findShakaPackager(): string | undefined {
  try {
    const packageFile = createRequire(import.meta.url).resolve('shaka-packager/package.json');
    const launcher = join(dirname(packageFile), 'index.js');
    return existsSync(launcher) ? launcher : undefined;
  } catch {
    return undefined;
  }
}

function streamDescriptor(file: string, stream: 'video' | 'audio', folder: string, more: string): string {
  return (
    `in=${file},stream=${stream},init_segment=${folder}/init.mp4,` +
    `segment_template=${folder}/$Number$.m4s,playlist_name=${folder}/playlist.m3u8${more}`
  );
}

export function muxWithShakaPackager(
  launcher: string,
  videoFiles: readonly string[],
  audioFile: string | undefined,
  outFolder: string,
): void {
  const streams = videoFiles.map((file, index) => streamDescriptor(file, 'video', `video/${index}`, ''));
  if (audioFile !== undefined) {
    streams.push(streamDescriptor(audioFile, 'audio', 'audio', ',hls_group_id=audio,hls_name=Audio'));
  }
  const outputs = ['--hls_master_playlist_output', 'master.m3u8', '--mpd_output', 'manifest.mpd'];
  // Without the static flag a segment template makes the packager write a live (dynamic) MPD.
  const options = ['--segment_duration', `${SEGMENT_SECONDS}`, '--generate_static_live_mpd', '--quiet', ...outputs];
  const result = spawnSync(process.execPath, [launcher, ...streams, ...options], {
    cwd: outFolder,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`shaka-packager failed:\n${result.stderr.trim()}`);
}

/**
 * `npm run content -- FILE [--name NAME]`: packages your own video for the demo.
 *
 * Encodes a ladder of H.264 or VP9 renditions with ffmpeg, cuts them into 4 s CMAF segments and
 * writes `demo/own-content/NAME/` with `master.m3u8` and `manifest.mpd`, which the demo page plays
 * with `?content=NAME` while its Node origin runs (`npm start`). Never upscales. Expect
 * roughly two to five times the video's length on two cores.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isOwnName, ownPageAddress } from '../own-title.ts';
import { chooseRenditions } from './choose-renditions.ts';
import { installHint, missingTools } from './ffmpeg-install.ts';
import { measureFfmpegMpd, measureMaster } from './measured-manifests.ts';
import { muxWithFfmpeg } from './mux-ffmpeg.ts';
import { findShakaPackager, muxWithShakaPackager } from './mux-shaka-packager.ts';
import { probeVideo } from './probe.ts';
import { encodeAudioTrack, encodeRendition } from './transcode.ts';

const OWN_CONTENT_FOLDER = fileURLToPath(new URL('../../own-content/', import.meta.url));

const HELP = `Usage: npm run content -- FILE [options]

Packages a video of yours for the demo: several qualities, 4 s segments, HLS and DASH.

  --name NAME     folder below demo/own-content (default: from the file name)
  --codec CODEC   avc (H.264 + AAC, default) or vp9 (VP9 + Opus, smaller, slower)
  --help          this text
`;

/** A mistake the user can fix: printed without a stack trace. */
class UsageError extends Error {}

interface Request {
  readonly file: string;
  readonly name: string;
  readonly codec: 'avc' | 'vp9';
}

function readRequest(argv: readonly string[]): Request | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      codec: { type: 'string', default: 'avc' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError(`expected one FILE\n\n${HELP}`);
  // npm runs scripts in the repository's root and says here where the user stood.
  const path = resolve(process.env.INIT_CWD ?? '.', file);
  if (!existsSync(path)) throw new UsageError(`no such file: ${path}`);
  if (values.codec !== 'avc' && values.codec !== 'vp9') {
    throw new UsageError(`--codec ${values.codec}: use avc or vp9`);
  }
  const plainName = basename(file, extname(file))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const name = values.name ?? plainName.replaceAll(/^-|-$/g, '');
  if (!isOwnName(name)) {
    throw new UsageError(`--name ${name}: use lower-case letters, digits and dashes`);
  }
  return { file: path, name, codec: values.codec };
}

async function packageVideo({ file, name, codec }: Request): Promise<void> {
  const source = probeVideo(file);
  const renditions = chooseRenditions(source);
  const outFolder = join(OWN_CONTENT_FOLDER, name);
  const workFolder = mkdtempSync(join(tmpdir(), 'evenkeel-content-'));
  try {
    const sizes = renditions.map((r) => `${r.widthPixels}x${r.heightPixels}`).join(', ');
    console.log(`${file}: ${source.widthPixels}x${source.heightPixels}, ${source.durationSeconds.toFixed(1)} s`);
    console.log(`${renditions.length} renditions: ${sizes}`);
    const videoFiles: string[] = [];
    for (const [index, rendition] of renditions.entries()) {
      const encoded = join(workFolder, `video-${index}.mp4`);
      await encodeRendition({ source, codec, rendition, file: encoded, index, count: renditions.length });
      videoFiles.push(encoded);
    }
    const audioFile = source.hasAudio ? join(workFolder, 'audio.mp4') : undefined;
    if (audioFile !== undefined) await encodeAudioTrack(source, codec, audioFile);

    rmSync(outFolder, { recursive: true, force: true });
    mkdirSync(outFolder, { recursive: true });
    const packager = findShakaPackager();
    if (packager !== undefined) {
      muxWithShakaPackager(packager, videoFiles, audioFile, outFolder);
    } else {
      muxWithFfmpeg(videoFiles, audioFile, outFolder);
      measureFfmpegMpd(outFolder);
    }
    measureMaster(outFolder);
    console.log(`packaged with ${packager === undefined ? 'ffmpeg' : 'shaka-packager'}`);
    console.log(`wrote ${join('demo/own-content', name)}/master.m3u8 and manifest.mpd`);
    console.log(`\nnpm start, then: ${ownPageAddress(name)}   (with the port that npm start prints, if it is another)`);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const request = readRequest(process.argv.slice(2));
  if (request === undefined) {
    console.log(HELP);
    return;
  }
  const missing = missingTools();
  if (missing.length > 0) throw new UsageError(`${missing.join(' and ')} not found. ${installHint(process.platform)}`);
  await packageVideo(request);
}

main().catch((error: unknown) => {
  console.error(`content: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});

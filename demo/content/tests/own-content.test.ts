import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseRenditions } from '../package/choose-renditions.ts';
import { installHint } from '../package/ffmpeg-install.ts';
import { measureFfmpegMpd, measureMaster, measurePlaylist } from '../package/measured-manifests.ts';

describe('renditions of your own video', () => {
  it.each([
    [3840, 2160],
    [1920, 1080],
    [1280, 720],
    [640, 480],
    [1080, 1920],
    [101, 77],
  ])('%i x %i: never larger than the source, same shape, even sizes', (widthPixels, heightPixels) => {
    const renditions = chooseRenditions({ widthPixels, heightPixels });
    expect(renditions.length).toBeGreaterThan(0);
    for (const rendition of renditions) {
      expect(rendition.widthPixels).toBeLessThanOrEqual(widthPixels);
      expect(rendition.heightPixels).toBeLessThanOrEqual(heightPixels);
      expect(rendition.widthPixels % 2).toBe(0);
      expect(rendition.heightPixels % 2).toBe(0);
      const shapeError = rendition.widthPixels - (rendition.heightPixels * widthPixels) / heightPixels;
      expect(Math.abs(shapeError)).toBeLessThanOrEqual(4);
    }
  });

  it('a small source ends the ladder at its own size, a 720p source gets all rungs', () => {
    expect(chooseRenditions({ widthPixels: 640, heightPixels: 480 }).at(-1)).toMatchObject({
      widthPixels: 640,
      heightPixels: 480,
    });
    expect(chooseRenditions({ widthPixels: 1280, heightPixels: 720 })).toHaveLength(7);
  });
});

describe('rates of ffmpeg manifests', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
    for (const [name, size] of [
      ['a', 4000],
      ['b', 9000],
      ['c', 100],
      ['s', 500],
    ] as const) {
      writeFileSync(join(folder, `${name}.m4s`), new Uint8Array(size));
    }
    writeFileSync(
      join(folder, 'media_0.m3u8'),
      '#EXTM3U\n#EXTINF:4.0,\na.m4s\n#EXTINF:4.0,\n#EXT-X-PROGRAM-DATE-TIME:x\nb.m4s\n#EXTINF:0.1,\nc.m4s\n',
    );
    writeFileSync(join(folder, 'media_1.m3u8'), '#EXTM3U\n#EXTINF:4.0,\ns.m4s\n#EXTINF:4.0,\ns.m4s\n');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are measured from the segment files', () => {
    expect(measurePlaylist(folder, 'media_0.m3u8')).toEqual({
      peak: 18_000,
      mean: Math.ceil((8 * 13_100) / 8.1),
    });
  });

  it('replace what the muxer declared, in both manifests', () => {
    writeFileSync(
      join(folder, 'master.m3u8'),
      '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="g",URI="media_1.m3u8"\n' +
        '#EXT-X-STREAM-INF:BANDWIDTH=7,RESOLUTION=2x2,AUDIO="g"\nmedia_0.m3u8\n',
    );
    writeFileSync(join(folder, 'manifest.mpd'), '<Representation id="0" bandwidth="7" width="2">');
    measureMaster(folder);
    measureFfmpegMpd(folder);
    expect(readFileSync(join(folder, 'master.m3u8'), 'utf8')).toContain(
      '#EXT-X-STREAM-INF:BANDWIDTH=19000,AVERAGE-BANDWIDTH=13939,RESOLUTION=2x2,AUDIO="g"\nmedia_0.m3u8\n',
    );
    expect(readFileSync(join(folder, 'manifest.mpd'), 'utf8')).toBe('<Representation id="0"  width="2" bandwidth="18000">');
  });
});

it('says how to install ffmpeg on every system', () => {
  expect(installHint('linux')).toContain('apt install ffmpeg');
  expect(installHint('darwin')).toContain('brew install ffmpeg');
  expect(installHint('win32')).toContain('winget install ffmpeg');
  expect(installHint('sunos')).toContain('ffmpeg.org');
});

import { describe, expect, it } from 'vitest';
import { ownPageAddress } from '../../content/index.ts';
import { nameOwnTitle } from '../controls/own-titles.ts';
import { generatedFilm, segmentAt } from '../film.ts';
import type { LedgerRequest } from '../ledger.ts';
import { measureSide } from '../measure.ts';
import { mediaTypesOf, readOwnFilm } from '../own-film.ts';
import { DEFAULT_OPTIONS, optionsFromQuery, queryFromOptions } from '../run-options.ts';

const playlist = (...segments: readonly (readonly [seconds: number, uri: string])[]): string =>
  `#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n${segments.map(([seconds, uri]) => `#EXTINF:${seconds.toFixed(6)},\n${uri}\n`).join('')}#EXT-X-ENDLIST\n`;

/** As ffmpeg's DASH muxer names its files; numbers from 1, the third segment is twice as long. */
const FFMPEG: Readonly<Record<string, string>> = {
  'master.m3u8':
    '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_A1",URI="media_2.m3u8"\n' +
    '#EXT-X-STREAM-INF:BANDWIDTH=3000000,AVERAGE-BANDWIDTH=2000000,RESOLUTION=640x360,CODECS="avc1.64001e,mp4a.40.2",AUDIO="group_A1"\nmedia_1.m3u8\n\n' +
    '#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=500000,RESOLUTION=256x144,CODECS="avc1.64000c,mp4a.40.2",AUDIO="group_A1"\nmedia_0.m3u8\n',
  'media_0.m3u8': playlist([4.004, '0-1.m4s'], [4.004, '0-2.m4s'], [8.008, '0-3.m4s'], [1, '0-4.m4s']),
  'media_1.m3u8': playlist([4.004, '1-1.m4s'], [4.004, '1-2.m4s'], [8.008, '1-3.m4s'], [1, '1-4.m4s']),
};

/** As shaka-packager names them. */
const SHAKA: Readonly<Record<string, string>> = {
  'master.m3u8':
    '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="vp09.00.10.08,opus",RESOLUTION=256x144\nvideo/0/playlist.m3u8\n' +
    '#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS="vp09.00.21.08,opus",RESOLUTION=640x360\nvideo/1/playlist.m3u8\n',
  'video/0/playlist.m3u8': playlist([4, '1.m4s'], [4, '2.m4s']),
  'video/1/playlist.m3u8': playlist([4, '1.m4s'], [4, '2.m4s']),
};

const reader =
  (files: Readonly<Record<string, string>>) =>
  (path: string): Promise<string> =>
    files[path] === undefined ? Promise.reject(new Error(`no ${path}`)) : Promise.resolve(files[path]);

describe('a title of your own', () => {
  it('packaged with ffmpeg: rates, cuts and addresses as its playlists say', async () => {
    const film = await readOwnFilm('film', reader(FFMPEG));
    expect(film.folder).toBe('own/film');
    expect(film.rungs).toEqual([
      { rateBitsPerSecond: 500_000, heightPixels: 144 },
      { rateBitsPerSecond: 2_000_000, heightPixels: 360 },
    ]);
    expect(film.cutSeconds.map((cut) => Number(cut.toFixed(3)))).toEqual([0, 4.004, 8.008, 16.016]);
    expect(film.addressOf('media/own/film/1-3.m4s')).toEqual({ rung: 1, segment: 2 });
    for (const other of ['2-3.m4s', 'init-1.mp4', 'media_0.m3u8', '0-5.m4s', 'manifest.mpd']) {
      expect([other, film.addressOf(`media/own/film/${other}`)]).toEqual([other, undefined]);
    }
    expect(mediaTypesOf(film)).toEqual([
      'video/mp4; codecs="avc1.64000c"',
      'audio/mp4; codecs="mp4a.40.2"',
      'video/mp4; codecs="avc1.64001e"',
    ]);
  });

  it('packaged with shaka-packager', async () => {
    const film = await readOwnFilm('film', reader(SHAKA));
    expect(film.rungs.map((rung) => rung.rateBitsPerSecond)).toEqual([500_000, 2_000_000]);
    expect(film.addressOf('media/own/film/video/1/2.m4s')).toEqual({ rung: 1, segment: 1 });
    expect(film.addressOf('media/own/film/audio/2.m4s')).toBeUndefined();
  });

  it('is measured by its own cuts', async () => {
    const film = await readOwnFilm('film', reader(FFMPEG));
    const loaded = (path: string): LedgerRequest => ({
      id: path,
      path: `media/own/film/${path}`,
      startSeconds: 0,
      firstByteSeconds: 0,
      endSeconds: 1,
      sizeBits: 8,
      deliveredBits: 8,
      state: 'done',
      status: 200,
    });
    const requests = ['0-1.m4s', '0-2.m4s', '1-3.m4s', '2-1.m4s'].map(loaded);
    const summary = measureSide({ playback: [], requests, played: [[0, 12.008]], film, atSeconds: 20 });
    expect(summary.meanRateBitsPerSecond).toBeCloseTo((8.008 * 500_000 + 4 * 2_000_000) / 12.008);
    expect(summary.logUtility).toBeCloseTo((4 * Math.log(4)) / 12.008);
    expect([summary.switchCount, summary.wastedBits, summary.playedSeconds]).toEqual([1, 0, 12.008]);
  });

  const without = (file: string, text: string): Readonly<Record<string, string>> => ({ ...FFMPEG, [file]: text });
  it.each([
    [
      'renditions cut at different times',
      without('media_1.m3u8', playlist([4, '1-1.m4s'], [5, '1-2.m4s'], [8, '1-3.m4s'], [0.1, '1-4.m4s'])),
      'different times',
    ],
    ['a rendition of other length', without('media_1.m3u8', playlist([4, '1-1.m4s'])), 'different times'],
    ['one file with byte ranges', without('media_0.m3u8', playlist([4, 'all.mp4'], [4, 'all.mp4'])), 'names a file twice'],
    ['shared files', without('media_1.m3u8', FFMPEG['media_0.m3u8'] as string), 'share a segment file'],
    ['no segments', without('media_1.m3u8', '#EXTM3U\n'), 'lists no segments'],
    ['no renditions', without('master.m3u8', '#EXTM3U\n'), 'lists no renditions'],
    ['a rendition without a rate', without('master.m3u8', '#EXT-X-STREAM-INF:RESOLUTION=2x2\nmedia_0.m3u8\n'), 'without a rate'],
  ])('with %s is refused: its figures could not be honest', async (_, files, message) => {
    await expect(readOwnFilm('film', reader(files))).rejects.toThrow(message);
  });
});

describe('a generated title', () => {
  it('has a cut every 4 s and an address for every video segment', () => {
    const film = generatedFilm('vp9', 'vbr', 10);
    expect(film.cutSeconds).toEqual([0, 4, 8]);
    expect([-1, 0, 3.99, 4, 9, 99].map((at) => segmentAt(film, at))).toEqual([undefined, 0, 0, 1, 2, 2]);
    expect(film.addressOf('media/vp9/vbr/10/video/3/2.m4s')).toEqual({ rung: 3, segment: 2 });
    expect(film.addressOf('media/vp9/vbr/10/audio/2.m4s')).toBeUndefined();
  });
});

describe('content in the address', () => {
  it('survives the way there and back, and is what npm run content prints', () => {
    const options = optionsFromQuery(new URL(ownPageAddress('film')).searchParams);
    expect(options).toEqual({ ...DEFAULT_OPTIONS, content: 'film' });
    expect(optionsFromQuery(queryFromOptions(options))).toEqual(options);
  });

  it.each(['../etc', 'Film', 'a/b', '', '-x'])('ignores %j, which no title is called', (name) => {
    expect(optionsFromQuery(new URLSearchParams({ content: name })).content).toBe('');
  });

  it('comes from the same list as the size tables', () => {
    const chosen = new URLSearchParams({ table: 'own/film' });
    nameOwnTitle(chosen);
    expect(chosen.toString()).toBe('content=film');
    const table = new URLSearchParams({ table: 'cbr' });
    nameOwnTitle(table);
    expect(table.toString()).toBe('table=cbr');
  });
});

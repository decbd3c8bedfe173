/**
 * A title of the visitor's own, read from its HLS playlists. They list every segment by the name that the packager
 * gave it, and DASH plays the very same files; so nothing about names, numbering or segment length is assumed.
 */
import { isOwnName, OWN_FOLDER } from '../content/own-title.ts';
import type { Film, FilmRung, SegmentAddress } from './film.ts';
import { PageError } from './page-error.ts';

/** Renditions whose cuts are further apart than this are cut differently, seconds; frames and rounding are less. */
const MOST_CUT_DIFFERENCE_SECONDS = 0.1;

interface Variant extends FilmRung {
  readonly codecs: string;
  /** Below the title's folder, as in `video/0/playlist.m3u8`. */
  readonly playlist: string;
}

interface Playlist {
  readonly cutSeconds: readonly number[];
  /** Below the title's folder, in order. */
  readonly segments: readonly string[];
}

const unusable = (name: string, what: string): PageError =>
  new PageError('This title cannot be measured', `own/${name}: ${what}. Package it again: npm run content -- FILE --name ${name}`);

/** One attribute of an HLS tag; commas inside quotes belong to the value. */
function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|,)${name}=(?:"([^"]*)"|([^",]*))`).exec(attributes.trim());
  return match?.[1] ?? match?.[2];
}

/** Paths in a playlist are relative to it. */
function below(playlist: string, uri: string): string {
  const base = new URL(`http://title/${playlist}`);
  const url = new URL(uri, base);
  return url.origin === base.origin ? decodeURIComponent(url.pathname.slice(1)) : uri;
}

/** The variants of a master playlist, lowest rate first. The rates count the sound too: HLS declares them so. */
function variantsOf(name: string, master: string): Variant[] {
  const variants = [...master.matchAll(/^#EXT-X-STREAM-INF:(.*)\r?\n(?:#.*\r?\n)*([^#\r\n]+)/gm)].map(([, attributes = '', uri = '']) => {
    const rate = Number(attribute(attributes, 'AVERAGE-BANDWIDTH') ?? attribute(attributes, 'BANDWIDTH'));
    if (!(rate > 0)) throw unusable(name, 'master.m3u8 declares a rendition without a rate');
    const height = Number(/^\d+x(\d+)$/.exec(attribute(attributes, 'RESOLUTION') ?? '')?.[1] ?? 0);
    return { rateBitsPerSecond: rate, heightPixels: height, codecs: attribute(attributes, 'CODECS') ?? '', playlist: below('', uri) };
  });
  if (variants.length === 0) throw unusable(name, 'master.m3u8 lists no renditions');
  return variants.sort((a, b) => a.rateBitsPerSecond - b.rateBitsPerSecond);
}

function segmentsOf(name: string, file: string, text: string): Playlist {
  const cutSeconds: number[] = [];
  const segments: string[] = [];
  let atSeconds = 0;
  for (const [, duration, uri = ''] of text.matchAll(/^#EXTINF:([\d.]+).*\r?\n(?:#.*\r?\n)*([^#\r\n]+)/gm)) {
    cutSeconds.push(atSeconds);
    segments.push(below(file, uri));
    atSeconds += Number(duration);
  }
  if (segments.length === 0) throw unusable(name, `${file} lists no segments`);
  if (new Set(segments).size < segments.length)
    throw unusable(name, `${file} names a file twice, so a request does not say which segment it is for`);
  return { cutSeconds, segments };
}

function isCutAlike(one: Playlist, other: Playlist): boolean {
  return (
    one.cutSeconds.length === other.cutSeconds.length &&
    one.cutSeconds.every((cut, n) => Math.abs(cut - (other.cutSeconds[n] ?? Number.POSITIVE_INFINITY)) <= MOST_CUT_DIFFERENCE_SECONDS)
  );
}

/**
 * @param read fetches a text file of the title, by its path below the title's folder.
 * @throws PageError when its figures could not be honest.
 */
export async function readOwnFilm(name: string, read: (path: string) => Promise<string>): Promise<Film> {
  if (!isOwnName(name)) throw new PageError('No such title', 'A title is named with lower-case letters, digits and dashes.');
  const variants = variantsOf(name, await read('master.m3u8'));
  const playlists = await Promise.all(variants.map(async ({ playlist }) => segmentsOf(name, playlist, await read(playlist))));
  const first = playlists[0] as Playlist;
  if (!playlists.every((playlist) => isCutAlike(first, playlist))) throw unusable(name, 'its renditions are cut at different times');
  const folder = `${OWN_FOLDER}/${name}`;
  const addresses = new Map<string, SegmentAddress>();
  playlists.forEach(({ segments }, rung) => {
    for (const [segment, path] of segments.entries()) addresses.set(`media/${folder}/${path}`, { rung, segment });
  });
  if (addresses.size < variants.length * first.segments.length) throw unusable(name, 'two renditions share a segment file');
  return {
    folder,
    codec: [...new Set(variants.map(({ codecs }) => codecs))].filter(Boolean).join(' / '),
    rungs: variants.map(({ rateBitsPerSecond, heightPixels }) => ({ rateBitsPerSecond, heightPixels })),
    cutSeconds: first.cutSeconds,
    addressOf: (path) => addresses.get(path),
  };
}

/** The codec strings of a title, once each, as `MediaSource.isTypeSupported` wants them. */
export function mediaTypesOf(film: Film): string[] {
  const codecs = new Set(film.codec.split(/[\s,/]+/).filter(Boolean));
  return [...codecs].map((codec) => `${/^(mp4a|opus|ac-3|ec-3|flac)/i.test(codec) ? 'audio' : 'video'}/mp4; codecs="${codec}"`);
}

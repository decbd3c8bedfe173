/** The addresses of the catalogue: reading and checking one path below the media root. */
import { CODECS, type Codec, MAX_DURATION_SECONDS, MIN_DURATION_SECONDS, RUNGS } from './ladder.ts';
import { SIZE_TABLES, type SizeTable, segmentCount } from './size-tables.ts';

/** A well-formed path, taken apart. */
export interface MediaPath {
  readonly codec: Codec;
  readonly table: SizeTable;
  readonly durationSeconds: number;
  /** What the path belongs to: the title as a whole, its video or its audio rendition. */
  readonly kind: 'manifest' | 'video' | 'audio';
  readonly resource: 'hls' | 'dash' | 'playlist' | 'init' | 'segment';
  /** Set for `video` only. */
  readonly rung: number | undefined;
  /** Segment number from 0; set for `segment` only. */
  readonly segment: number | undefined;
}

/** Why a path was refused: 400 for words we do not know, 404 for numbers beyond the title. */
export interface PathRejection {
  readonly status: 400 | 404;
  readonly message: string;
}

type Resource = Pick<MediaPath, 'kind' | 'resource' | 'rung' | 'segment'>;

const SHAPE =
  '{codec}/{table}/{durationSeconds}/ then master.m3u8, manifest.mpd, ' +
  'video/{rung}/playlist.m3u8|init.mp4|{n}.m4s or audio/playlist.m3u8|init.mp4|{n}.m4s';

/** Canonical decimal only: one address per segment keeps caches honest. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,5})$/;

function parseWhole(text: string | undefined): number | undefined {
  return text !== undefined && WHOLE_NUMBER.test(text) ? Number(text) : undefined;
}

function oneOf<T extends string>(allowed: readonly T[], text: string | undefined): T | undefined {
  return allowed.find((candidate) => candidate === text);
}

function parseRenditionFile(file: string | undefined): Pick<Resource, 'resource' | 'segment'> | undefined {
  if (file === 'playlist.m3u8') return { resource: 'playlist', segment: undefined };
  if (file === 'init.mp4') return { resource: 'init', segment: undefined };
  if (file === undefined || !file.endsWith('.m4s')) return undefined;
  const segment = parseWhole(file.slice(0, -'.m4s'.length));
  return segment === undefined ? undefined : { resource: 'segment', segment };
}

function parseResource(parts: readonly string[]): Resource | undefined {
  const [first, second, third] = parts;
  if (parts.length === 1 && first === 'master.m3u8') {
    return { kind: 'manifest', resource: 'hls', rung: undefined, segment: undefined };
  }
  if (parts.length === 1 && first === 'manifest.mpd') {
    return { kind: 'manifest', resource: 'dash', rung: undefined, segment: undefined };
  }
  if (parts.length === 2 && first === 'audio') {
    const file = parseRenditionFile(second);
    return file && { kind: 'audio', rung: undefined, ...file };
  }
  if (parts.length === 3 && first === 'video') {
    const rung = parseWhole(second);
    const file = parseRenditionFile(third);
    return rung === undefined || file === undefined ? undefined : { kind: 'video', rung, ...file };
  }
  return undefined;
}

function reject(status: 400 | 404, message: string): PathRejection {
  return { status, message };
}

/** Takes a path apart or says what is wrong with it and what would be right. */
export function readMediaPath(path: string): MediaPath | PathRejection {
  const [codecText, tableText, durationText, ...rest] = path.split('/');
  const codec = oneOf(CODECS, codecText);
  if (codec === undefined) {
    return reject(400, `unknown codec "${codecText}": use ${CODECS.join(' or ')}; paths are ${SHAPE}`);
  }
  const table = oneOf(SIZE_TABLES, tableText);
  if (table === undefined) {
    return reject(400, `unknown size table "${tableText ?? ''}": use ${SIZE_TABLES.join(', ')}`);
  }
  const durationSeconds = parseWhole(durationText);
  if (durationSeconds === undefined || durationSeconds < MIN_DURATION_SECONDS || durationSeconds > MAX_DURATION_SECONDS) {
    const range = `${MIN_DURATION_SECONDS} to ${MAX_DURATION_SECONDS}`;
    return reject(400, `duration "${durationText ?? ''}": use whole seconds, ${range}`);
  }
  const resource = parseResource(rest);
  if (resource === undefined) {
    return reject(400, `unknown resource "${rest.join('/')}": paths are ${SHAPE}`);
  }
  if (resource.rung !== undefined && resource.rung >= RUNGS.length) {
    return reject(404, `no rung ${resource.rung}: the ladder has rungs 0 to ${RUNGS.length - 1}`);
  }
  const lastSegment = segmentCount(durationSeconds) - 1;
  if (resource.segment !== undefined && resource.segment > lastSegment) {
    return reject(404, `no segment ${resource.segment}: a title of ${durationSeconds} s has segments 0 to ${lastSegment}`);
  }
  return { codec, table, durationSeconds, ...resource };
}

/** Takes a path apart; `undefined` for anything the catalogue would not serve. */
export function parseMediaPath(path: string): MediaPath | undefined {
  const read = readMediaPath(path);
  return 'status' in read ? undefined : read;
}

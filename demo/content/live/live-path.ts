/** The addresses of the live streams: reading and checking one path below the media root. */
import { MAX_DURATION_SECONDS } from '../ladder.ts';
import { type MediaPath, type PathRejection, readMediaPath } from '../media-path.ts';
import { CHUNKS_PER_SEGMENT } from './broadcast.ts';

/** First folder of the path. `live`: whole segments. `low-latency`: parts and chunks as well. */
export const LIVE_FOLDERS = ['live', 'low-latency'] as const;

/** A well-formed path, taken apart. */
export interface LivePath {
  readonly lowLatency: boolean;
  /** As of a title of the greatest length; `undefined` for the wall clock. */
  readonly media: MediaPath | undefined;
  /** Chunk of a segment, from 0. */
  readonly chunk: number | undefined;
}

const PART = /^(.*\/)(0|[1-9]\d{0,5})\.([0-7])\.m4s$/;

/**
 * Takes `live/{codec}/{table}/…` apart: below it lie the same names as in a title, and `time`, the wall clock;
 * `low-latency/…` has chunks as well, `{n}.{chunk}.m4s`.
 */
export function readLivePath(path: string): LivePath | PathRejection {
  const [folder, codec, table, ...rest] = path.split('/');
  const lowLatency = folder === 'low-latency';
  if (rest.length === 1 && rest[0] === 'time') return { lowLatency, media: undefined, chunk: undefined };
  const file = rest.join('/');
  const part = lowLatency ? PART.exec(file) : null;
  const media = readMediaPath(`${codec}/${table}/${MAX_DURATION_SECONDS}/${part ? `${part[1]}${part[2]}.m4s` : file}`);
  if ('status' in media) return media;
  return { lowLatency, media, chunk: part ? Number(part[3]) % CHUNKS_PER_SEGMENT : undefined };
}

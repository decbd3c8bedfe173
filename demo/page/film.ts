/** What is played, as far as the page must know it to measure: the ladder, the cuts, and which path is which. */
import { type Codec, RUNGS, SEGMENT_SECONDS } from '../content/ladder.ts';

/** One rendition of the picture. */
export interface FilmRung {
  /** Declared rate, bits per second. */
  readonly rateBitsPerSecond: number;
  /** 0 = unknown. */
  readonly heightPixels: number;
}

/** Which rung and which segment a path of the origin names. */
export interface SegmentAddress {
  /** Place in {@link Film.rungs}. */
  readonly rung: number;
  /** From 0; its place in time is in {@link Film.cutSeconds}. */
  readonly segment: number;
}

export interface Film {
  /** Folder of the manifests below `media/`, as in `vp9/vbr/600`. */
  readonly folder: string;
  /** For the export. */
  readonly codec: string;
  /** Lowest rate first. */
  readonly rungs: readonly FilmRung[];
  /** Where each segment begins, seconds of media time; the last one ends with the film. */
  readonly cutSeconds: readonly number[];
  /** The address of a video segment; `undefined` for playlists, audio and initialisation segments. */
  addressOf(path: string): SegmentAddress | undefined;
}

/** The ladder of every generated title. */
export const GENERATED_RUNGS: readonly FilmRung[] = RUNGS.map((rung) => ({
  rateBitsPerSecond: rung.nominalBitsPerSecond,
  heightPixels: rung.heightPixels,
}));

const VIDEO_SEGMENT = /\/?video\/(\d+)\/(\d+)\.m4s(?:\?|$)/;

/** A title of the demo's catalogue: everything is known without asking. */
export function generatedFilm(codec: Codec, table: string, durationSeconds: number): Film {
  return {
    folder: `${codec}/${table}/${durationSeconds}`,
    codec,
    rungs: GENERATED_RUNGS,
    cutSeconds: Array.from({ length: Math.ceil(durationSeconds / SEGMENT_SECONDS) }, (_, n) => n * SEGMENT_SECONDS),
    addressOf(path) {
      const match = VIDEO_SEGMENT.exec(path);
      return match ? { rung: Number(match[1]), segment: Number(match[2]) } : undefined;
    },
  };
}

/** The segment that a position lies in; `undefined` before the first cut. */
export function segmentAt(film: Film, positionSeconds: number): number | undefined {
  const next = film.cutSeconds.findIndex((cut) => cut > positionSeconds);
  const segment = (next < 0 ? film.cutSeconds.length : next) - 1;
  return segment < 0 ? undefined : segment;
}

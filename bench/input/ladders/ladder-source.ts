import { ContentError } from 'evenkeel/simulator';

/** A file as it was named on the command line: what comes after `#` says which part, or how long a segment is. */
export interface LadderSource {
  /** For errors: the file's name without the part. */
  readonly fileName: string;
  /** `pensieve` in `ladders.json#pensieve`; `4` in `main.m3u8#4`; '' without `#`. */
  readonly part: string;
}

/** The segment length given after `#`, or 6 s as Apple's authoring guide recommends. */
export function segmentSecondsOf(part: string): number {
  if (part === '') return 6;
  const seconds = Number(part);
  if (!(seconds > 0 && seconds <= 60)) throw new ContentError('#seconds', 'must be a segment length above 0 and at most 60', part);
  return seconds;
}

/** The file's own name, without folders and ending, for tables. */
export const nameOf = (fileName: string): string => (fileName.split(/[\\/]/).at(-1) ?? fileName).replace(/\.[^.]+$/, '');

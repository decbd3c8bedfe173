/** What is played: a ladder and the size of every segment in every rendition. */
import { ContentError } from './content-error.ts';

/** One step of the ladder. */
export interface ContentRendition {
  /** Default `"0"`, `"1"`, ... by place. */
  readonly id?: string;
  /** Declared average rate, bits per second, > 0. */
  readonly rateBitsPerSecond: number;
  /** Declared peak rate, bits per second, >= the average. Default: the greatest segment rate, at least the average. */
  readonly peakRateBitsPerSecond?: number;
  /** Coded size, pixels; 0 or absent = unknown. */
  readonly widthPixels?: number;
  readonly heightPixels?: number;
}

/** Separate audio: its own requests beside the video's. */
export interface ContentAudio {
  /** Bits per second, > 0. */
  readonly rateBitsPerSecond: number;
}

/** What `createContent` needs. */
export interface ContentDescription {
  readonly name: string;
  /** Media in one segment, seconds, > 0, at most 60. */
  readonly segmentSeconds: number;
  /** At least two, in rising order of rate. */
  readonly renditions: readonly ContentRendition[];
  /** Bits, `[segment][rendition]`, as size tables are published. Default: rate x duration, for 60 segments. */
  readonly segmentSizeBits?: readonly (readonly number[])[];
  /** VMAF 0..100, `[segment][rendition]`. */
  readonly vmaf?: readonly (readonly number[])[];
  readonly audio?: ContentAudio;
}

/** A rendition with everything filled in. */
export type ResolvedRendition = Required<ContentRendition>;

/** Checked content. Only `createContent` makes one. Past its last segment the table starts over. */
export interface Content {
  readonly name: string;
  readonly segmentSeconds: number;
  readonly segmentCount: number;
  readonly renditions: readonly ResolvedRendition[];
  /** Bits, `[rendition][segment]`. */
  readonly sizeBits: readonly Float64Array[];
  /** VMAF, `[rendition][segment]`. */
  readonly vmaf?: readonly Float64Array[];
  readonly audio?: ContentAudio;
}

/** How far the mean of a size table may be from the declared rate: beyond it, one of the two has another unit. */
const MOST_DISAGREEMENT = 4;

/** Checks a description. Throws `ContentError` naming the first bad value. */
export function createContent(description: ContentDescription): Content {
  const { name, segmentSeconds, renditions, segmentSizeBits, vmaf, audio } = description;
  if (typeof name !== 'string') throw new ContentError('name', 'must be a text', name);
  positive(segmentSeconds, 'segmentSeconds', 60);
  if (!Array.isArray(renditions)) throw new ContentError('renditions', 'must be a list', renditions);
  if (renditions.length < 2) throw new ContentError('renditions', 'must hold at least 2 to choose between', renditions);
  renditions.forEach((rendition: ContentRendition, i) => {
    const path = `renditions[${i}].rateBitsPerSecond`;
    positive(rendition.rateBitsPerSecond, path, 1e10);
    const below = renditions[i - 1]?.rateBitsPerSecond ?? 0;
    if (rendition.rateBitsPerSecond === below) throw new ContentError(path, 'must differ from the one before', below);
    if (rendition.rateBitsPerSecond < below)
      throw new ContentError(path, `must rise (the one before has ${below})`, rendition.rateBitsPerSecond);
  });
  if (audio) positive(audio.rateBitsPerSecond, 'audio.rateBitsPerSecond', 1e8);
  const sizes =
    segmentSizeBits ?? Array.from({ length: 60 }, () => renditions.map((r: ContentRendition) => r.rateBitsPerSecond * segmentSeconds));
  const sizeBits = columns(sizes, renditions.length, 'segmentSizeBits', 1e12);
  sizeBits.forEach((column, i) => {
    const declared = (renditions[i] as ContentRendition).rateBitsPerSecond;
    const measured = mean(column) / segmentSeconds;
    if (measured > declared * MOST_DISAGREEMENT || measured < declared / MOST_DISAGREEMENT) {
      throw new ContentError(
        `segmentSizeBits[*][${i}]`,
        `must agree with the declared ${declared} bit/s within a factor of ${MOST_DISAGREEMENT} (check units and segment duration)`,
        `${Math.round(measured)} bit/s`,
      );
    }
  });
  const segmentCount = sizes.length;
  if (vmaf && vmaf.length !== segmentCount) throw new ContentError('vmaf', `must have ${segmentCount} rows like the sizes`, vmaf.length);
  return {
    name,
    segmentSeconds,
    segmentCount,
    renditions: renditions.map((r: ContentRendition, i) => resolve(r, i, Math.max(...(sizeBits[i] as Float64Array)) / segmentSeconds)),
    sizeBits,
    ...(vmaf ? { vmaf: columns(vmaf, renditions.length, 'vmaf', 100) } : {}),
    ...(audio ? { audio } : {}),
  };
}

/** Size of a segment, bits; the table starts over past its end. */
export const sizeOf = (content: Content, rendition: number, segment: number): number =>
  (content.sizeBits[rendition] as Float64Array)[segment % content.segmentCount] as number;

function resolve(rendition: ContentRendition, index: number, measuredPeak: number): ResolvedRendition {
  const { id = String(index), rateBitsPerSecond, widthPixels = 0, heightPixels = 0 } = rendition;
  const peakRateBitsPerSecond = rendition.peakRateBitsPerSecond ?? Math.max(rateBitsPerSecond, measuredPeak);
  return { id, rateBitsPerSecond, peakRateBitsPerSecond, widthPixels, heightPixels };
}

function columns(rows: readonly (readonly number[])[], width: number, path: string, max: number): Float64Array[] {
  if (!Array.isArray(rows) || rows.length === 0) throw new ContentError(path, 'must hold at least one segment', rows);
  const result = Array.from({ length: width }, () => new Float64Array(rows.length));
  rows.forEach((row: readonly number[], segment) => {
    if (!Array.isArray(row) || row.length !== width)
      throw new ContentError(`${path}[${segment}]`, `must hold ${width} numbers, one a rendition`, row);
    row.forEach((value, i) => {
      positive(value, `${path}[${segment}][${i}]`, max);
      (result[i] as Float64Array)[segment] = value;
    });
  });
  return result;
}

function positive(value: unknown, path: string, max: number): void {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0)
    throw new ContentError(path, 'must be a finite number > 0', value);
  if (value > max) throw new ContentError(path, `must be <= ${max}`, value);
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

import type { Content } from 'evenkeel/simulator';
import { ContentError, createContent } from 'evenkeel/simulator';
import type { LadderSource } from './ladder-source.ts';
import { nameOf } from './ladder-source.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Size tables, Sabre movies, plain lists of rates and files with several of these under `ladders`.
 *
 * One ladder: `{name?, bitrates_kbps | kbps, heights?, segment_duration_ms | segment_s, segment_sizes_bits?, vmaf?}`;
 * the two tables are `[segment][rung]`. Without sizes every segment is as large as its rate says.
 */
export function readJsonLadder(text: string, { fileName, part }: LadderSource): Content {
  const root = fieldsOf(parse(text), 'the file');
  if (root.ladders === undefined) {
    if (part !== '') throw new ContentError('#name', 'must be left out: the file holds one ladder', part);
    return contentOf(root, '', nameOf(fileName));
  }
  const ladders = fieldsOf(root.ladders, 'ladders');
  const names = Object.keys(ladders);
  const name = part === '' && names.length === 1 ? (names[0] as string) : part;
  if (!Object.hasOwn(ladders, name)) throw new ContentError('#name', `must be one of ${names.join(', ')}`, name);
  return contentOf(fieldsOf(ladders[name], `ladders.${name}`), `ladders.${name}.`, name);
}

function contentOf(fields: Fields, path: string, fallbackName: string): Content {
  const { name = fallbackName, segment_sizes_bits: sizes, vmaf, heights } = fields;
  if (typeof name !== 'string') throw new ContentError(`${path}name`, 'must be a text', name);
  const ratesKey = fields.bitrates_kbps === undefined && fields.kbps !== undefined ? 'kbps' : 'bitrates_kbps';
  const rates = rungsOf(fields[ratesKey], `${path}${ratesKey}`);
  const renditions = rates.map((kbps, i) => ({ rateBitsPerSecond: kbps * 1000, ...heightOf(heights, i, rates.length, `${path}heights`) }));
  try {
    return createContent({
      name,
      segmentSeconds: segmentSecondsIn(fields, path),
      renditions,
      // Their shape is checked by `createContent`, row by row.
      ...(sizes === undefined ? {} : { segmentSizeBits: sizes as number[][] }),
      ...(vmaf === undefined ? {} : { vmaf: vmaf as number[][] }),
    });
  } catch (error) {
    if (error instanceof ContentError) error.message = path + error.message.replace(/^segmentSizeBits/, 'segment_sizes_bits');
    throw error;
  }
}

/** Rates must rise, in a file's own words and units. */
function rungsOf(value: unknown, path: string): readonly number[] {
  if (!Array.isArray(value)) throw new ContentError(path, 'must be a list of rates in kbit/s', value);
  if (value.length < 2) throw new ContentError(path, 'must hold at least 2 rates', value);
  value.forEach((rate: unknown, i) => {
    if (typeof rate !== 'number' || !(rate > 0) || rate > 1e7)
      throw new ContentError(`${path}[${i}]`, 'must be a rate in kbit/s, > 0', rate);
    if (i > 0 && rate <= value[i - 1]) throw new ContentError(`${path}[${i}]`, `must be above the rate before it (${value[i - 1]})`, rate);
  });
  return value as number[];
}

function heightOf(heights: unknown, index: number, count: number, path: string): { heightPixels?: number } {
  if (heights === undefined) return {};
  if (!Array.isArray(heights) || heights.length !== count) throw new ContentError(path, `must hold ${count} heights, one a rate`, heights);
  const height: unknown = heights[index];
  if (!Number.isInteger(height) || (height as number) < 0)
    throw new ContentError(`${path}[${index}]`, 'must be a height in pixels', height);
  return { heightPixels: height as number };
}

function segmentSecondsIn(fields: Fields, path: string): number {
  const [key, unit] = fields.segment_duration_ms === undefined ? (['segment_s', 1] as const) : (['segment_duration_ms', 1000] as const);
  const value = fields[key];
  if (typeof value !== 'number' || !(value > 0) || value / unit > 60) {
    throw new ContentError(`${path}${key}`, `must be a segment's length, > 0 and at most ${60 * unit}`, value);
  }
  return value / unit;
}

function fieldsOf(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ContentError(path, 'must be an object', value);
  return value as Fields;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new ContentError('the file', `must be JSON, an HLS multivariant playlist or a DASH manifest (as JSON: ${reason})`, text);
  }
}

import type { Content, ContentRendition } from 'evenkeel/simulator';
import { ContentError, createContent } from 'evenkeel/simulator';
import type { LadderSource } from './ladder-source.ts';
import { nameOf, segmentSecondsOf } from './ladder-source.ts';

interface Variant {
  readonly line: number;
  readonly peakBitsPerSecond: number;
  /** Undefined where the playlist does not tell. */
  readonly averageBitsPerSecond: number | undefined;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** `avc1`, `hvc1`, ... or '' where the playlist does not tell. */
  readonly videoCodec: string;
}

const AUDIO_CODEC = /^(mp4a|ac-3|ec-3|ac-4|opus|flac|alac)/i;

/**
 * An HLS multivariant playlist (RFC 8216, 4.4.6.2). A rung's rate is AVERAGE-BANDWIDTH where every variant has one,
 * else BANDWIDTH; segments have that size.
 *
 * As in a player, the order of variants means nothing and only one video codec is used (the first variant's);
 * audio-only variants and repetitions of a rate (one for each audio group) are left out.
 */
export function readHlsLadder(text: string, { fileName, part }: LadderSource): Content {
  const segmentSeconds = segmentSecondsOf(part);
  const all = variantsOf(text);
  const pictures = all.some((variant) => variant.heightPixels > 0) ? all.filter((variant) => variant.heightPixels > 0) : all;
  const ours = pictures.filter((variant) => variant.videoCodec === pictures[0]?.videoCodec);
  const hasAverages = ours.every((variant) => variant.averageBitsPerSecond !== undefined);
  const rungs = new Map<number, ContentRendition>();
  for (const { peakBitsPerSecond, averageBitsPerSecond = 0, widthPixels, heightPixels } of ours) {
    const rateBitsPerSecond = hasAverages ? averageBitsPerSecond : peakBitsPerSecond;
    const peakRateBitsPerSecond = Math.max(peakBitsPerSecond, rateBitsPerSecond);
    if (!rungs.has(rateBitsPerSecond))
      rungs.set(rateBitsPerSecond, { rateBitsPerSecond, peakRateBitsPerSecond, widthPixels, heightPixels });
  }
  const renditions = [...rungs.values()].sort((a, b) => a.rateBitsPerSecond - b.rateBitsPerSecond);
  if (renditions.length < 2) {
    throw new ContentError('EXT-X-STREAM-INF', 'must give at least 2 rates of one video codec', [...rungs.keys()].join(', '));
  }
  return createContent({ name: nameOf(fileName), segmentSeconds, renditions });
}

function variantsOf(text: string): Variant[] {
  const variants: Variant[] = [];
  let isMedia = false;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('#EXTINF:')) isMedia = true;
    const tag = '#EXT-X-STREAM-INF:';
    if (line.startsWith(tag)) variants.push(variantOf(line.slice(tag.length), i + 1));
  }
  if (variants.length === 0) {
    const found = isMedia ? 'a media playlist (it lists segments)' : 'a playlist without variants';
    throw new ContentError('the file', 'must be a multivariant playlist, with EXT-X-STREAM-INF', found);
  }
  return variants;
}

function variantOf(list: string, line: number): Variant {
  const attributes = new Map<string, string>();
  for (const [, key = '', value = ''] of list.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^",]*)/g)) attributes.set(key, value.replaceAll('"', ''));
  const rate = (key: string): number => {
    const value = Number(attributes.get(key) ?? Number.NaN);
    if (!Number.isSafeInteger(value) || value <= 0) {
      throw new ContentError(`line ${line}: ${key}`, 'must be a whole number of bits per second, > 0', attributes.get(key));
    }
    return value;
  };
  const [widthPixels = 0, heightPixels = 0] = resolutionOf(attributes.get('RESOLUTION'), line);
  const codecs = (attributes.get('CODECS') ?? '').split(',').map((codec) => codec.trim());
  return {
    line,
    peakBitsPerSecond: rate('BANDWIDTH'),
    averageBitsPerSecond: attributes.has('AVERAGE-BANDWIDTH') ? rate('AVERAGE-BANDWIDTH') : undefined,
    widthPixels,
    heightPixels,
    videoCodec: codecs.find((codec) => codec !== '' && !AUDIO_CODEC.test(codec))?.split('.')[0] ?? '',
  };
}

function resolutionOf(value: string | undefined, line: number): readonly number[] {
  if (value === undefined) return [];
  const match = /^(\d+)x(\d+)$/.exec(value);
  if (match === null) throw new ContentError(`line ${line}: RESOLUTION`, 'must be WIDTHxHEIGHT', value);
  return [Number(match[1]), Number(match[2])];
}

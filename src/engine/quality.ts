/** What a rendition is worth to look at, on this ladder and for this content, and what its bytes cost. */
import type { ContentOptions } from './config.ts';
import type { ContentType, Rendition } from './situation.ts';

/** What quality follows from. */
export type Picture = Pick<Rendition, 'rateBitsPerSecond' | 'videoCodec' | 'qualityScore' | 'heightPixels'>;

export const isSamePicture = (a: Picture, b: Picture | undefined): boolean =>
  a.rateBitsPerSecond === b?.rateBitsPerSecond &&
  a.videoCodec === b.videoCodec &&
  a.qualityScore === b.qualityScore &&
  a.heightPixels === b.heightPixels;

/** Share of the linear part; the rest is logarithmic (fitted with a prototype on 2,142 sessions). */
const LINEAR_SHARE = 0.33;

/**
 * Bits that the same quality takes, against a general film: animation holds at 15 % less, sport needs 20 % more for
 * its motion (the mission's figures). Documentary values spatial detail instead: see `DETAIL_SHARE`.
 */
const CONTENT_FACTORS: Readonly<Record<ContentType, number>> = { general: 1, animation: 0.85, sport: 1.2, documentary: 1 };
export const CONTENT_TYPES: readonly ContentType[] = Object.keys(CONTENT_FACTORS) as ContentType[];
/** Part of a documentary's quality that is its number of lines (our assumption). */
const DETAIL_SHARE = 0.3;
/** Bits that the same quality takes, against H.264: AV1 30 % fewer (the mission's figure); HEVC and VP9 25 % (our assumption). */
const CODEC_FACTORS: readonly (readonly [prefix: RegExp, factor: number])[] = [
  [/^av01/, 0.7],
  [/^(hvc1|hev1|dvh|vp0?9)/, 0.75],
];

const codecFactor = ({ videoCodec }: Picture): number =>
  (videoCodec && CODEC_FACTORS.find(([prefix]) => prefix.test(videoCodec))?.[1]) || 1;

/** Place of each value between the least and the greatest, 0..1, on a log scale; 1 throughout where all are equal or one is unknown. */
function logPlaces(values: readonly number[]): readonly number[] {
  const low = Math.min(...values);
  const span = Math.log(Math.max(...values) / low);
  const isSpan = span > 0 && span < Number.POSITIVE_INFINITY;
  return values.map((value) => (isSpan ? Math.log(value / low) / span : 1));
}

/**
 * Quality of every rendition, 0 (worst of the ladder) to 1 (best), less what its bytes cost.
 *
 * From the author's `SCORE` (or VMAF) where every rendition has one. Else from `r`, the rate over what its codec saves:
 * `U = 0.33 r/rMax + 0.67 ln(r/rMin)/ln(rMax/rMin)`, bent to `U^g` by the content and the codec of the ladder's top. Bits worth a factor
 * `f` move the middle of the log scale by `ln f`, and `g = ln 0.5 / ln(0.5 + ln f / ln(rMax/rMin))` puts that point at one half: drawings look
 * good early on the ladder, football late. A general film in H.264 has `f = 1` and `g = 1`.
 * A ladder of equal renditions has quality 1 throughout.
 */
export function qualities(renditions: readonly Picture[], contentType: ContentType | undefined, content: ContentOptions): number[] {
  const type = content.type === 'general' ? (contentType ?? 'general') : content.type;
  return worthOf(renditions, type).map((worth, index) =>
    Math.max(0, worth - content.pricePerMegabit * ((renditions[index] as Picture).rateBitsPerSecond / 1e6)),
  );
}

function worthOf(renditions: readonly Picture[], type: ContentType): number[] {
  if (renditions.every(({ qualityScore }) => qualityScore !== undefined)) {
    const scores = renditions.map(({ qualityScore }) => qualityScore as number);
    const low = Math.min(...scores);
    const high = Math.max(...scores);
    if (high > low) return scores.map((score) => (score - low) / (high - low));
  }
  const rates = renditions.map((rendition) => rendition.rateBitsPerSecond / codecFactor(rendition));
  const high = Math.max(...rates);
  const logSpan = Math.log(high / Math.min(...rates));
  if (!(logSpan > 0)) return rates.fill(1);
  const logFactor = Math.log(CONTENT_FACTORS[type] * codecFactor(renditions[rates.indexOf(high)] as Picture));
  const bend = logFactor && Math.log(0.5) / Math.log(Math.max(0.25, Math.min(0.75, 0.5 + logFactor / logSpan)));
  const places = logPlaces(rates);
  const lines = type === 'documentary' && logPlaces(renditions.map(({ heightPixels }) => heightPixels));
  return rates.map((rate, index) => {
    const general = LINEAR_SHARE * (rate / high) + (1 - LINEAR_SHARE) * (places[index] as number);
    const worth = bend ? general ** bend : general;
    return lines ? (1 - DETAIL_SHARE) * worth + DETAIL_SHARE * (lines[index] as number) : worth;
  });
}

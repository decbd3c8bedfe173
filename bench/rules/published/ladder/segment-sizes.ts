import type { RuleContext } from 'evenkeel/simulator';

/** Bits of a segment in a rendition. */
export type SegmentSizes = (rendition: number, segment: number) => number;

/** The sizes that the container tells, else nominal rate x duration. */
export function segmentSizes(context: RuleContext): SegmentSizes {
  if (context.sizeBits) return context.sizeBits;
  const nominal = context.renditions.map((rendition) => rendition.rateBitsPerSecond * context.segmentSeconds);
  return (rendition) => nominal[rendition] as number;
}

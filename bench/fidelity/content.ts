/** The demo's titles as the simulator's content: the sizes that the origin serves, the rates that its manifests declare. */
import { type Content, createContent } from 'evenkeel/simulator';
import {
  type Codec,
  measureAudio,
  measureVideo,
  RUNGS,
  SEGMENT_SECONDS,
  type SizeTable,
  segmentCount,
  segmentSizeBytes,
} from '../../demo/content/index.ts';
import { TITLE_SECONDS } from './session.ts';

/** The browser plays the same one. */
export const CODEC: Codec = 'vp9';

export function demoContent(table: SizeTable): Content {
  return createContent({
    name: table,
    segmentSeconds: SEGMENT_SECONDS,
    renditions: RUNGS.map(({ index, widthPixels, heightPixels }) => {
      const { meanBitsPerSecond, peakBitsPerSecond } = measureVideo(CODEC, table, index, TITLE_SECONDS);
      return { rateBitsPerSecond: meanBitsPerSecond, peakRateBitsPerSecond: peakBitsPerSecond, widthPixels, heightPixels };
    }),
    segmentSizeBits: Array.from({ length: segmentCount(TITLE_SECONDS) }, (_, segment) =>
      RUNGS.map(({ index }) => segmentSizeBytes(CODEC, table, index, segment, TITLE_SECONDS) * 8),
    ),
    audio: { rateBitsPerSecond: measureAudio(CODEC, TITLE_SECONDS).meanBitsPerSecond },
  });
}

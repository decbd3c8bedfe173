/** Evenkeel's demo and test content: generated titles of any length over a small committed fixture. */
export {
  AUDIO_BITS_PER_SECOND,
  CODECS,
  type Codec,
  FRAMES_PER_SECOND,
  MAX_DURATION_SECONDS,
  MIN_DURATION_SECONDS,
  RUNGS,
  type Rung,
  SEGMENT_SECONDS,
} from './ladder.ts';
export { type MeasuredRates, measureAudio, measureVideo } from './measured-rates.ts';
export { type MediaPath, parseMediaPath } from './media-path.ts';
export { isOwnName, OWN_FOLDER, OWN_MANIFESTS, ownPageAddress } from './own-title.ts';
export { type ContentResponse, resolveContent } from './resolve.ts';
export {
  audioSegmentSizeBytes,
  SIZE_TABLES,
  type SizeTable,
  segmentCount,
  segmentSizeBytes,
} from './size-tables.ts';

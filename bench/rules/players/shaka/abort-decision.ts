/** Whether Shaka's StreamingEngine gives the request on its way up when the variant changes. */
import type { ShakaConfiguration, ShakaVariant } from './shaka-module.ts';

export interface AbortSituation {
  readonly streaming: ShakaConfiguration['streaming'];
  /** Where it switches to. */
  readonly variant: ShakaVariant;
  readonly segmentSeconds: number;
  readonly bufferSeconds: number;
  readonly estimateBitsPerSecond: number;
  readonly remainingBytes: number;
}

/**
 * streaming_engine.js `switchInternal_`. With prefetching, on by default (`segmentPrefetchLimit` 1), every media request
 * belongs to the SegmentPrefetch, whose `switchStream` aborts all that it holds: a switch always aborts.
 * Without it `shouldAbortCurrentRequest_` decides; the new segment's size is then its declared rate x duration.
 */
export function abortsOnSwitch(situation: AbortSituation): boolean {
  const { streaming, variant, segmentSeconds, bufferSeconds, estimateBitsPerSecond, remainingBytes } = situation;
  if (streaming.segmentPrefetchLimit > 0) return true;
  const newBytes = (variant.video.bandwidth * segmentSeconds) / 8;
  const fetchSeconds = (newBytes * 8) / estimateBitsPerSecond;
  return fetchSeconds < bufferSeconds - streaming.rebufferingGoal || remainingBytes > newBytes;
}

import type { Download } from 'evenkeel/simulator';

/**
 * Throughput of one whole main segment, bits per second: bits / (last bit - request), so the round trip counts as slowness.
 * That is how the remakes of Pensieve (`video_chunk_size / delay`) and of MPC measure. Undefined for anything else.
 */
export function segmentThroughput(download: Download): number | undefined {
  if (download.kind !== 'main' || download.aborted) return undefined;
  const seconds = download.endSeconds - download.requestSeconds;
  return seconds > 0 && download.sizeBits > 0 ? download.sizeBits / seconds : undefined;
}

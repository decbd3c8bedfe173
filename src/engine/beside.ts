/**
 * Audio comes beside the video and takes its share of the link: on the low rungs half of it. What the link carried while a video
 * segment came is the segment and what came of audio meanwhile.
 */
import { SUSPICIOUS_SECONDS } from './judge-sample.ts';
import type { DownloadSample } from './samples.ts';

/** Audio transfers remembered. A long video segment on a slow link has many short ones beside it. */
const MAX_BESIDE = 32;

/** Adds a transfer, if it is one of audio that came over the link. */
export function addBeside(beside: readonly DownloadSample[], sample: DownloadSample): readonly DownloadSample[] {
  const { kind, fromCache, transferSeconds, sizeBits } = sample;
  const isLoad = kind === 'audio' && !fromCache && transferSeconds >= SUSPICIOUS_SECONDS && sizeBits > 0 && sizeBits < Infinity;
  return isLoad ? [...beside.slice(1 - MAX_BESIDE), sample] : beside;
}

/**
 * A transfer, or a part of one, and what came beside it; not where it waited for its source, and the link was idle meanwhile. Audio still
 * on its way is not known yet.
 */
export function withBeside(beside: readonly DownloadSample[], sample: DownloadSample): DownloadSample {
  const { kind, sourceLimited, atSeconds, transferSeconds, sizeBits } = sample;
  if (kind !== 'main' || sourceLimited) return sample;
  let bits = 0;
  for (const each of beside) {
    const together = Math.min(atSeconds, each.atSeconds) - Math.max(atSeconds - transferSeconds, each.atSeconds - each.transferSeconds);
    if (together > 0) bits += each.sizeBits * (together / each.transferSeconds);
  }
  return bits > 0 ? { ...sample, sizeBits: sizeBits + bits } : sample;
}

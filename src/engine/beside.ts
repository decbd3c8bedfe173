/**
 * Audio comes beside the video and takes its share of the link: on the low rungs half of it. What the link carried while a video
 * segment came is the segment and what came of audio meanwhile.
 */
import type { DownloadSample } from './samples.ts';
import type { InFlightSegment } from './situation.ts';

/** Audio transfers remembered: those of one or two video segments. */
const MAX_BESIDE = 4;

/** Adds a transfer, if it is one of audio that came over the link. */
export const addBeside = (beside: readonly DownloadSample[], sample: DownloadSample): readonly DownloadSample[] =>
  sample.kind === 'audio' && !sample.fromCache && sample.transferSeconds > 0 ? [...beside.slice(1 - MAX_BESIDE), sample] : beside;

/** What came of audio in the last `seconds` before `atSeconds`, bits. Audio still on its way is not known yet. */
function besideBits(beside: readonly DownloadSample[], atSeconds: number, seconds: number): number {
  let bits = 0;
  for (const each of beside) {
    const together = Math.min(atSeconds, each.atSeconds) - Math.max(atSeconds - seconds, each.atSeconds - each.transferSeconds);
    if (together > 0) bits += each.sizeBits * (together / each.transferSeconds);
  }
  return bits;
}

/** A whole transfer, and what came beside it; not where it waited for its source, and the link was idle meanwhile. */
export const withBeside = (beside: readonly DownloadSample[], sample: DownloadSample): DownloadSample =>
  sample.sourceLimited ? sample : { ...sample, sizeBits: sample.sizeBits + besideBits(beside, sample.atSeconds, sample.transferSeconds) };

/** A transfer on its way, and what came beside it. */
export const inFlightWithBeside = (beside: readonly DownloadSample[], inFlight: InFlightSegment, atSeconds: number): InFlightSegment => ({
  ...inFlight,
  loadedBits: inFlight.loadedBits + besideBits(beside, atSeconds, inFlight.elapsedSeconds - (inFlight.ttfbSeconds ?? 0)),
});

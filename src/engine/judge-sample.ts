/**
 * Whether a transfer says something of the link, and how much of it is believed. A cache, a service worker, a peer or a busy main thread
 * make one look faster than the link, and no browser tells; the shorter it was, the likelier.
 */
import type { PredictionOptions } from './config.ts';
import type { DownloadSample, RejectionReason, SampleVerdict } from './samples.ts';

/** What is known of the host that sent it. */
export interface KnownHost {
  readonly updatedAtSeconds: number;
  /** Mean time to first byte and the weight behind it; 0 = not seen yet. */
  readonly rttSeconds: number;
  readonly rttWeight: number;
}

/** Bodies below this teach the time to first byte, not the rate: 8 KB fit in TCP's first window; unless they took this long, seconds. */
const MIN_RATE_BITS = 64_000;
const MIN_RATE_SECONDS = 0.5;
/** Rates come from outside (measured, guessed, remembered): beyond this they are not believed, bits per second. */
const MIN_RATE = 1e3;
const MAX_RATE = 1e10;
/** No transfer is longer than a day or larger than a terabyte. */
const MAX_SECONDS = 86_400;
const MAX_BITS = 1e13;
/** A transfer shorter than this may owe its speed to a cache, a peer or a busy main thread, seconds. */
export const SUSPICIOUS_SECONDS = 0.03;
/** Faster than this multiple of what is known, such a transfer is not believed at all; of a guess, it counts at most this much. */
const IMPLAUSIBLE_FACTOR = 20;
/** The multiples double in this time without news, seconds: a link that recovered for good must not be refused for ever. */
const DOUBLING_SECONDS = 20;
/** A large body out of a store takes up to this long, seconds: what is shorter counts as if it had taken so long ... */
const NEARBY_SECONDS = 0.1;
/** ... unless it is no faster than this multiple of what is known. */
const NEARBY_FACTOR = 3;
/** A bound this much above what is believed is news. */
const NEWS_FACTOR = 1.05;

/** A rate within what any link can have, bits per second. */
export const believable = (rateBitsPerSecond: number): number => Math.min(MAX_RATE, Math.max(MIN_RATE, rateBitsPerSecond));

/** Too short to tell; or complete before the usual round trip was over, as from a service worker or a peer: no browser tells. */
export const isSuspicious = ({ transferSeconds, ttfbSeconds }: DownloadSample, known: KnownHost | undefined): boolean =>
  transferSeconds < SUSPICIOUS_SECONDS || (!!known?.rttWeight && transferSeconds + ttfbSeconds < known.rttSeconds);

/**
 * Keeps or rejects a sample; one that is suspiciously fast is kept at a rate that can be believed.
 *
 * @param knownRate what is believed of the host's link, bits per second; undefined before it was measured.
 */
export function judgeSample(
  sample: DownloadSample,
  known: KnownHost | undefined,
  knownRate: number | undefined,
  config: PredictionOptions,
): SampleVerdict {
  const { sizeBits, transferSeconds, ttfbSeconds, atSeconds } = sample;
  const reject = (reason: RejectionReason): SampleVerdict => ({ accepted: false, reason });
  const isMeasure = sizeBits <= MAX_BITS && transferSeconds + ttfbSeconds <= MAX_SECONDS && Number.isFinite(atSeconds);
  if (!isMeasure) return reject('not-finite');
  if (Math.min(sizeBits, transferSeconds, ttfbSeconds) < 0) return reject('negative');
  if (sizeBits === 0) return reject('empty');
  if (sample.fromCache) return reject('from-cache');
  if ((sizeBits < MIN_RATE_BITS && transferSeconds < MIN_RATE_SECONDS) || transferSeconds + ttfbSeconds <= 0) return reject('too-short');
  if (known && atSeconds < known.updatedAtSeconds - 1) return reject('clock-went-back');
  // Audio comes beside video and gets half the link: its rate says nothing once video was measured.
  if (sample.kind !== 'main' && knownRate !== undefined) return reject('beside-main');
  // The link carries this at least: news only where more was not believed.
  const believedRate = knownRate ?? config.initialRateBitsPerSecond;
  if (sample.sourceLimited && sizeBits <= NEWS_FACTOR * believedRate * transferSeconds) return reject('source-limited');
  const accept = (rateBitsPerSecond: number): SampleVerdict => ({ accepted: true, rateBitsPerSecond: believable(rateBitsPerSecond) });
  const bound = believedRate * IMPLAUSIBLE_FACTOR;
  if (!known || knownRate === undefined) {
    // A busy main thread hands over headers and body together: then the whole request is the honest measure.
    return accept(isSuspicious(sample, known) ? Math.min(sizeBits / (transferSeconds + ttfbSeconds), bound) : sizeBits / transferSeconds);
  }
  const growth = 2 ** (Math.max(0, atSeconds - known.updatedAtSeconds) / DOUBLING_SECONDS);
  // Never less than a slower transfer of the same bits: a faster link must not be believed to be a slower one.
  const nearbyBound = Math.max(believedRate * NEARBY_FACTOR * growth, sizeBits / NEARBY_SECONDS);
  if (!isSuspicious(sample, known)) return accept(Math.min(sizeBits / transferSeconds, nearbyBound));
  const honestRate = sizeBits / (transferSeconds + ttfbSeconds);
  if (honestRate > bound * growth) return reject('implausibly-fast');
  // Of late headers, what goes beyond the usual wait was the body's time.
  const bodySeconds = transferSeconds + Math.max(0, ttfbSeconds - known.rttSeconds);
  return accept(Math.min(sizeBits / bodySeconds, nearbyBound));
}

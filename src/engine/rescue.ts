/** When a segment on its way may have to be given up, and what its pace does to the forecast. */
import type { RescueOptions } from './config.ts';
import type { Forecast, ThroughputRange } from './forecast.ts';
import type { InFlightSegment, Situation } from './situation.ts';

const scaled = (range: ThroughputRange, factor: number): ThroughputRange => ({
  lowBitsPerSecond: range.lowBitsPerSecond * factor,
  medianBitsPerSecond: range.medianBitsPerSecond * factor,
  highBitsPerSecond: range.highBitsPerSecond * factor,
});

/** The forecast with the transfer's own pace folded in: the more, the longer it has run. */
export function foldPace(forecast: Forecast, paceBitsPerSecond: number, bodySeconds: number, { trustSeconds }: RescueOptions): Forecast {
  const trust = bodySeconds / (bodySeconds + trustSeconds);
  const logGap = Math.log(paceBitsPerSecond / forecast.next.medianBitsPerSecond);
  return {
    ...forecast,
    next: scaled(forecast.next, Math.exp(trust * logGap)),
    // Links recover: the window moves half as far as the next segment.
    window: scaled(forecast.window, Math.exp((trust / 2) * Math.min(0, logGap))),
  };
}

/** Bits still missing; by the rendition's expected size where the server sent no length. */
export const missingBits = ({ totalBits, loadedBits }: InFlightSegment, expectedBits: number): number =>
  Math.max(0, (totalBits ?? expectedBits) - loadedBits);

/** The buffer in seconds of playback. */
export const playableSeconds = ({ bufferSeconds, playbackRate }: Situation): number => bufferSeconds / (playbackRate || 1);

/** At this rate the rest comes while most of the buffer is still there. */
export const isFastEnough = (situation: Situation, missing: number, rateBitsPerSecond: number, { dangerShare }: RescueOptions): boolean =>
  missing / rateBitsPerSecond <= dangerShare * playableSeconds(situation);

/**
 * Whether a rescue is worth thinking about: the transfer is slow against the buffer, and the buffer is about to run
 * out of alternatives, or the transfer has been too slow to come in time at all for a while. Before that waiting is
 * free: links recover.
 */
export function isInDanger(
  situation: Situation,
  inFlight: InFlightSegment,
  missing: number,
  forecast: Forecast,
  fallbackBits: number,
  options: RescueOptions,
): boolean {
  const rate = forecast.next.medianBitsPerSecond;
  const bufferSeconds = playableSeconds(situation);
  const finishSeconds = missing / rate;
  const fallbackSeconds = forecast.rttSeconds + fallbackBits / rate;
  const isHopeless = finishSeconds > bufferSeconds && inFlight.elapsedSeconds > options.hopelessSeconds;
  return (
    isHopeless ||
    (!isFastEnough(situation, missing, rate, options) &&
      bufferSeconds < options.fallbackFactor * fallbackSeconds + options.fallbackMarginSeconds)
  );
}

/**
 * Giving up a segment on its way: "let it finish" against "start again lower", both scored by the same plan
 * under the rate of the transfer itself.
 */
import type { Forecast, ThroughputRange } from './forecast.ts';
import type { InFlightSegment, Situation } from './situation.ts';

/** One look at a transfer. */
interface Look {
  readonly elapsedSeconds: number;
  readonly loadedBits: number;
}

/** The last looks at the transfer on its way: enough to see its present pace. */
export interface InFlightState {
  readonly looks: readonly Look[];
}

export const NO_LOOKS: InFlightState = { looks: [] };

/** The present pace is measured over this long, seconds. */
const PACE_SECONDS = 1.5;
/** A transfer speaks for itself as much as the forecast does once it has run this long, seconds. */
const TRUST_SECONDS = 0.6;
/** Pace assumed for a transfer that stands still, bits per second: small, but a number. */
const STANDSTILL_BITS_PER_SECOND = 1000;

/** Adds a look; a transfer that went backwards is another one. */
export function look(state: InFlightState, inFlight: InFlightSegment): InFlightState {
  const last = state.looks.at(-1);
  const fresh = last && inFlight.elapsedSeconds >= last.elapsedSeconds && inFlight.loadedBits >= last.loadedBits ? state.looks : [];
  const recent = fresh.filter(({ elapsedSeconds }) => elapsedSeconds >= inFlight.elapsedSeconds - PACE_SECONDS);
  return { looks: [...recent, { elapsedSeconds: inFlight.elapsedSeconds, loadedBits: inFlight.loadedBits }] };
}

/** Pace of the transfer now, bits per second; undefined while no byte has come. */
export function paceOf(state: InFlightState, inFlight: InFlightSegment): number | undefined {
  const { ttfbSeconds, loadedBits, elapsedSeconds } = inFlight;
  if (ttfbSeconds === undefined || loadedBits <= 0) return undefined;
  const bodySeconds = elapsedSeconds - ttfbSeconds;
  if (bodySeconds <= 0) return undefined;
  const first = state.looks.find((entry) => entry.elapsedSeconds >= ttfbSeconds);
  const spanSeconds = first ? elapsedSeconds - first.elapsedSeconds : 0;
  const recent = first && spanSeconds >= PACE_SECONDS / 3 ? (loadedBits - first.loadedBits) / spanSeconds : loadedBits / bodySeconds;
  return Math.max(STANDSTILL_BITS_PER_SECOND, recent);
}

const scaled = (range: ThroughputRange, factor: number): ThroughputRange => ({
  lowBitsPerSecond: range.lowBitsPerSecond * factor,
  medianBitsPerSecond: range.medianBitsPerSecond * factor,
  highBitsPerSecond: range.highBitsPerSecond * factor,
});

/** The forecast with the transfer's own pace folded in: the more, the longer it has run. */
export function foldPace(forecast: Forecast, paceBitsPerSecond: number, bodySeconds: number): Forecast {
  const trust = bodySeconds / (bodySeconds + TRUST_SECONDS);
  const logGap = Math.log(paceBitsPerSecond / forecast.next.medianBitsPerSecond);
  return {
    ...forecast,
    next: scaled(forecast.next, Math.exp(trust * logGap)),
    // Links recover: the window moves half as far as the next segment.
    window: scaled(forecast.window, Math.exp((trust / 2) * Math.min(0, logGap))),
  };
}

/** Wait this many lowest-rendition downloads before the buffer no longer pays for the fallback (engine.md section 6). */
const FALLBACK_FACTOR = 3.2;
const FALLBACK_MARGIN_SECONDS = 0.84;
/** A transfer that would outlast the buffer is given this long to recover, seconds. */
const HOPELESS_SECONDS = 6;
/** A transfer that needs less than this share of the buffer is in no danger. */
const DANGER_SHARE = 0.4;

/** Bits still missing; by the rendition's expected size where the server sent no length. */
export const missingBits = ({ totalBits, loadedBits }: InFlightSegment, expectedBits: number): number =>
  Math.max(0, (totalBits ?? expectedBits) - loadedBits);

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
): boolean {
  const rate = forecast.next.medianBitsPerSecond;
  const bufferSeconds = situation.bufferSeconds / (situation.playbackRate || 1);
  const finishSeconds = missing / rate;
  const fallbackSeconds = forecast.rttSeconds + fallbackBits / rate;
  const isHopeless = finishSeconds > bufferSeconds && inFlight.elapsedSeconds > HOPELESS_SECONDS;
  return (
    isHopeless ||
    (finishSeconds > DANGER_SHARE * bufferSeconds && bufferSeconds < FALLBACK_FACTOR * fallbackSeconds + FALLBACK_MARGIN_SECONDS)
  );
}

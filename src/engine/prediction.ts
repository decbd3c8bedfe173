/**
 * Stage 2: from samples to a throughput distribution.
 *
 * Two means whose memory fades with *wall-clock* time, mixed in log space, and a spread learnt from the
 * session's own forecast errors. The players' own estimators fade with download time instead: a fast link then
 * takes a minute of wall clock to notice a collapse (reference/engine.md section 4).
 */
import type { PredictionOptions } from './config.ts';
import type { Forecast, ThroughputRange } from './forecast.ts';
import type { DownloadSample, RejectionReason, SampleVerdict } from './samples.ts';
import { HIGH_QUANTILE_DEVIATIONS, LOW_QUANTILE_DEVIATIONS } from './scenarios.ts';

/** A mean whose terms lose half their weight every half-life. */
interface FadingMean {
  readonly weightedSum: number;
  readonly weight: number;
}

/** What is known of one host. */
export interface HostPrediction {
  readonly fast: FadingMean;
  readonly slow: FadingMean;
  readonly updatedAtSeconds: number;
  readonly sampleCount: number;
  /** Mean time to first byte and the weight behind it. */
  readonly rttSeconds: number;
  readonly rttWeight: number;
  /** Fading sum of absolute log errors, and of their weights. */
  readonly errorSum: number;
  readonly errorWeight: number;
}

/** Known hosts, newest last; the last one used speaks for hosts not met yet. */
export interface PredictionState {
  readonly hosts: ReadonlyMap<string, HostPrediction>;
  readonly lastHost: string | undefined;
}

export const EMPTY_PREDICTION: PredictionState = { hosts: new Map(), lastHost: undefined };

/** Hosts remembered at most; content steering rarely offers more. */
const MAX_HOSTS = 8;
/** Bodies below this teach the time to first byte, not the rate: 8 KB fit in TCP's first window. */
const MIN_RATE_BITS = 64_000;
/** ... unless they took this long, seconds: then the link is that slow. */
const MIN_RATE_SECONDS = 0.5;
const MAX_ERROR = 2;
const MIN_DEVIATION = 0.026;
/** Spread assumed before any sample: the guess may be off by a factor of two either way. */
const UNMEASURED_DEVIATION = 0.7;
/** The time to first byte is the mean of about this many requests. */
const RTT_MEMORY = 5;
/** A transfer shorter than this may owe its speed to a cache, a peer or a busy main thread, seconds. */
const SUSPICIOUS_SECONDS = 0.03;
/** Faster than this multiple of what is known, such a transfer is not believed at all ... */
const IMPLAUSIBLE_FACTOR = 20;
/** ... and below it counts at most this multiple, so that a real recovery is still learnt. */
const SUSPICIOUS_FACTOR = 3;

const EMPTY_MEAN: FadingMean = { weightedSum: 0, weight: 0 };

const fade = (mean: FadingMean, elapsedSeconds: number, halfLifeSeconds: number, value: number, weight: number): FadingMean => {
  const kept = 2 ** (-elapsedSeconds / halfLifeSeconds);
  return { weightedSum: mean.weightedSum * kept + value * weight, weight: mean.weight * kept + weight };
};

const newHost = (config: PredictionOptions): HostPrediction => ({
  fast: EMPTY_MEAN,
  slow: EMPTY_MEAN,
  updatedAtSeconds: Number.NEGATIVE_INFINITY,
  sampleCount: 0,
  rttSeconds: config.initialRttSeconds,
  rttWeight: 0,
  errorSum: 0,
  errorWeight: 0,
});

const hostKey = (host: string | undefined): string => host ?? '';

/** What is known for `host`; a host not met yet inherits from the last one used. */
function findHost(state: PredictionState, host: string | undefined): HostPrediction | undefined {
  return state.hosts.get(hostKey(host)) ?? (state.lastHost === undefined ? undefined : state.hosts.get(state.lastHost));
}

const logMix = (known: HostPrediction, fastShare: number): number =>
  fastShare * Math.log(known.fast.weightedSum / known.fast.weight) + (1 - fastShare) * Math.log(known.slow.weightedSum / known.slow.weight);

const isMeasured = (known: HostPrediction | undefined): known is HostPrediction => known !== undefined && known.sampleCount > 0;

/** Keep or reject a sample; a suspiciously fast one is kept at a rate that can be believed. */
function judgeSample(sample: DownloadSample, known: HostPrediction | undefined, config: PredictionOptions): SampleVerdict {
  const { sizeBits, transferSeconds, ttfbSeconds, atSeconds } = sample;
  const reject = (reason: RejectionReason): SampleVerdict => ({ accepted: false, reason });
  if (!Number.isFinite(sizeBits + transferSeconds + ttfbSeconds + atSeconds)) return reject('not-finite');
  if (Math.min(sizeBits, transferSeconds, ttfbSeconds) < 0) return reject('negative');
  if (sizeBits === 0) return reject('empty');
  if (sample.fromCache) return reject('from-cache');
  if ((sizeBits < MIN_RATE_BITS && transferSeconds < MIN_RATE_SECONDS) || transferSeconds + ttfbSeconds <= 0) return reject('too-short');
  if (known && atSeconds < known.updatedAtSeconds - 1) return reject('clock-went-back');
  // Audio comes beside video and gets half the link: its rate says nothing once video was measured.
  if (sample.kind !== 'main' && isMeasured(known)) return reject('beside-main');
  const accept = (rateBitsPerSecond: number): SampleVerdict => ({ accepted: true, rateBitsPerSecond });
  const rate = sizeBits / transferSeconds;
  if (transferSeconds >= SUSPICIOUS_SECONDS) return accept(rate);
  // A busy main thread hands over headers and body together: then the whole request is the honest measure.
  const honestRate = sizeBits / (transferSeconds + ttfbSeconds);
  if (!isMeasured(known)) return accept(honestRate);
  const knownRate = Math.exp(logMix(known, config.fastShare));
  if (honestRate > knownRate * IMPLAUSIBLE_FACTOR) return reject('implausibly-fast');
  return accept(Math.min(rate, Math.max(honestRate, knownRate * SUSPICIOUS_FACTOR)));
}

function learnRtt(known: HostPrediction, ttfbSeconds: number): HostPrediction {
  const rttWeight = Math.min(RTT_MEMORY, known.rttWeight + 1);
  return { ...known, rttSeconds: known.rttSeconds + (ttfbSeconds - known.rttSeconds) / rttWeight, rttWeight };
}

function learnRate(known: HostPrediction, sample: DownloadSample, rate: number, config: PredictionOptions): HostPrediction {
  const elapsedSeconds = isMeasured(known) ? Math.max(0, sample.atSeconds - known.updatedAtSeconds) : 0;
  const weight = (sample.transferSeconds + config.weightOffsetSeconds) ** config.weightExponent;
  // Parts of a transfer move the means; how far off the forecast was is judged on whole ones.
  const error =
    isMeasured(known) && !sample.partial ? Math.min(MAX_ERROR, Math.abs(Math.log(rate) - logMix(known, config.fastShare))) : undefined;
  const keptErrors = 2 ** (-1 / config.errorHalfLifeSegments);
  return {
    ...known,
    fast: fade(known.fast, elapsedSeconds, config.fastHalfLifeSeconds, rate, weight),
    slow: fade(known.slow, elapsedSeconds, config.slowHalfLifeSeconds, rate, weight),
    updatedAtSeconds: Math.max(sample.atSeconds, known.updatedAtSeconds),
    sampleCount: known.sampleCount + 1,
    errorSum: error === undefined ? known.errorSum : known.errorSum * keptErrors + error,
    errorWeight: error === undefined ? known.errorWeight : known.errorWeight * keptErrors + 1,
  };
}

/** Learns from one sample. The state is unchanged when the sample is refused for what it is. */
export function updatePrediction(
  state: PredictionState,
  sample: DownloadSample,
  config: PredictionOptions,
): { readonly state: PredictionState; readonly verdict: SampleVerdict } {
  const known = findHost(state, sample.host);
  const verdict = judgeSample(sample, known, config);
  const tooShort = !verdict.accepted && verdict.reason === 'too-short';
  if (!verdict.accepted && !tooShort) return { state, verdict };
  let learnt = known ?? newHost(config);
  if (!sample.partial && sample.ttfbSeconds > 0) learnt = learnRtt(learnt, sample.ttfbSeconds);
  if (verdict.accepted) learnt = learnRate(learnt, sample, verdict.rateBitsPerSecond, config);
  const key = hostKey(sample.host);
  const hosts = new Map(state.hosts);
  hosts.delete(key);
  hosts.set(key, learnt);
  for (const oldest of hosts.keys()) {
    if (hosts.size <= MAX_HOSTS) break;
    hosts.delete(oldest);
  }
  return { state: { hosts, lastHost: key }, verdict };
}

/** Median of the next segment's rate, bits per second: all that a quick look needs. Undefined before any sample. */
export function medianRate(state: PredictionState, config: PredictionOptions, host: string | undefined): number | undefined {
  const known = findHost(state, host);
  return isMeasured(known) ? Math.exp(logMix(known, config.fastShare)) : undefined;
}

const range = (logMedian: number, deviation: number): ThroughputRange => ({
  lowBitsPerSecond: Math.exp(logMedian + LOW_QUANTILE_DEVIATIONS * deviation),
  medianBitsPerSecond: Math.exp(logMedian),
  highBitsPerSecond: Math.exp(logMedian + HIGH_QUANTILE_DEVIATIONS * deviation),
});

/**
 * What to expect of `host`.
 *
 * @param priorRateBitsPerSecond a guess used only while nothing was measured.
 */
export function forecastThroughput(
  state: PredictionState,
  atSeconds: number,
  config: PredictionOptions,
  host?: string,
  priorRateBitsPerSecond?: number,
): Forecast {
  const known = findHost(state, host);
  const base = { atSeconds, windowSeconds: config.windowSeconds, rttSeconds: known?.rttSeconds ?? config.initialRttSeconds };
  if (!isMeasured(known)) {
    const guess = range(Math.log(priorRateBitsPerSecond ?? config.initialRateBitsPerSecond), UNMEASURED_DEVIATION);
    return { ...base, next: guess, window: guess, logErrorDeviation: UNMEASURED_DEVIATION, sampleCount: 0 };
  }
  const meanError = (config.priorErrorWeight * config.priorError + known.errorSum) / (config.priorErrorWeight + known.errorWeight);
  // What was measured long ago says less: the spread grows as that of a random walk.
  const silentSeconds = Math.max(0, atSeconds - known.updatedAtSeconds);
  const deviation = Math.max(MIN_DEVIATION, meanError) * Math.sqrt(1 + silentSeconds / config.windowSeconds);
  return {
    ...base,
    next: range(logMix(known, config.fastShare), deviation),
    window: range(
      logMix(known, config.fastShare * 2 ** (-config.windowSeconds / config.returnHalfLifeSeconds)),
      deviation * config.windowSpread,
    ),
    logErrorDeviation: deviation,
    sampleCount: known.sampleCount,
  };
}

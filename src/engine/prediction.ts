/**
 * Stage 2: from samples to a throughput distribution.
 *
 * Two means whose memory fades with *wall-clock* time, mixed in log space, and a spread learnt from the
 * session's own forecast errors. The players' own estimators fade with download time instead: a fast link then
 * takes a minute of wall clock to notice a collapse.
 */
import type { PredictionOptions } from './config.ts';
import { type ErrorMemory, fastShareOf, judge, NO_ERRORS, nextError, windowError } from './errors.ts';
import type { Forecast, ThroughputRange } from './forecast.ts';
import { believable, isSuspicious, judgeSample } from './judge-sample.ts';
import type { DownloadSample, SampleVerdict } from './samples.ts';
import { GUESS_QUANTILES, NEXT_QUANTILES, WINDOW_QUANTILES } from './scenarios.ts';

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
  readonly errors: ErrorMemory;
}

/** Known hosts, newest last; the last one used speaks for hosts not met yet. */
export interface PredictionState {
  readonly hosts: ReadonlyMap<string, HostPrediction>;
  readonly lastHost: string | undefined;
}

export const EMPTY_PREDICTION: PredictionState = { hosts: new Map(), lastHost: undefined };

/** Hosts remembered at most; content steering rarely offers more. */
const MAX_HOSTS = 8;
const MIN_DEVIATION = 0.026;
/** Spread assumed before any sample: the guess may be off by a factor of two either way. */
const UNMEASURED_DEVIATION = 0.7;
/** The time to first byte is the mean of about this many requests. */
const RTT_MEMORY = 5;
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
  errors: NO_ERRORS,
});

const hostKey = (host: string | undefined): string => host ?? '';

/** What is known for `host`; a host not met yet inherits from the last one used, its round trip as a guess only. */
function findHost(state: PredictionState, host: string | undefined): HostPrediction | undefined {
  const own = state.hosts.get(hostKey(host));
  const last = own || state.lastHost === undefined ? undefined : state.hosts.get(state.lastHost);
  return own ?? (last && { ...last, rttWeight: 0 });
}

const logOf = ({ weightedSum, weight }: FadingMean): number => Math.log(weightedSum / weight);

/** Both means mixed in log space. */
const mix = (known: HostPrediction, fastShare: number): number => fastShare * logOf(known.fast) + (1 - fastShare) * logOf(known.slow);

const logNext = (known: HostPrediction, config: PredictionOptions): number => mix(known, fastShareOf(known.errors, config));

/** Links return to their mean: further ahead the fast mean counts less. */
const logWindow = (known: HostPrediction, config: PredictionOptions): number =>
  mix(known, fastShareOf(known.errors, config) * 2 ** (-config.windowSeconds / config.returnHalfLifeSeconds));

const isMeasured = (known: HostPrediction | undefined): known is HostPrediction => known !== undefined && known.sampleCount > 0;

const judgeFor = (sample: DownloadSample, known: HostPrediction | undefined, config: PredictionOptions): SampleVerdict =>
  judgeSample(sample, known, isMeasured(known) ? Math.exp(logNext(known, config)) : undefined, config);

function learnRtt(known: HostPrediction, ttfbSeconds: number): HostPrediction {
  const rttWeight = Math.min(RTT_MEMORY, known.rttWeight + 1);
  return { ...known, rttSeconds: known.rttSeconds + (ttfbSeconds - known.rttSeconds) / rttWeight, rttWeight };
}

function learnRate(known: HostPrediction, sample: DownloadSample, rate: number, config: PredictionOptions): HostPrediction {
  const elapsedSeconds = isMeasured(known) ? Math.max(0, sample.atSeconds - known.updatedAtSeconds) : 0;
  const weight = (sample.transferSeconds + config.weightOffsetSeconds) ** config.weightExponent;
  return {
    ...known,
    fast: fade(known.fast, elapsedSeconds, config.fastHalfLifeSeconds, rate, weight),
    slow: fade(known.slow, elapsedSeconds, config.slowHalfLifeSeconds, rate, weight),
    updatedAtSeconds: Math.max(sample.atSeconds, known.updatedAtSeconds),
    sampleCount: known.sampleCount + 1,
  };
}

/** What the forecasts before it were worth is judged by a whole transfer, also where parts of it were learnt on the way. */
function learnErrors(known: HostPrediction, whole: DownloadSample, rate: number, config: PredictionOptions): HostPrediction {
  const belief = { fast: logOf(known.fast), slow: logOf(known.slow), next: logNext(known, config), window: logWindow(known, config) };
  return { ...known, errors: judge(known.errors, whole, rate, belief, config) };
}

/**
 * Learns from one sample. The state is unchanged when the sample is refused for what it is.
 *
 * @param whole the transfer that `sample` is the rest of, where parts of it were learnt before.
 */
export function updatePrediction(
  state: PredictionState,
  sample: DownloadSample,
  config: PredictionOptions,
  whole: DownloadSample = sample,
): { readonly state: PredictionState; readonly verdict: SampleVerdict } {
  const known = findHost(state, sample.host);
  const verdict = judgeFor(sample, known, config);
  const tooShort = !verdict.accepted && verdict.reason === 'too-short';
  if (!verdict.accepted && !tooShort) return { state, verdict };
  let learnt = known ?? newHost(config);
  const seesHeaders = !sample.sourceLimited && (tooShort || !isSuspicious(sample, learnt));
  if (!sample.partial && seesHeaders && sample.ttfbSeconds > 0) learnt = learnRtt(learnt, sample.ttfbSeconds);
  if (verdict.accepted) {
    const rate = verdict.rateBitsPerSecond;
    learnt = learnRate(learnt, sample, rate, config);
    if (!sample.partial) learnt = learnErrors(learnt, whole, whole === sample ? rate : whole.sizeBits / whole.transferSeconds, config);
  }
  const key = hostKey(sample.host);
  const hosts = new Map(state.hosts);
  hosts.delete(key);
  hosts.set(key, learnt);
  for (const oldest of hosts.keys()) if (hosts.size > MAX_HOSTS) hosts.delete(oldest);
  return { state: { hosts, lastHost: key }, verdict };
}

/** `quantiles` of the log error, in units of `unit`. */
const range = (logMedian: number, unit: number, [low, high]: readonly [number, number]): ThroughputRange => ({
  lowBitsPerSecond: Math.exp(logMedian + low * unit),
  medianBitsPerSecond: Math.exp(logMedian),
  highBitsPerSecond: Math.exp(logMedian + high * unit),
});

/**
 * What to expect of `host`.
 *
 * @param priorRateBitsPerSecond a guess used only while nothing was measured.
 * @param priorLogDeviation how far off that guess may be; never surer than a measurement, never less sure than no guess.
 */
export function forecastThroughput(
  state: PredictionState,
  atSeconds: number,
  config: PredictionOptions,
  host?: string,
  priorRateBitsPerSecond?: number,
  priorLogDeviation?: number,
): Forecast {
  const known = findHost(state, host);
  const isKnown = isMeasured(known);
  let next: ThroughputRange;
  let window: ThroughputRange;
  let deviation: number;
  let windowDeviation: number;
  if (isKnown) {
    // What was measured long ago says less: the spread grows as that of a random walk.
    const silence = Math.sqrt(1 + Math.max(0, atSeconds - known.updatedAtSeconds) / config.windowSeconds);
    deviation = Math.max(MIN_DEVIATION, nextError(known.errors, config)) * silence;
    windowDeviation = Math.max(MIN_DEVIATION, windowError(known.errors, config)) * silence;
    next = range(logNext(known, config), deviation, NEXT_QUANTILES);
    window = range(logWindow(known, config), Math.sqrt(windowDeviation), WINDOW_QUANTILES);
  } else {
    const prior = priorRateBitsPerSecond ?? config.initialRateBitsPerSecond;
    const isBelievable = prior === believable(prior);
    const unsure = isBelievable && priorLogDeviation ? priorLogDeviation : UNMEASURED_DEVIATION;
    deviation = windowDeviation = Math.max(MIN_DEVIATION, Math.min(UNMEASURED_DEVIATION, unsure));
    next = window = range(Math.log(isBelievable ? prior : config.initialRateBitsPerSecond), deviation, GUESS_QUANTILES);
  }
  return {
    atSeconds,
    windowSeconds: config.windowSeconds,
    rttSeconds: known?.rttSeconds ?? config.initialRttSeconds,
    next,
    window,
    logErrorDeviation: deviation,
    windowLogErrorDeviation: windowDeviation,
    sampleCount: known?.sampleCount ?? 0,
  };
}

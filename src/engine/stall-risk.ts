/**
 * The chance that a download outlasts the buffer, as decisions report it. The seven scenarios that plans are scored in are a
 * sketch of the forecast error: no risk below the 2 % of the worst of them. What is told has to be right in the tail too.
 *
 * By how much the link may fall short of its median before playback stalls, m = ln(available / needed seconds), in units of the
 * square root of the session's error s: ln(risk / (1 - risk)) = OFFSET - SLOPE * asinh(m / (SCALE * sqrt(s))). asinh: near 0 a
 * logistic, far out a power law, as links also collapse out of calm. Fitted on five development sets (147,000 decisions, each set
 * counted the same), and checked on each with the fit of the other four. `npm run calibration` says how far it holds now.
 */
const OFFSET = -0.224;
const SLOPE = 5.29;
const SCALE = 3.64;
/** Less than this is no time to load anything, seconds. */
const LEAST_SECONDS = 0.001;

/** How many times over the bits would come in the time available, at the median: e^m. */
export const reserveOf = (availableSeconds: number, bits: number, medianBitsPerSecond: number): number =>
  (Math.max(LEAST_SECONDS, availableSeconds) * medianBitsPerSecond) / Math.max(1, bits);

/** @param logErrorDeviation of the forecast, > 0. */
export const stallRiskOf = (reserve: number, logErrorDeviation: number): number =>
  1 / (1 + Math.exp(SLOPE * Math.asinh(Math.log(reserve) / (SCALE * Math.sqrt(logErrorDeviation))) - OFFSET));

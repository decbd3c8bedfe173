/** What the other layers may use of the engine. */
export { type AbrConfig, type AbrOptions, DEFAULT_CONFIG, resolveOptions } from './config.ts';
export type { Action, CandidateReport, Decision, Exclusion, ReasonCode } from './decision.ts';
export {
  type AbrEngine,
  type CreateEngine,
  createAbrEngine,
  createNetworkMemory,
  type NetworkMemory,
  type RememberedRate,
} from './engine.ts';
export type { Forecast, ThroughputRange } from './forecast.ts';
export { check, describe, FUNCTION, oneOf, ownValue, readOption, requireKnownKeys } from './option-rules.ts';
export { PRESETS, type Preset } from './presets.ts';
export { CONTENT_TYPES } from './quality.ts';
export type { DownloadSample, RejectionReason, SampleVerdict } from './samples.ts';
export type { ContentType, DeviceState, InFlightSegment, LiveState, Rendition, Situation } from './situation.ts';
export type { Terms, Weights } from './terms.ts';
export { bitsFromBytes, secondsFromMilliseconds } from './units.ts';

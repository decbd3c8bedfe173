/** What the other layers may use of the engine. */
export { type AbrConfig, type AbrOptions, DEFAULT_CONFIG, resolveOptions, type Weights } from './config.ts';
export type { Action, CandidateReport, Decision, Exclusion, ReasonCode, Terms } from './decision.ts';
export { type AbrEngine, type CreateEngine, createAbrEngine, createNetworkMemory, type NetworkMemory } from './engine.ts';
export type { Forecast, ThroughputRange } from './forecast.ts';
export { describe, requireKnownKeys } from './option-rules.ts';
export type { DownloadSample, RejectionReason, SampleVerdict } from './samples.ts';
export type { DeviceState, InFlightSegment, LiveState, Rendition, Situation } from './situation.ts';
export { bitsFromBytes, bytesFromBits, rateFromKilobits, secondsFromMilliseconds } from './units.ts';

/**
 * Entry `evenkeel`: the engine without a player, and every public type.
 * Players: `evenkeel/hls`, `evenkeel/shaka`. RxJS streams: `evenkeel/telemetry`.
 */
export type {
  AbrConfig,
  AbrEngine,
  AbrOptions,
  Action,
  CandidateReport,
  CreateEngine,
  Decision,
  DeviceState,
  DownloadSample,
  Exclusion,
  Forecast,
  InFlightSegment,
  LiveState,
  NetworkMemory,
  ReasonCode,
  RejectionReason,
  Rendition,
  SampleVerdict,
  Situation,
  Terms,
  ThroughputRange,
  Weights,
} from './engine/index.ts';
export { createAbrEngine, createNetworkMemory, DEFAULT_CONFIG, resolveOptions } from './engine/index.ts';
export type {
  AbrMode,
  BufferEvent,
  DecisionEvent,
  EndEvent,
  FaultEvent,
  LadderEntry,
  LadderEvent,
  ModeEvent,
  RescueEvent,
  SampleEvent,
  SeekEvent,
  SegmentEvent,
  SessionEvent,
  SessionSummary,
  StallEndEvent,
  StallStartEvent,
  StartupEvent,
  SwitchEvent,
} from './session/index.ts';
export { addEvent, emptySummary } from './session/index.ts';

export type { Content, ContentAudio, ContentDescription, ContentRendition, ResolvedRendition } from './content.ts';
export { createContent, sizeOf } from './content.ts';
export { ContentError } from './content-error.ts';
export type { SessionMetrics } from './metrics/session-metrics.ts';
export type { LiveModel, PlayerModel } from './player-model.ts';
export { bufferGoal, HLS_PLAYER, LIVE_PLAYER, SHAKA_PLAYER } from './player-model.ts';
export type { SegmentRecord, SessionRecord, StallRecord } from './record.ts';
export type { Download, Future, PlayerView, Rule, RuleContext, RuleSession, TransferView } from './rule.ts';
export type { Seek, SessionOptions } from './session-options.ts';

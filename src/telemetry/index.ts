/** Entry `evenkeel/telemetry`: the plugin's events as RxJS streams. The only part that needs rxjs. */

export type { SessionSummary } from '../session/index.ts';
export type { EventOf, EventSource } from './events.ts';
export { type AbrStreams, type AbrTelemetry, fromAbr } from './streams.ts';

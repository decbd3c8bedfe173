/** What the other layers may use of a session: its events, and their summary. */
export type * from './events.ts';
export type { NetworkHistory, Recollection } from './history.ts';
export type { LoadedSegment, PlayedMedia } from './played-media.ts';
export { addEvent, emptySummary, type SessionSummary, type SummaryProgress } from './summary.ts';

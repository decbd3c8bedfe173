/** The live streams' public names. */
export { type BroadcastClock, JOIN_SECONDS } from './live/broadcast.ts';
export { LIVE_FOLDERS } from './live/live-path.ts';
export { type LiveResponse, resolveLive } from './live/resolve-live.ts';

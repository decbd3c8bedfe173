/**
 * Entry `evenkeel/history`: remembers throughput from one visit to the next, if the page asks for it.
 *
 * @example
 * const abr = createHlsAbr(Hls, { history: localHistory() });
 */
export { type HistoryStorage, type LocalHistory, type LocalHistoryOptions, localHistory } from './local-history.ts';

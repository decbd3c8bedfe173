import { NetworkHistory } from "./events.js";

/** What is needed of a `Storage`. */
type HistoryStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;
interface LocalHistoryOptions {
  /** Where to keep it; default `localStorage`. Given as `sessionStorage`, it ends with the tab. */
  readonly storage?: HistoryStorage;
  /** Wall clock, milliseconds since 1970; only the day is used. Default `Date.now`. */
  readonly nowMilliseconds?: () => number;
}
/** The history, and what a page needs to ask for consent and to take it back. */
interface LocalHistory extends NetworkHistory {
  /** The one key that is used in the storage. */
  readonly key: string;
  /** Why the last attempt to read or write came to nothing; undefined when it did not. */
  readonly problem: string | undefined;
  /** Forgets everything, also what this visit has not written yet. */
  clear(): void;
}
/**
* Makes a history that keeps, under the key `evenkeel.history.v1`, one mean throughput per kind of network
* (`wifi/4g`, `unknown`) and day, for 30 days, in at most 2 KB. No addresses, no times of day, no content. Read when
* the first player starts, written when a session ends or the page goes away. One may serve several plugins.
*
* @throws TypeError for wrong options.
*/
declare function localHistory(options?: LocalHistoryOptions): LocalHistory;
export { type HistoryStorage, type LocalHistory, type LocalHistoryOptions, localHistory };
/** A history in the page's own storage. Everything may fail here (no storage, no permission, no room): then it stays empty. */
import { check, describe, FUNCTION, ownValue, requireKnownKeys } from '../engine/index.ts';
import type { NetworkHistory, SessionEvent } from '../session/index.ts';
import { readDocument, writeDocument } from './document.ts';
import { networkName } from './network-name.ts';
import { addSession, summarise } from './summarise.ts';

/** What is needed of a `Storage`. */
export type HistoryStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface LocalHistoryOptions {
  /** Where to keep it; default `localStorage`. Given as `sessionStorage`, it ends with the tab. */
  readonly storage?: HistoryStorage;
  /** Wall clock, milliseconds since 1970; only the day is used. Default `Date.now`. */
  readonly nowMilliseconds?: () => number;
}

/** The history, and what a page needs to ask for consent and to take it back. */
export interface LocalHistory extends NetworkHistory {
  /** The one key that is used in the storage. */
  readonly key: string;
  /** Why the last attempt to read or write came to nothing; undefined when it did not. */
  readonly problem: string | undefined;
  /** Forgets everything, also what this visit has not written yet. */
  clear(): void;
}

const KEY = 'evenkeel.history.v1';
/** Fewer transfers are not a session worth remembering. */
const MIN_SAMPLES = 3;
const DAY_MILLISECONDS = 86_400_000;

interface Heard {
  bits: number;
  seconds: number;
  sampleCount: number;
}

/**
 * Makes a history that keeps, under the key `evenkeel.history.v1`, one mean throughput per kind of network
 * (`wifi/4g`, `unknown`) and day, for 30 days, in at most 2 KB. No addresses, no times of day, no content. Read when
 * the first player starts, written when a session ends or the page goes away. One may serve several plugins.
 *
 * @throws TypeError for wrong options.
 */
export function localHistory(options: LocalHistoryOptions = {}): LocalHistory {
  const untrusted: unknown = options;
  requireKnownKeys(untrusted, 'history options', ['storage', 'nowMilliseconds']);
  const storage = ownValue(options, 'storage');
  const nowMilliseconds = check(ownValue(options, 'nowMilliseconds') ?? Date.now, 'nowMilliseconds', FUNCTION);
  const heard = new Map<string, Heard>();
  let problem: string | undefined;
  let isWaiting = false;

  /** Merely naming `localStorage` throws where cookies are blocked. */
  const store = (): HistoryStorage => storage ?? globalThis.localStorage;
  const today = (): number => Math.floor(nowMilliseconds() / DAY_MILLISECONDS);
  const attempt = <Result>(what: string, work: () => Result): Result | undefined => {
    try {
      problem = undefined;
      return work();
    } catch (error) {
      problem = `${what}: ${describe(error)}`;
      return undefined;
    }
  };
  const read = (): ReturnType<typeof readDocument> => readDocument(store().getItem(KEY), today());

  const wait = (on: boolean): void => {
    if (on === isWaiting) return;
    isWaiting = on;
    globalThis[on ? 'addEventListener' : 'removeEventListener']?.('pagehide', write);
  };
  function write(): void {
    wait(false);
    const sessions = [...heard].filter(([, { sampleCount, seconds }]) => sampleCount >= MIN_SAMPLES && seconds > 0);
    heard.clear();
    if (sessions.length === 0) return;
    // What cannot be read is replaced.
    let entries = attempt('read', read) ?? [];
    attempt('write', () => {
      for (const [network, { bits, seconds }] of sessions) entries = addSession(entries, network, today(), bits / seconds);
      store().setItem(KEY, writeDocument(entries));
    });
  }

  return {
    key: KEY,
    get problem() {
      return problem;
    },
    recall() {
      const remembered = attempt('read', () => summarise(read(), networkName()));
      if (problem !== undefined) return { outcome: 'ignored', reason: problem };
      return remembered ? { outcome: 'found', ...remembered } : { outcome: 'empty' };
    },
    listen(event: SessionEvent) {
      if (event.type === 'end') write();
      if (event.type !== 'sample' || !event.verdict.accepted || event.sample.kind === 'other') return;
      const network = networkName();
      const so = heard.get(network) ?? { bits: 0, seconds: 0, sampleCount: 0 };
      heard.set(network, so);
      so.bits += event.sample.sizeBits;
      so.seconds += event.sample.sizeBits / event.verdict.rateBitsPerSecond;
      so.sampleCount += 1;
      wait(true);
    },
    clear() {
      heard.clear();
      wait(false);
      attempt('clear', () => store().removeItem(KEY));
    },
  };
}

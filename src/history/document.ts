/**
 * The stored document. It lies where every script of the page, extensions and earlier versions of ours can write, so
 * it is read as a stranger's: bounded in length before it is parsed, and refused as a whole when anything in it is
 * not what we would have written ourselves. No field of it is ever used as a property name.
 */

/** What is kept of one kind of network on one day. */
export interface NetworkDay {
  /** See `networkName`. */
  readonly network: string;
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  /** Geometric mean of the sessions' mean throughput, kbit/s. */
  readonly rateKbps: number;
  /** Sessions behind it, 1..99. */
  readonly sessionCount: number;
}

/** Longest document that is read or written, characters (all ASCII: bytes). */
export const MAX_DOCUMENT_LENGTH = 2048;
/** Older entries are forgotten, days. */
export const EXPIRY_DAYS = 30;
export const MAX_SESSION_COUNT = 99;

const VERSION = 1;
const NETWORK_NAME = /^[a-z0-9-]{2,12}(?:\/[a-z0-9-]{2,12})?$/;
const MAX_DAY = 1e5;
export const MAX_RATE_KBPS = 1e7;
/** A clock may run ahead by this much, days. */
const CLOCK_SKEW_DAYS = 1;

const isWhole = (value: unknown, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max;

function readEntry(entry: unknown): NetworkDay | undefined {
  if (!Array.isArray(entry) || entry.length !== 4) return undefined;
  const [network, day, rateKbps, sessionCount] = entry as readonly unknown[];
  const isOurs =
    typeof network === 'string' &&
    NETWORK_NAME.test(network) &&
    isWhole(day, MAX_DAY) &&
    isWhole(rateKbps, MAX_RATE_KBPS) &&
    isWhole(sessionCount, MAX_SESSION_COUNT);
  return isOurs ? { network, day, rateKbps, sessionCount } : undefined;
}

/** Entries that still count; throws an `Error` that says what is wrong with a document that cannot be used. */
export function readDocument(text: unknown, today: number): NetworkDay[] {
  if (text === null || text === undefined) return [];
  if (typeof text !== 'string') throw new Error('not a text');
  if (text.length > MAX_DOCUMENT_LENGTH) throw new Error(`longer than ${MAX_DOCUMENT_LENGTH} characters`);
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    throw new Error('not JSON');
  }
  if (!Array.isArray(stored)) throw new Error('not a list');
  if (stored[0] !== VERSION) throw new Error('of another version');
  return stored.slice(1).flatMap((each) => {
    const entry = readEntry(each);
    if (!entry) throw new Error('damaged');
    const age = today - entry.day;
    return age <= EXPIRY_DAYS && age >= -CLOCK_SKEW_DAYS ? [entry] : [];
  });
}

/** The document's text, newest days first; the oldest are left out where it would be too long. */
export function writeDocument(entries: readonly NetworkDay[]): string {
  const rows = [...entries]
    .sort((a, b) => b.day - a.day)
    .map(({ network, day, rateKbps, sessionCount }) => [network, day, rateKbps, sessionCount]);
  for (;;) {
    const text = JSON.stringify([VERSION, ...rows]);
    if (text.length <= MAX_DOCUMENT_LENGTH) return text;
    rows.pop();
  }
}

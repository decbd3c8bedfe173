/** What a plugin may be given to remember networks from one visit to the next. Opt-in; the plugin itself stores nothing. */
import type { RememberedRate } from '../engine/index.ts';
import type { SessionEvent } from './events.ts';

/** What a history says about the network in use. */
export type Recollection =
  | ({ readonly outcome: 'found' } & RememberedRate)
  /** Nothing is known of this network. */
  | { readonly outcome: 'empty' }
  /** Something was stored that cannot be used: damaged, of another version, not readable here. */
  | { readonly outcome: 'ignored'; readonly reason: string };

/** A memory of networks: `localHistory()` of `evenkeel/history`, or the page's own. */
export interface NetworkHistory {
  /** Asked once per plugin, when its first player starts: before any measurement. */
  recall(): Recollection;
  /** Hears every event of every session; must be quick. Sessions end with an `end` event. */
  listen(event: SessionEvent): void;
}

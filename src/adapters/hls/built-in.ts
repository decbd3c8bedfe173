/** hls.js's own rule, as our code may use it. The subclass lends these; nothing else reaches into the base class. */
import type { FragLoadingData } from 'hls.js';

export interface BuiltIn {
  /** What the built-in rule answers now (a forced level while one is forced). */
  nextLevel(): number;
  /** What the built-in rule would start with. */
  firstLevel(): number;
  /** Level forced through the setter and not yet loaded; -1 = none. */
  forcedLevel(): number;
  /** Passes our choice through the built-in's setter, so that only somebody else's value looks like a force. */
  follow(index: number): void;
  /** Takes back what `follow` has set; false where this version of hls.js has no way to. */
  forget(): boolean;
  /** Stops the built-in rule's watch over the segment on its way. */
  disarm(): void;
  /** Starts that watch again. */
  rearm(loading: FragLoadingData): void;
}

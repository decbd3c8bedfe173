import { AbrOptions, CreateEngine } from "./engine.js";
import { AbrMode, NetworkHistory, SessionEvent } from "./events.js";

/** Receives every event of every session of one plugin; must be quick. What it throws is reported once and changes nothing. */
type SessionListener = (event: SessionEvent) => void;
/** Options of both adapters: the engine's, and these. */
interface PluginOptions extends AbrOptions {
  /** `control` (default), `observe` or `off`; see {@link AbrMode}. Can be changed while playing. */
  readonly mode?: AbrMode;
  /** First listener, so that no event is missed. */
  readonly onEvent?: SessionListener;
  /** Another engine behind the same adapter; default: ours. */
  readonly createEngine?: CreateEngine;
  /** Remembers networks from one visit to the next: `localHistory()` of `evenkeel/history`, or your own. Default: nothing is remembered. */
  readonly history?: NetworkHistory;
}
/** What the page holds: switches modes, listens. */
interface AbrHandle {
  readonly mode: AbrMode;
  /** @throws TypeError for an unknown mode. */
  setMode(mode: AbrMode): void;
  /** Adds a listener; returns the function that removes it. */
  on(listener: SessionListener): () => void;
}
export { AbrHandle, PluginOptions, SessionListener };
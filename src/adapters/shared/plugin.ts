/**
 * What both adapters share: the plugin's options, the handle that the page holds, and one guarded session per
 * player instance. The rule here is *fail open*: nothing that goes wrong in our code may reach the player.
 */
import {
  type AbrEngine,
  type AbrOptions,
  type CreateEngine,
  check,
  createAbrEngine,
  createNetworkMemory,
  describe,
  FUNCTION,
  oneOf,
  ownValue,
  readOption,
  resolveOptions,
} from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { AbrMode, EventBody, NetworkHistory, SessionEvent } from '../../session/index.ts';

/** Receives every event of every session of one plugin; must be quick. What it throws is reported once and changes nothing. */
export type SessionListener = (event: SessionEvent) => void;

/** Options of both adapters: the engine's, and these. */
export interface PluginOptions extends AbrOptions {
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
export interface AbrHandle {
  readonly mode: AbrMode;
  /** @throws TypeError for an unknown mode. */
  setMode(mode: AbrMode): void;
  /** Adds a listener; returns the function that removes it. */
  on(listener: SessionListener): () => void;
}

/** One player instance's view of the plugin. */
export interface AbrSession {
  readonly mode: AbrMode;
  readonly engine: AbrEngine;
  /** A `guard` has caught a throw; the adapter clears it when it dares to try again. */
  hasFailed: boolean;
  emit(event: EventBody): void;
  /** Runs `work`; on a throw emits one `fault` event per `where` and returns `fallback`. */
  guard<Result, Fallback = undefined>(where: string, work: () => Result, fallback?: Fallback): Result | Fallback;
  /** Emits `end`; later events are dropped. */
  end(): void;
}

/** The plugin behind a handle. */
export interface Plugin {
  readonly handle: AbrHandle;
  /** A session for a new player instance; throughput memory is shared by all sessions of the plugin. */
  openSession(): AbrSession;
}

const MODE = oneOf<AbrMode>(['control', 'observe', 'off']);

/**
 * Checks the options and makes the plugin.
 *
 * @throws TypeError naming path, rule and received value.
 */
export function createPlugin(options: PluginOptions = {}): Plugin {
  const config = resolveOptions(options, ['mode', 'onEvent', 'createEngine', 'history']);
  const createEngine = check(ownValue(options, 'createEngine') ?? createAbrEngine, 'createEngine', FUNCTION);
  const memory = createNetworkMemory();
  const listeners = new Set<SessionListener>();
  const onEvent = readOption(options, 'onEvent', FUNCTION);
  if (onEvent) listeners.add(onEvent);
  const history = ownValue(options, 'history');
  if (history !== undefined) {
    check(history?.recall, 'history.recall', FUNCTION);
    check(history?.listen, 'history.listen', FUNCTION);
    listeners.add((event) => history.listen(event));
  }
  const openSessions = new Set<AbrSession>();
  let mode = check(ownValue(options, 'mode') ?? MODE.fallback, 'mode', MODE);
  let sessionCount = 0;

  const openSession = (): AbrSession => {
    const number = ++sessionCount;
    const reportedFaults = new Set<string>();
    let engine: AbrEngine | undefined;

    const emit = (body: EventBody): void => {
      if (!openSessions.has(session)) return;
      const event = { ...body, session: number, atSeconds: nowSeconds() } as SessionEvent;
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          // Once per session, so that a listener that throws at this event, too, ends the story.
          fault('listener', error);
        }
      }
    };
    const fault = (where: string, error: unknown): void => {
      if (reportedFaults.has(where)) return;
      reportedFaults.add(where);
      emit({ type: 'fault', where, message: describe(error) });
    };
    const session: AbrSession = {
      hasFailed: false,
      get mode() {
        return mode;
      },
      get engine() {
        engine ??= createEngine(config, memory);
        return engine;
      },
      emit,
      guard(where, work, fallback) {
        try {
          return work();
        } catch (error) {
          session.hasFailed = true;
          fault(where, error);
          return fallback as never;
        }
      },
      end() {
        emit({ type: 'end' });
        openSessions.delete(session);
      },
    };
    openSessions.add(session);
    if (history && number === 1) {
      try {
        const recalled = history.recall();
        if (recalled.outcome === 'found') memory.remembered = recalled;
        emit({ type: 'history', recalled });
      } catch (error) {
        // Not through `guard`: the engine does well without a memory.
        fault('history', error);
      }
    }
    return session;
  };

  return {
    openSession,
    handle: {
      get mode() {
        return mode;
      },
      setMode(next) {
        mode = check(next, 'mode', MODE);
        for (const session of openSessions) session.emit({ type: 'mode', mode });
      },
      on(listener) {
        listeners.add(check(listener, 'listener', FUNCTION));
        return () => void listeners.delete(listener);
      },
    },
  };
}

/**
 * What both adapters share: the plugin's options, the handle that the page holds, and one guarded session per
 * player instance. The rule here is *fail open*: nothing that goes wrong in our code may reach the player.
 */
import {
  type AbrConfig,
  type AbrEngine,
  type AbrOptions,
  type CreateEngine,
  createAbrEngine,
  createNetworkMemory,
  describe,
  type NetworkMemory,
  resolveOptions,
} from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { AbrMode, EventBody, SessionEvent } from '../../session/index.ts';

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
  emit(event: EventBody): void;
  /** Runs `work`; on a throw emits one `fault` event per `where` and returns `fallback`. */
  guard<Result>(where: string, fallback: Result, work: () => Result): Result;
  /** Emits `end`; later events are dropped. */
  end(): void;
}

/** The plugin behind a handle. */
export interface Plugin {
  readonly config: AbrConfig;
  readonly handle: AbrHandle;
  /** A session for a new player instance; throughput memory is shared by all sessions of the plugin. */
  openSession(): AbrSession;
}

const MODES: readonly AbrMode[] = ['control', 'observe', 'off'];

function requireMode(mode: unknown): AbrMode {
  if (!MODES.includes(mode as AbrMode)) throw new TypeError(`mode must be one of ${MODES.join(', ')}, got ${describe(mode)}`);
  return mode as AbrMode;
}

function requireFunction(value: unknown, path: string): void {
  if (value !== undefined && typeof value !== 'function') throw new TypeError(`${path} must be a function, got ${describe(value)}`);
}

/**
 * Checks the options and makes the plugin.
 *
 * @throws TypeError naming path, rule and received value.
 */
export function createPlugin(options: PluginOptions = {}): Plugin {
  if (typeof options !== 'object' || options === null) throw new TypeError(`options must be an object, got ${describe(options)}`);
  const { mode: initialMode = 'control', onEvent, createEngine = createAbrEngine, ...engineOptions } = options;
  requireFunction(onEvent, 'onEvent');
  requireFunction(createEngine, 'createEngine');
  const config = resolveOptions(engineOptions);
  const memory = createNetworkMemory();
  const listeners = new Set<SessionListener>();
  if (onEvent) listeners.add(onEvent);
  let mode = requireMode(initialMode);
  let sessionCount = 0;
  const openSessions = new Set<AbrSession>();

  const handle: AbrHandle = {
    get mode() {
      return mode;
    },
    setMode(next) {
      mode = requireMode(next);
      for (const session of openSessions) session.emit({ type: 'mode', mode });
    },
    on(listener) {
      requireFunction(listener, 'listener');
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };

  return {
    config,
    handle,
    openSession() {
      const session = createSession(++sessionCount, () => mode, listeners, config, memory, createEngine);
      openSessions.add(session);
      const { end } = session;
      return Object.assign(session, {
        end() {
          openSessions.delete(session);
          end();
        },
      });
    },
  };
}

function createSession(
  number: number,
  mode: () => AbrMode,
  listeners: ReadonlySet<SessionListener>,
  config: AbrConfig,
  memory: NetworkMemory,
  createEngine: CreateEngine,
): AbrSession {
  const reportedFaults = new Set<string>();
  let ended = false;
  let engine: AbrEngine | undefined;

  const deliver = (event: SessionEvent, skip?: SessionListener): void => {
    for (const listener of listeners) {
      if (listener === skip) continue;
      try {
        listener(event);
      } catch (error) {
        fault('listener', error, listener);
      }
    }
  };
  const fault = (where: string, error: unknown, skip?: SessionListener): void => {
    if (ended || reportedFaults.has(where)) return;
    reportedFaults.add(where);
    const message = error instanceof Error ? `${error.name}: ${error.message}` : describe(error);
    deliver({ type: 'fault', session: number, atSeconds: nowSeconds(), where, message }, skip);
  };
  const emit = (event: EventBody): void => {
    if (!ended && listeners.size > 0) deliver({ ...event, session: number, atSeconds: nowSeconds() } as SessionEvent);
  };
  return {
    get mode() {
      return mode();
    },
    get engine() {
      engine ??= createEngine(config, memory);
      return engine;
    },
    emit,
    guard(where, fallback, work) {
      try {
        return work();
      } catch (error) {
        fault(where, error);
        return fallback;
      }
    },
    end() {
      if (ended) return;
      emit({ type: 'end' });
      ended = true;
    },
  };
}

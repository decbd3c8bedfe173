/** From a listener to a stream: the one place where the plugin's callback becomes an Observable. */
import { Observable } from 'rxjs';
import type { SessionEvent } from '../session/index.ts';

/** What telemetry needs of the plugin: any handle with `on`, ours or a recorded one. */
export interface EventSource {
  /** Adds a listener; returns the function that removes it. */
  on(listener: (event: SessionEvent) => void): () => void;
}

/** One kind of event, by its `type`. */
export type EventOf<Type extends SessionEvent['type']> = Extract<SessionEvent, { readonly type: Type }>;

/**
 * The handle's events. Cold: each subscription adds one listener, and removes it when it ends.
 * The handle never completes; the end of a player instance is an `end` event.
 */
export const eventsOf = (source: EventSource): Observable<SessionEvent> =>
  new Observable((subscriber) => source.on((event) => subscriber.next(event)));

/** Keeps the events of one type. */
export const isType =
  <Type extends SessionEvent['type']>(type: Type) =>
  (event: SessionEvent): event is EventOf<Type> =>
    event.type === type;

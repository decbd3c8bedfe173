import { SessionEvent } from "./events.js";
import { SessionSummary } from "./summary.js";
import { Observable } from "rxjs";

/** What telemetry needs of the plugin: any handle with `on`, ours or a recorded one. */
interface EventSource {
  /** Adds a listener; returns the function that removes it. */
  on(listener: (event: SessionEvent) => void): () => void;
}
/** One kind of event, by its `type`. */
type EventOf<Type extends SessionEvent["type"]> = Extract<SessionEvent, {
  readonly type: Type;
}>;
/** Streams of one plugin, or of one of its player instances. All are cold until the first subscription. */
interface AbrStreams {
  readonly events$: Observable<SessionEvent>;
  readonly decisions$: Observable<EventOf<"decision">>;
  readonly samples$: Observable<EventOf<"sample">>;
  readonly buffer$: Observable<EventOf<"buffer">>;
  readonly switches$: Observable<EventOf<"switch">>;
  readonly stalls$: Observable<EventOf<"stall-start"> | EventOf<"stall-end">>;
  readonly errors$: Observable<EventOf<"fault">>;
  /**
  * The running summary of the session that the latest event belongs to, after each event. A late subscriber gets
  * the latest one at once, as long as somebody else is subscribed; when the last one goes, it is forgotten.
  */
  readonly summary$: Observable<SessionSummary>;
}
/** The plugin's streams; `session` narrows them to one player instance. */
interface AbrTelemetry extends AbrStreams {
  /** Streams of the player instance with this number (see `SessionEvent.session`). */
  session(number: number): AbrStreams;
}
/**
* Streams of a handle's events. Nothing happens until one of them is subscribed to: then one listener is added,
* however many subscriptions follow, and removed with the last of them.
*
* @example
* const abr = createHlsAbr(Hls);
* const subscription = fromAbr(abr).summary$.subscribe((summary) => console.log(summary.rebufferRatio));
*/
declare function fromAbr(handle: EventSource): AbrTelemetry;
export { type AbrStreams, type AbrTelemetry, type EventOf, type EventSource, type SessionSummary, fromAbr };
/** The streams that pages and analytics use, all from one shared listener. They listen; nothing flows back. */
import { filter, map, type Observable, ReplaySubject, scan, share } from 'rxjs';
import type { SessionEvent } from '../session/index.ts';
import { addEvent, emptySummary, type SessionSummary } from '../session/index.ts';
import { type EventOf, type EventSource, eventsOf, isType } from './events.ts';

/** Streams of one plugin, or of one of its player instances. All are cold until the first subscription. */
export interface AbrStreams {
  readonly events$: Observable<SessionEvent>;
  readonly decisions$: Observable<EventOf<'decision'>>;
  readonly samples$: Observable<EventOf<'sample'>>;
  readonly buffer$: Observable<EventOf<'buffer'>>;
  readonly switches$: Observable<EventOf<'switch'>>;
  readonly stalls$: Observable<EventOf<'stall-start'> | EventOf<'stall-end'>>;
  readonly errors$: Observable<EventOf<'fault'>>;
  /**
   * The running summary of the session that the latest event belongs to, after each event. A late subscriber gets
   * the latest one at once, as long as somebody else is subscribed; when the last one goes, it is forgotten.
   */
  readonly summary$: Observable<SessionSummary>;
}

/** The plugin's streams; `session` narrows them to one player instance. */
export interface AbrTelemetry extends AbrStreams {
  /** Streams of the player instance with this number (see `SessionEvent.session`). */
  session(number: number): AbrStreams;
}

/** Summaries kept at most: one per live player instance. An instance that sent no `end` is forgotten after so many others. */
const MAX_LIVE_SESSIONS = 32;

/** Summaries of the live sessions; `latest` is the one that the last event changed. */
interface Running {
  readonly summaries: ReadonlyMap<number, SessionSummary>;
  readonly latest: SessionSummary;
}

const NOTHING_YET: Running = { summaries: new Map(), latest: emptySummary() };

function addToRunning(running: Running, event: SessionEvent): Running {
  const latest = addEvent(running.summaries.get(event.session) ?? emptySummary(), event);
  const summaries = new Map(running.summaries);
  summaries.delete(event.session);
  if (event.type !== 'end') summaries.set(event.session, latest);
  if (summaries.size > MAX_LIVE_SESSIONS) summaries.delete(summaries.keys().next().value as number);
  return { summaries, latest };
}

function streamsOf(events$: Observable<SessionEvent>): AbrStreams {
  const summary$ = events$.pipe(
    scan(addToRunning, NOTHING_YET),
    map(({ latest }) => latest),
    // Not shareReplay(1): that one keeps the listener after the last unsubscription.
    share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true }),
  );
  return {
    events$,
    decisions$: events$.pipe(filter(isType('decision'))),
    samples$: events$.pipe(filter(isType('sample'))),
    buffer$: events$.pipe(filter(isType('buffer'))),
    switches$: events$.pipe(filter(isType('switch'))),
    stalls$: events$.pipe(filter((event) => event.type === 'stall-start' || event.type === 'stall-end')),
    errors$: events$.pipe(filter(isType('fault'))),
    summary$,
  };
}

/**
 * Streams of a handle's events. Nothing happens until one of them is subscribed to: then one listener is added,
 * however many subscriptions follow, and removed with the last of them.
 *
 * @example
 * const abr = createHlsAbr(Hls);
 * const subscription = fromAbr(abr).summary$.subscribe((summary) => console.log(summary.rebufferRatio));
 */
export function fromAbr(handle: EventSource): AbrTelemetry {
  const events$ = eventsOf(handle).pipe(share());
  return {
    ...streamsOf(events$),
    session: (number) => streamsOf(events$.pipe(filter((event) => event.session === number))),
  };
}

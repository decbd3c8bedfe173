/** What Evenkeel said during a run, kept for the charts, the why panel and the export. */
import type { SessionEvent } from 'evenkeel';
import type { Observable } from 'rxjs';

export type DecisionEvent = Extract<SessionEvent, { type: 'decision' }>;
export type LadderEvent = Extract<SessionEvent, { type: 'ladder' }>;
type Forecast = DecisionEvent['decision']['forecast'];

/** Entries kept per list: hours of playback, yet bounded. */
const MOST_ENTRIES = 20_000;

export interface DecisionLog {
  readonly events: readonly SessionEvent[];
  readonly decisions: readonly DecisionEvent[];
  /** Forecasts in order of time, after samples and with decisions. */
  readonly forecasts: readonly Forecast[];
  /** The ladder in the adapter's order: decisions index into it. */
  readonly ladder: LadderEvent['renditions'];
  stop(): void;
}

/** Collects until `stop` or the end of the stream. */
export function createDecisionLog(events$: Observable<SessionEvent>): DecisionLog {
  const events: SessionEvent[] = [];
  const decisions: DecisionEvent[] = [];
  const forecasts: Forecast[] = [];
  let ladder: LadderEvent['renditions'] = [];
  const keep = <Entry>(list: Entry[], entry: Entry): void => {
    list.push(entry);
    if (list.length > MOST_ENTRIES) list.splice(0, list.length - MOST_ENTRIES);
  };
  const subscription = events$.subscribe((event) => {
    if (event.type !== 'buffer') keep(events, event);
    if (event.type === 'ladder') ladder = event.renditions;
    if (event.type === 'sample') keep(forecasts, event.forecast);
    if (event.type === 'decision') {
      keep(decisions, event);
      keep(forecasts, event.decision.forecast);
    }
  });
  return {
    events,
    decisions,
    forecasts,
    get ladder() {
      return ladder;
    },
    stop: () => subscription.unsubscribe(),
  };
}

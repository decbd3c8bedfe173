/**
 * `window.evenkeelDemo`: how Playwright tests and `npm run compare` read a run. Open the page with its options in
 * the address (`/?player=hls&profile=cliff&view=both&autostart=1`), await `ready`, then read `sides`.
 */
import type { SessionEvent } from 'evenkeel';
import type { DecisionEvent } from './decision-log.ts';
import type { LedgerRequest } from './ledger.ts';
import type { PlaybackEvent, SideSummary } from './measure.ts';
import { asPageError, type PageError } from './page-error.ts';
import type { Run } from './run.ts';
import type { PlayerName, Rule, RunOptions } from './run-options.ts';
import type { Retry, Side, SideState } from './side.ts';

/** One side of the current run. Everything returned is plain data. */
export interface DemoSide {
  readonly rule: Rule;
  readonly player: PlayerName;
  /** Library and version. */
  readonly library: string;
  readonly state: SideState;
  /** Why the side failed; null while it did not. */
  readonly error: string | null;
  /** Times that the library gave up and the page told it to go on (both sides alike). */
  retries(): readonly Retry[];
  /** Reads the ledger once more, so that the next `summary()` and `ledger()` are up to date. */
  refresh(): Promise<void>;
  summary(): SideSummary;
  /** What the media element reported: start-up, stalls, seeks, buffer levels. Same code for both rules. */
  events(): readonly PlaybackEvent[];
  /** What the origin recorded; times are seconds of the link's trace. */
  ledger(): readonly LedgerRequest[];
  /** Evenkeel's decisions, oldest first; empty on a side with the built-in rule alone. */
  decisions(): readonly DecisionEvent[];
  /** Every event of Evenkeel's session, buffer levels excepted. */
  abrEvents(): readonly SessionEvent[];
}

export interface EvenkeelDemo {
  /** Left to right; empty before the first start. Kept after stop. */
  readonly sides: readonly DemoSide[];
  /** With `autostart=1`: fulfilled when all players were told to load, rejected when that is impossible. Otherwise: when the page can be used. */
  readonly ready: Promise<void>;
  readonly options: RunOptions | null;
  readonly elapsedSeconds: number;
  stop(): Promise<void>;
}

declare global {
  interface Window {
    evenkeelDemo: EvenkeelDemo;
  }
}

const describeError = (error: PageError | undefined): string | null => (error ? `${error.title}. ${error.message}` : null);

export function demoSide(side: Side, player: PlayerName): DemoSide {
  return {
    rule: side.rule,
    player,
    library: side.library,
    get state() {
      return side.state;
    },
    get error() {
      return describeError(side.error);
    },
    retries: () => [...side.retries],
    refresh: () => side.refresh(),
    summary: () => side.summary(),
    events: () => [...side.playback],
    ledger: () => [...side.requests.values()],
    decisions: () => [...(side.decisionLog?.decisions ?? [])],
    abrEvents: () => [...(side.decisionLog?.events ?? [])],
  };
}

/** What the page tells the hook about its first start. */
export interface HookControl {
  readonly fulfil: () => void;
  readonly refuse: (error: unknown) => void;
}

/** Puts the hook on `window`. */
export function installTestHook(currentRun: () => Run | undefined, stop: () => Promise<void>): HookControl {
  let fulfil = (): void => {};
  let refuse: HookControl['refuse'] = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    fulfil = resolve;
    refuse = (error) => reject(new Error(describeError(asPageError(error)) ?? 'unknown'));
  });
  // Nobody has to listen.
  ready.catch(() => {});
  let sidesOf: Run | undefined;
  let sides: readonly DemoSide[] = [];
  window.evenkeelDemo = {
    ready,
    stop,
    get sides() {
      const run = currentRun();
      if (run !== sidesOf) sides = run ? run.sides.map((side) => demoSide(side, run.options.player)) : [];
      sidesOf = run;
      return sides;
    },
    get options() {
      return currentRun()?.options ?? null;
    },
    get elapsedSeconds() {
      return currentRun()?.elapsedSeconds() ?? 0;
    },
  };
  return { fulfil, refuse };
}

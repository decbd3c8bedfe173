/** One side of a run: a player on its own link, watched from outside. */

import { monitorPlayback, nowSeconds } from 'evenkeel/playback';
import type { AbrHandle } from 'evenkeel/shaka';
import { fromAbr } from 'evenkeel/telemetry';
import { createDecisionLog, type DecisionLog } from './decision-log.ts';
import { type Film, segmentAt } from './film.ts';
import { followLedger, type LedgerRequest } from './ledger.ts';
import { keptCopies, measureSide, type PlaybackEvent, type SideSummary } from './measure.ts';
import type { LinkSession } from './origin.ts';
import { asPageError, type PageError } from './page-error.ts';
import type { CreatePlayer } from './players/player.ts';
import { type Rule, type RunOptions, ruleTitle } from './run-options.ts';

/** What the visitor sees of a side's state. */
export type SideState = 'loading' | 'playing' | 'stalled' | 'ended' | 'failed' | 'stopped';

export interface Retry {
  readonly atSeconds: number;
  readonly text: string;
}

export interface Side {
  readonly rule: Rule;
  readonly title: string;
  readonly library: string;
  readonly film: Film;
  readonly video: HTMLVideoElement;
  readonly state: SideState;
  readonly error: PageError | undefined;
  readonly startedAtSeconds: number;
  /** Page clock at which the link's trace began; undefined until the origin said so. */
  readonly traceStartedAtSeconds: number | undefined;
  readonly playback: readonly PlaybackEvent[];
  /** Times that the library gave up and the page told it to go on. */
  readonly retries: readonly Retry[];
  readonly requests: ReadonlyMap<LedgerRequest['id'], LedgerRequest>;
  /** Evenkeel's decisions and forecasts; undefined where the built-in rule is alone. */
  readonly decisionLog: DecisionLog | undefined;
  /** Rung number on screen now; undefined before the first frame. */
  readonly rungOnScreen: number | undefined;
  readonly bufferSeconds: number;
  summary(): SideSummary;
  /** Reads the origin's ledger once more. */
  refresh(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends everything; figures stay readable. */
  stop(): Promise<void>;
}

export interface SideRequest {
  readonly rule: Rule;
  readonly options: RunOptions;
  readonly film: Film;
  readonly link: LinkSession;
  readonly video: HTMLVideoElement;
  readonly createPlayer: CreatePlayer;
}

function playedRanges(video: HTMLVideoElement): [number, number][] {
  return Array.from({ length: video.played.length }, (_, i) => [video.played.start(i), video.played.end(i)]);
}

/** Starts the side at once. Start-up time counts from this call. */
export function startSide({ rule, options, film, link, video, createPlayer }: SideRequest): Side {
  const startedAtSeconds = nowSeconds();
  const playback: PlaybackEvent[] = [];
  const retries: Retry[] = [];
  let state: SideState = 'loading';
  let error: PageError | undefined;
  let bufferSeconds = 0;
  let stoppedAtSeconds: number | undefined;
  let keptRanges: [number, number][] | undefined;

  const fail = (failure: PageError): void => {
    if (stoppedAtSeconds !== undefined) return;
    state = 'failed';
    error = failure;
  };
  const monitor = monitorPlayback(video, (body) => {
    const event = { ...body, atSeconds: nowSeconds() };
    if (
      event.type !== 'startup' &&
      event.type !== 'stall-start' &&
      event.type !== 'stall-end' &&
      event.type !== 'seek' &&
      event.type !== 'buffer'
    )
      return;
    playback.push(event);
    if (event.type === 'buffer') bufferSeconds = event.bufferSeconds;
    if (state === 'failed' || stoppedAtSeconds !== undefined) return;
    if (event.type === 'startup' || event.type === 'stall-end') state = 'playing';
    if (event.type === 'stall-start') state = 'stalled';
  });
  const onEnded = (): void => {
    if (state !== 'failed') state = 'ended';
  };
  video.addEventListener('ended', onEnded);

  const ledger = followLedger(link.readLedger, nowSeconds, (cause) => fail(asPageError(cause)));
  const player = createPlayer({ video, rule, onRetry: (text) => retries.push({ atSeconds: nowSeconds(), text }), onFatal: fail });
  const abr: AbrHandle | undefined = player.abr;
  const decisionLog = abr ? createDecisionLog(fromAbr(abr).events$) : undefined;
  player.load(link.manifestUrl(film, options.player)).catch((cause: unknown) => fail(asPageError(cause)));
  video.play().catch(() => {
    // Players start playback again when there is data; a refusal shows as a paused video.
  });

  return {
    rule,
    title: ruleTitle(rule, options.player),
    library: player.library,
    film,
    video,
    startedAtSeconds,
    playback,
    retries,
    requests: ledger.requests,
    decisionLog,
    get state() {
      return state;
    },
    get error() {
      return error;
    },
    get traceStartedAtSeconds() {
      return ledger.traceStartedAtSeconds;
    },
    get rungOnScreen() {
      const started = playback.some((event) => event.type === 'startup');
      const segment = started ? segmentAt(film, video.currentTime) : undefined;
      return segment === undefined ? undefined : keptCopies(film, ledger.requests.values()).get(segment)?.rung;
    },
    get bufferSeconds() {
      return bufferSeconds;
    },
    summary() {
      return measureSide({
        playback,
        requests: ledger.requests.values(),
        played: keptRanges ?? playedRanges(video),
        film,
        atSeconds: stoppedAtSeconds ?? nowSeconds(),
      });
    },
    refresh: () => ledger.refresh(),
    pause: () => video.pause(),
    resume: () => void video.play().catch(() => {}),
    async stop() {
      if (stoppedAtSeconds !== undefined) return;
      await ledger.refresh();
      stoppedAtSeconds = nowSeconds();
      keptRanges = playedRanges(video);
      if (state !== 'failed' && state !== 'ended') state = 'stopped';
      ledger.stop();
      monitor.destroy();
      video.removeEventListener('ended', onEnded);
      await player.destroy();
      decisionLog?.stop();
    },
  };
}

/** The page of the browser's fault sessions and leak cycles: one real player at a time, steered by Playwright through `window.faults`. */
import Hls from 'hls.js';
import shaka from 'shaka-player';
import type { Outcome } from '../outcome.ts';
import { emptyNotes, type PlayerName, type RuleName, type RunningPlayer, type ShakaModule, startHls, startShaka } from '../players.ts';
import type { Action } from '../schedule.ts';

export interface PageSession {
  readonly player: PlayerName;
  readonly rule: RuleName;
  readonly url: string;
  /** Addresses of the variants that actions load. */
  readonly loads: Readonly<Record<string, string>>;
  readonly recovers: boolean;
  readonly isDash: boolean;
  readonly actions: readonly Action[];
  /** A playhead that stands still for this long will never move again. */
  readonly hangSeconds: number;
}

export interface CycleRequest {
  readonly player: PlayerName;
  readonly rule: RuleName;
  readonly url: string;
}

export interface FaultsPage {
  play(session: PageSession): Promise<Outcome>;
  /** Creates a player, plays its first frames, destroys it. */
  cycle(request: CycleRequest): Promise<void>;
  /** What was created by cycles and is still there, by name. Collect garbage before. */
  alive(): Readonly<Record<string, number>>;
}

declare global {
  interface Window {
    faults: FaultsPage;
  }
}

const LOOK_MILLISECONDS = 100;
const CYCLE_PLAYED_SECONDS = 0.2;

const escapes: string[] = [];
window.addEventListener('error', ({ error, message }) => escapes.push((error as Error | null)?.stack ?? message));
window.addEventListener('unhandledrejection', ({ reason }) =>
  escapes.push(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
);

function start(name: PlayerName, request: Parameters<typeof startHls>[1]): RunningPlayer {
  shaka.polyfill.installAll();
  return name === 'hls' ? startHls(Hls, request) : startShaka(shaka as unknown as ShakaModule, request);
}
function addVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, width: 320, height: 180 });
  document.body.append(video);
  return video;
}

/** Media ahead of the playhead that memory lasts for, seconds. */
let quotaSeconds = Number.POSITIVE_INFINITY;
const { appendBuffer } = SourceBuffer.prototype;
SourceBuffer.prototype.appendBuffer = function (this: SourceBuffer, data: BufferSource) {
  const { buffered } = this;
  const atSeconds = document.querySelector('video')?.currentTime ?? 0;
  const endSeconds = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  if (endSeconds - atSeconds > quotaSeconds) throw new DOMException('memory is short', 'QuotaExceededError');
  appendBuffer.call(this, data);
};

function block(seconds: number): void {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until);
}

function act(action: Action, video: HTMLVideoElement, player: RunningPlayer, { loads, isDash }: PageSession): void {
  if (action.type === 'block') block(action.seconds);
  if (action.type === 'quota') {
    quotaSeconds = action.aheadSeconds;
    setTimeout(() => {
      quotaSeconds = Number.POSITIVE_INFINITY;
    }, action.seconds * 1000);
  }
  if (action.type === 'remove-levels') player.removeLevels(action.keep);
  if (action.type === 'load' && !(action.hlsOnly && isDash)) player.load(loads[action.variant] ?? '');
  if (action.type === 'seek' && video.readyState > 0) video.currentTime = action.toSeconds;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function play(session: PageSession): Promise<Outcome> {
  const video = addVideo();
  const notes = emptyNotes();
  const player = start(session.player, { video, url: session.url, rule: session.rule, recovers: session.recovers, notes });
  const startedAt = performance.now();
  const actions = [...session.actions];
  let position = -1;
  let movedAt = startedAt;
  let hasPlayed = false;
  let stallCount = 0;
  let stalledSeconds = 0;
  let lookedAt = startedAt;
  video.addEventListener('playing', () => {
    hasPlayed = true;
  });
  video.addEventListener('waiting', () => {
    if (hasPlayed && !video.seeking && !video.ended) stallCount++;
  });
  let end: Outcome['end'] | undefined;
  while (!end) {
    await sleep(LOOK_MILLISECONDS);
    const now = performance.now();
    const next = actions[0];
    if (next && next.atSeconds * 1000 <= now - startedAt) {
      actions.shift();
      if (next.type === 'destroy') end = 'destroyed';
      else act(next, video, player, session);
    }
    if (video.currentTime !== position) movedAt = now;
    else if (hasPlayed && !video.paused) stalledSeconds += (now - lookedAt) / 1000;
    position = video.currentTime;
    lookedAt = now;
    if (notes.fatal) end ??= 'fatal';
    else if (video.ended) end ??= 'ended';
    else if (now - movedAt > session.hangSeconds * 1000) end ??= 'hang';
  }
  const playedSeconds = (performance.now() - startedAt) / 1000;
  await player.destroy();
  await sleep(500);
  video.remove();
  const { fatal, faults, internal, decisions, rescues } = notes;
  return {
    end,
    fatal,
    playedSeconds,
    stallCount,
    stalledSeconds,
    faults,
    internal,
    escapes: [...escapes],
    leftovers: [],
    decisions,
    rescues,
    tasks: 0,
  };
}

async function cycle({ player: name, rule, url }: CycleRequest): Promise<void> {
  const video = addVideo();
  const player = start(name, { video, url, rule, recovers: false, notes: emptyNotes() });
  const patienceAt = performance.now() + 20_000;
  while (video.currentTime < CYCLE_PLAYED_SECONDS) {
    if (performance.now() > patienceAt) throw new Error(`${name} did not start to play`);
    await sleep(20);
  }
  for (const [part, object] of Object.entries(player.parts)) created.push({ part, reference: new WeakRef(object) });
  await player.destroy();
  video.remove();
}

/** Everything that cycles have created. */
const created: { readonly part: string; readonly reference: WeakRef<object> }[] = [];
/** Intervals that are running. */
const intervals = new Set<unknown>();
const { setInterval, clearInterval } = window;
Object.assign(window, {
  setInterval: (...args: Parameters<typeof setInterval>) => {
    const id = setInterval(...args);
    intervals.add(id);
    return id;
  },
  clearInterval: (id: number) => {
    intervals.delete(id);
    clearInterval(id);
  },
});

function alive(): Record<string, number> {
  const counts: Record<string, number> = { interval: intervals.size };
  for (const { part, reference } of created) counts[part] = (counts[part] ?? 0) + (reference.deref() ? 1 : 0);
  return counts;
}

window.faults = { play, cycle, alive };

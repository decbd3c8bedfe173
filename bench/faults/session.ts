/** One session at speed: a real player in the fake browser, on one schedule. */
import { getEventListeners } from 'node:events';
import { createFaultyContent, filmUrl, type Hosts } from './content.ts';
import { installBrowser } from './fake/browser.ts';
import { Clock } from './fake/clock.ts';
import { FakeMediaSource } from './fake/media-source.ts';
import { createNetwork, type FakeNetwork } from './fake/network.ts';
import { connect } from './fake/requests.ts';
import { FakeVideo } from './fake/video-element.ts';
import type { Outcome } from './outcome.ts';
import {
  emptyNotes,
  type PlayerName,
  type PlayerRequest,
  type RuleName,
  type RunningPlayer,
  type ShakaModule,
  startHls,
  startShaka,
} from './players.ts';
import { type Action, drawLots, type Schedule } from './schedule.ts';
import type { DestroyMoment } from './task.ts';

installBrowser();
const { default: Hls } = await import('hls.js');
const loadedShaka = (await import('shaka-player')) as unknown as ShakaModule & { readonly default?: ShakaModule };
const shaka = loadedShaka.default ?? loadedShaka;

const HOSTS: Hosts = { a: 'http://a.test/link/a/media', b: 'http://b.test/link/b/media' };
/** A playhead that stands still for this long will never move again: longer than every timeout and retry of either player, seconds. */
const HANG_SECONDS = 240;
/** Longest session, seconds. */
const LIMIT_SECONDS = 1200;
const LOOK_SECONDS = 0.5;
/** What is left after destroy() may take a moment to end itself, seconds. */
const AFTERMATH_SECONDS = 3;
/** Tasks without time passing: a loop. */
const MAX_TASKS_PER_LOOK = 50_000;

const MEDIA_EVENTS =
  'abort canplay canplaythrough durationchange emptied encrypted ended error loadeddata loadedmetadata loadstart pause play playing progress ratechange resize seeked seeking stalled suspend timeupdate volumechange waiting'.split(
    ' ',
  );
const listenersOn = (target: EventTarget): string[] => MEDIA_EVENTS.flatMap((type) => getEventListeners(target, type).map(() => type));
/** Files of the product, in stack traces. */
export const isOurs = (stack: string): boolean => /\/src\/(adapters|engine|playback|session)\//.test(stack);
const isHarness = (stack: string): boolean =>
  /bench\/faults\/fake\/|demo\/origin\/|bench\/faults\/players\.ts/.test(stack.split('\n').slice(2, 4).join('\n'));

/** Errors that reach the page while a session runs. */
let onEscape: (error: unknown) => void = () => undefined;
process.on('unhandledRejection', (error) => onEscape(error));
process.on('uncaughtException', (error) => onEscape(error));

export async function playSession(schedule: Schedule, name: PlayerName, rule: RuleName, destroyAt?: DestroyMoment): Promise<Outcome> {
  const clock = new Clock();
  const restore = clock.install();
  const random = Math.random;
  Math.random = seeded(schedule.seed);
  const escapes: string[] = [];
  onEscape = clock.onError = (error) => void escapes.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  clock.notesOrigins = destroyAt !== undefined || schedule.actions.some(({ type }) => type === 'destroy');
  FakeMediaSource.quotaSeconds = Number.POSITIVE_INFINITY;
  const network = createNetwork(createFaultyContent(HOSTS));
  connect(network);
  const video = new FakeVideo();
  const notes = emptyNotes();
  let player: RunningPlayer | undefined;
  let events = 0;
  let isDestroyed = false;
  let whenDestroyed: Promise<void> | undefined;
  const destroy = (): void => {
    if (isDestroyed) return;
    isDestroyed = true;
    whenDestroyed = player?.destroy().catch((error: unknown) => onEscape(error));
  };
  try {
    await openLinks(network, schedule);
    const startedSeconds = clock.seconds;
    const isDash = name === 'shaka' && schedule.isDash;
    const manifest = isDash ? 'manifest.mpd' : 'master.m3u8';
    const request: PlayerRequest = {
      video: video as unknown as HTMLVideoElement,
      url: filmUrl(HOSTS, schedule.variant, manifest),
      rule,
      recovers: schedule.recovers,
      notes,
      ...(destroyAt && 'event' in destroyAt && { onEvent: () => void (++events >= destroyAt.event && player && destroy()) }),
    };
    player = name === 'hls' ? startHls(Hls, request) : startShaka(shaka, request);
    void video.play();
    const act = createActor(clock, video, player, destroy, (variant) => filmUrl(HOSTS, variant, manifest), isDash);
    const actions = [...schedule.actions];
    let movedAtSeconds = clock.seconds;
    let position = -1;
    let end: Outcome['end'] | undefined;
    while (!end) {
      const before = clock.taskCount;
      await clock.run(LOOK_SECONDS, () => {
        if (destroyAt && 'task' in destroyAt && clock.taskCount >= destroyAt.task) destroy();
        return isDestroyed || clock.taskCount - before > MAX_TASKS_PER_LOOK;
      });
      while (actions[0] && actions[0].atSeconds <= clock.seconds - startedSeconds && !isDestroyed) act(actions.shift() as Action);
      if (video.currentTime !== position) movedAtSeconds = clock.seconds;
      position = video.currentTime;
      if (isDestroyed) end = 'destroyed';
      else if (notes.fatal) end = 'fatal';
      else if (video.ended) end = 'ended';
      else if (clock.taskCount - before > MAX_TASKS_PER_LOOK) end = 'hang';
      else if (clock.seconds - movedAtSeconds > HANG_SECONDS || clock.seconds - startedSeconds > LIMIT_SECONDS) end = 'hang';
    }
    const playedSeconds = clock.seconds - startedSeconds;
    destroy();
    let settled = false;
    void whenDestroyed?.then(() => {
      settled = true;
    });
    await clock.run(AFTERMATH_SECONDS);
    video.stop();
    const timers = clock.waiting(isHarness).map((origin) => `timer ${origin.split('\n')[3]?.trim() ?? ''}`);
    const leftovers = [...timers, ...listenersOn(video).map((type) => `listener ${type}`), ...(settled ? [] : ['destroy() did not end'])];
    const { fatal, faults, internal, decisions, rescues } = notes;
    return {
      end,
      fatal,
      playedSeconds,
      stallCount: video.stallCount,
      stalledSeconds: video.stalledSeconds,
      faults,
      internal,
      escapes,
      leftovers,
      decisions,
      rescues,
      tasks: clock.taskCount,
    };
  } finally {
    video.stop();
    network.close();
    connect(undefined);
    Math.random = random;
    restore();
  }
}

function seeded(seed: number): () => number {
  const lots = drawLots(seed ^ 0x5bd1e995);
  return () => lots.between(0, 1);
}

/** Two hosts, one last mile each of the same trace; faults are host a's. */
async function openLinks(network: FakeNetwork, { samples, rttSeconds, faults }: Schedule): Promise<void> {
  const plan = { trace: { name: 'drawn', unit: 'kbps', samples }, rttSeconds };
  await network.openSession('a', { ...plan, faults });
  await network.openSession('b', plan);
}

function createActor(
  clock: Clock,
  video: FakeVideo,
  player: RunningPlayer,
  destroy: () => void,
  urlOf: (variant: Extract<Action, { type: 'load' }>['variant']) => string,
  isDash: boolean,
): (action: Action) => void {
  return (action) => {
    if (action.type === 'block') clock.block(action.seconds);
    if (action.type === 'quota') {
      FakeMediaSource.quotaSeconds = action.aheadSeconds;
      FakeMediaSource.quotaUntilSeconds = clock.seconds + action.seconds;
    }
    if (action.type === 'remove-levels') player.removeLevels(action.keep);
    if (action.type === 'load' && !(action.hlsOnly && isDash)) player.load(urlOf(action.variant));
    if (action.type === 'seek') video.currentTime = action.toSeconds;
    if (action.type === 'destroy') destroy();
  };
}

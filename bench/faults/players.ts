/** Both real players behind one door, with the built-in rule or ours; runs in Node and in the browser's page. */
import type { SessionEvent } from 'evenkeel';
import { createHlsAbr } from 'evenkeel/hls';
import { createShakaAbr, type ShakaPlayer } from 'evenkeel/shaka';
import type HlsType from 'hls.js';

export type PlayerName = 'hls' | 'shaka';
export type RuleName = 'built-in' | 'evenkeel';

/** What a session has told. */
export interface PlayerNotes {
  /** The player gave up, and the application has nothing left to try. */
  fatal: string | undefined;
  /** `fault` events of the plugin. */
  readonly faults: string[];
  /** Errors that the player says are its own fault or somebody's in its callbacks. */
  readonly internal: string[];
  /** Decisions of ours that were applied. */
  decisions: number;
  rescues: number;
}

export interface RunningPlayer {
  /** The player and our part of it, by name: nothing of them may outlive `destroy()`. */
  readonly parts: Readonly<Record<string, object>>;
  /** Another address on the same player. */
  load(url: string): void;
  removeLevels(keep: 'low' | 'one'): void;
  destroy(): Promise<void>;
}

export interface PlayerRequest {
  readonly video: HTMLVideoElement;
  readonly url: string;
  readonly rule: RuleName;
  /** The application answers fatal errors as the players' manuals say, a few times. */
  readonly recovers: boolean;
  /** From the start of the film, also where the manifest says that it is still being made. */
  readonly notes: PlayerNotes;
  /** Called at every event of the player. */
  readonly onEvent?: (name: string) => void;
}

export const emptyNotes = (): PlayerNotes => ({ fatal: undefined, faults: [], internal: [], decisions: 0, rescues: 0 });

const MAX_RECOVERIES = 3;
const RECOVERY_MILLISECONDS = 1000;

const noteEvent =
  (notes: PlayerNotes) =>
  (event: SessionEvent): void => {
    if (event.type === 'fault') notes.faults.push(`${event.where}: ${event.message}`);
    if (event.type === 'decision' && event.applied) notes.decisions++;
    if (event.type === 'rescue') notes.rescues++;
  };

export function startHls(Hls: typeof HlsType, { video, url, rule, recovers, notes, onEvent }: PlayerRequest): RunningPlayer {
  const abr = rule === 'evenkeel' && createHlsAbr(Hls, { onEvent: noteEvent(notes) });
  // In Node there are no workers, and without one the same code runs here.
  const hls = new Hls({ enableWorker: false, ...(abr && { abrController: abr }) });
  let recoveries = 0;
  let address = url;
  const restart = (): void => {
    if (!hls.media) return;
    if (hls.levels.length > 0) hls.startLoad();
    else hls.loadSource(address);
  };
  hls.on(Hls.Events.ERROR, (_name, { fatal, type, details, error }) => {
    if (details === Hls.ErrorDetails.INTERNAL_EXCEPTION) notes.internal.push(`${error.message} ${error.stack ?? ''}`);
    if (!fatal) return;
    const canTry = recovers && recoveries++ < MAX_RECOVERIES;
    if (canTry && type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else if (canTry && type === Hls.ErrorTypes.NETWORK_ERROR) setTimeout(restart, RECOVERY_MILLISECONDS);
    else notes.fatal ??= `${type}: ${details}`;
  });
  if (onEvent) for (const name of Object.values(Hls.Events)) hls.on(name, () => onEvent(name));
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    parts: { player: hls, ...(abr && { plugin: abr }) },
    load(next) {
      address = next;
      hls.loadSource(next);
    },
    removeLevels(keep) {
      const { levels, loadLevel } = hls;
      for (let i = levels.length - 1; i >= 0; i--) {
        const stays = keep === 'one' ? i === Math.max(0, loadLevel) : i < Math.ceil(levels.length / 2);
        if (!stays && hls.levels.length > 1) hls.removeLevel(i);
      }
    },
    async destroy() {
      hls.destroy();
    },
  };
}

/** The part of Shaka's module and player that is used here. */
export interface ShakaModule {
  readonly Player: new () => Shaka;
}
interface Shaka extends ShakaPlayer {
  attach(video: HTMLMediaElement): Promise<unknown>;
  load(url: string, startTime?: number): Promise<unknown>;
  destroy(): Promise<unknown>;
  retryStreaming(): boolean;
  configure(name: string, value: unknown): boolean;
}
interface ShakaError {
  readonly severity?: number;
  readonly code?: number;
  readonly category?: number;
}

const CRITICAL = 2;
const NETWORK_CATEGORY = 1;
/** LOAD_INTERRUPTED and OPERATION_ABORTED: the application did something else. */
const INTERRUPTIONS = [7000, 7001];
const SHAKA_EVENTS = [
  'adaptation',
  'downloadheadersreceived',
  'downloadcompleted',
  'downloadfailed',
  'segmentappended',
  'trackschanged',
  'buffering',
  'manifestparsed',
  'streaming',
  'loaded',
  'unloading',
  'statechanged',
  'abrstatuschanged',
  'variantchanged',
  'stalldetected',
  'error',
];

export function startShaka(shaka: ShakaModule, { video, url, rule, recovers, notes, onEvent }: PlayerRequest): RunningPlayer {
  const player = new shaka.Player();
  let recoveries = 0;
  const failed = (error: ShakaError): void => {
    const { code, category, severity } = error;
    if (INTERRUPTIONS.includes(code ?? 0)) return;
    if (code === undefined) notes.internal.push(error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error));
    else if (severity !== CRITICAL) return;
    if (recovers && category === NETWORK_CATEGORY && recoveries++ < MAX_RECOVERIES) {
      setTimeout(() => {
        if (!player.retryStreaming()) notes.fatal ??= `${code}`;
      }, RECOVERY_MILLISECONDS);
    } else notes.fatal ??= `${code ?? error}`;
  };
  player.addEventListener('error', (event) => failed((event as Event & { detail: ShakaError }).detail));
  if (onEvent) for (const name of SHAKA_EVENTS) player.addEventListener(name, () => onEvent(name));
  const abr = rule === 'evenkeel' && createShakaAbr(player, { onEvent: noteEvent(notes) });
  if (abr) player.configure('abrFactory', abr);
  // After a failed load nothing streams: there is nothing to try again with.
  const load = (address: string): Promise<unknown> =>
    player.load(address, 0).catch((error: ShakaError) => {
      recoveries = MAX_RECOVERIES;
      failed(error);
    });
  void player.attach(video).then(() => load(url), failed);
  return {
    parts: { player, ...(abr && { plugin: abr }) },
    load: (next) => void load(next),
    removeLevels(keep) {
      const heights = (player.getVariantTracks() as readonly { height?: number | null }[])
        .map(({ height }) => height ?? 0)
        .sort((a, b) => a - b);
      const maxHeight = heights[keep === 'one' ? 0 : Math.floor((heights.length - 1) / 2)] ?? 0;
      player.configure('restrictions.maxHeight', maxHeight);
    },
    destroy: async () => void (await player.destroy()),
  };
}

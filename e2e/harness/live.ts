/** One bare player on one live stream, steered by Playwright through `window.live`; measures latency by the wall clock. */
import type { AbrMode, SessionEvent } from 'evenkeel';
import { createHlsAbr } from 'evenkeel/hls';
import { bufferedAhead, monitorPlayback } from 'evenkeel/playback';
import { createShakaAbr } from 'evenkeel/shaka';
import Hls from 'hls.js';
import shaka from 'shaka-player';

export interface LiveRequest {
  readonly player: 'hls' | 'shaka';
  readonly url: string;
  /** `none`: no plugin at all. */
  readonly plugin: 'none' | AbrMode;
  /** Goes to the player's constructor (hls.js) or to `configure` (Shaka). */
  readonly config: object;
}

/** One look at the player. Seconds. */
export interface LiveLook {
  /** Since `start`. */
  readonly atSeconds: number;
  /** Wall clock minus the wall clock at which the picture on the screen was made; null before the first. */
  readonly latencySeconds: number | null;
  readonly bufferSeconds: number;
  readonly playbackRate: number;
  readonly positionSeconds: number;
}

export interface LiveState {
  readonly looks: readonly LiveLook[];
  /** Begin and length of each stall after the first frame, a stall that lasts included. */
  readonly stalls: readonly { readonly atSeconds: number; readonly stallSeconds: number }[];
  readonly startupSeconds: number | null;
  /** What the player itself says of its latency and its aim. */
  readonly said: { readonly latencySeconds: number; readonly targetSeconds: number | null };
  readonly errors: readonly string[];
  readonly events: readonly SessionEvent[];
}

export interface LivePage {
  start(request: LiveRequest): void;
  state(): LiveState;
}

declare global {
  interface Window {
    live: LivePage;
  }
}

const LOOK_MILLISECONDS = 250;

const video = document.querySelector('video') as HTMLVideoElement;
const errors: string[] = [];
const events: SessionEvent[] = [];
const looks: LiveLook[] = [];
const stalls: { atSeconds: number; stallSeconds: number }[] = [];
let stalledSinceMilliseconds: number | undefined;
let startupSeconds: number | null = null;
let startedAtMilliseconds = 0;
let readPlayingDate: () => Date | null = () => null;
let readSaid: () => LiveState['said'] = () => ({ latencySeconds: 0, targetSeconds: null });

window.addEventListener('error', (event) => errors.push(`uncaught: ${event.message}`));
window.addEventListener('unhandledrejection', (event) => errors.push(`unhandled: ${String(event.reason)}`));

const sinceStart = (): number => (performance.now() - startedAtMilliseconds) / 1000;
const pluginOptions = ({ plugin }: LiveRequest) => ({
  mode: plugin as AbrMode,
  onEvent: (event: SessionEvent) => void events.push(event),
});

function startHls(request: LiveRequest): void {
  const abr = request.plugin === 'none' ? undefined : createHlsAbr(Hls, pluginOptions(request));
  const hls = new Hls({ ...request.config, ...(abr ? { abrController: abr } : {}) });
  hls.on(Hls.Events.ERROR, (_event, data) => {
    if (data.fatal) errors.push(`hls.js: ${data.details}`);
  });
  readPlayingDate = () => hls.playingDate;
  readSaid = () => ({ latencySeconds: hls.latency, targetSeconds: hls.targetLatency });
  hls.attachMedia(video);
  hls.loadSource(request.url);
}

function startShaka(request: LiveRequest): void {
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  player.configure(request.config);
  player.addEventListener('error', (event) => {
    const { severity, code } = (event as Event & { detail: { severity: number; code: number } }).detail;
    if (severity === 2) errors.push(`shaka: ${code}`);
  });
  if (request.plugin !== 'none') player.configure('abrFactory', createShakaAbr(player, pluginOptions(request)));
  readPlayingDate = () => player.getPlayheadTimeAsDate();
  readSaid = () => ({ latencySeconds: player.getStats().liveLatency, targetSeconds: null });
  player
    .attach(video)
    .then(() => player.load(request.url))
    .catch((error: { code?: number }) => errors.push(`shaka load: ${error.code ?? String(error)}`));
}

function look(): void {
  const date = video.readyState > 0 && startupSeconds !== null ? readPlayingDate() : null;
  looks.push({
    atSeconds: sinceStart(),
    latencySeconds: date && (Date.now() - date.getTime()) / 1000,
    bufferSeconds: bufferedAhead(video),
    playbackRate: video.playbackRate,
    positionSeconds: video.currentTime,
  });
}

window.live = {
  start(request) {
    startedAtMilliseconds = performance.now();
    monitorPlayback(video, (event) => {
      if (event.type === 'stall-start') stalledSinceMilliseconds = performance.now();
      if (event.type === 'stall-end') {
        stalls.push({ atSeconds: sinceStart() - event.stallSeconds, stallSeconds: event.stallSeconds });
        stalledSinceMilliseconds = undefined;
      }
      if (event.type === 'startup') startupSeconds = event.startupSeconds;
    });
    if (request.player === 'hls') startHls(request);
    else startShaka(request);
    setInterval(look, LOOK_MILLISECONDS);
  },
  state() {
    const lasting = stalledSinceMilliseconds;
    const open =
      lasting === undefined
        ? []
        : [{ atSeconds: (lasting - startedAtMilliseconds) / 1000, stallSeconds: (performance.now() - lasting) / 1000 }];
    return { looks: [...looks], stalls: [...stalls, ...open], startupSeconds, said: readSaid(), errors: [...errors], events: [...events] };
  },
};

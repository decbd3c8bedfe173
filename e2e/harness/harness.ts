/** One bare player on one video element, steered by Playwright through `window.harness`. */
import type { AbrEngine, AbrMode, SessionEvent } from 'evenkeel';
import { createHlsAbr } from 'evenkeel/hls';
import { monitorPlayback } from 'evenkeel/playback';
import { createShakaAbr } from 'evenkeel/shaka';
import BundledHls from 'hls.js';
import bundledShaka from 'shaka-player';

export interface HarnessRequest {
  readonly player: 'hls' | 'shaka';
  readonly url: string;
  /** `none`: no plugin at all. */
  readonly plugin: 'none' | AbrMode;
  /** Hides Chromium's own guess of the link, which differs from page to page: for tests that compare two pages. */
  readonly withoutNetworkInformation?: boolean;
  /** Replaces our engine by one that throws in every call. */
  readonly throwingEngine?: boolean;
  /** Where hls.js stops filling its buffer, seconds; its own limit lets low rungs fill minutes. */
  readonly hlsBufferSeconds?: number;
}

export interface HarnessState {
  readonly positionSeconds: number;
  readonly playedSeconds: number;
  readonly stallCount: number;
  /** Time stalled so far, a stall that still lasts included. */
  readonly stallSeconds: number;
  readonly startupSeconds: number | null;
  /** Fatal errors of the player and uncaught errors of the page. */
  readonly errors: readonly string[];
  readonly events: readonly SessionEvent[];
}

export interface Harness {
  start(request: HarnessRequest): void;
  setMode(mode: AbrMode): void;
  state(): HarnessState;
  destroy(): Promise<void>;
}

declare global {
  interface Window {
    harness: Harness;
    /** Another build of a player, brought by a script tag as on many sites; it goes before the bundled one. */
    Hls?: typeof BundledHls;
    shaka?: typeof bundledShaka;
  }
}

const fail = (): never => {
  throw new Error('this engine always throws');
};
const THROWING_ENGINE: AbrEngine = { addSample: fail, decide: fail, considerRescue: fail, forecast: fail, resetLadder: fail };

const video = document.querySelector('video') as HTMLVideoElement;
const errors: string[] = [];
const events: SessionEvent[] = [];
let stallCount = 0;
let stallSeconds = 0;
let stalledSinceMilliseconds: number | undefined;
let startupSeconds: number | null = null;
let setMode: (mode: AbrMode) => void = () => {};
let destroy: () => Promise<void> = async () => {};

window.addEventListener('error', (event) => errors.push(`uncaught: ${event.message}`));
window.addEventListener('unhandledrejection', (event) => errors.push(`unhandled: ${String(event.reason)}`));

const pluginOptions = ({ plugin, throwingEngine }: HarnessRequest) => ({
  mode: plugin as AbrMode,
  onEvent: (event: SessionEvent) => void events.push(event),
  ...(throwingEngine ? { createEngine: () => THROWING_ENGINE } : {}),
});

function startHls(request: HarnessRequest): void {
  const Hls = window.Hls ?? BundledHls;
  const abr = request.plugin === 'none' ? undefined : createHlsAbr(Hls, pluginOptions(request));
  const { hlsBufferSeconds } = request;
  const hls = new Hls({
    ...(abr && { abrController: abr }),
    ...(hlsBufferSeconds && { maxBufferLength: hlsBufferSeconds, maxMaxBufferLength: hlsBufferSeconds }),
  });
  hls.on(Hls.Events.ERROR, (_event, data) => {
    if (data.fatal) errors.push(`hls.js: ${data.details}`);
  });
  hls.attachMedia(video);
  hls.loadSource(request.url);
  if (abr) setMode = (mode) => abr.setMode(mode);
  destroy = async () => hls.destroy();
}

function startShaka(request: HarnessRequest): void {
  const shaka = window.shaka ?? bundledShaka;
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  // By default a film on demand ends for good when two attempts time out, whatever rule plays: an outage of 20 s does it.
  player.configure({ streaming: { retryParameters: { maxAttempts: 10, baseDelay: 500, backoffFactor: 1 } } });
  player.addEventListener('error', (event) => {
    const { severity, code } = (event as Event & { detail: { severity: number; code: number } }).detail;
    if (severity === 2) errors.push(`shaka: ${code}`);
  });
  if (request.plugin !== 'none') {
    const abr = createShakaAbr(player, pluginOptions(request));
    player.configure('abrFactory', abr);
    setMode = (mode) => abr.setMode(mode);
  }
  player
    .attach(video)
    .then(() => player.load(request.url))
    .catch((error: { code?: number }) => errors.push(`shaka load: ${error.code ?? String(error)}`));
  destroy = async () => void (await player.destroy());
}

window.harness = {
  start(request) {
    if (request.withoutNetworkInformation) Object.defineProperty(navigator, 'connection', { value: undefined });
    monitorPlayback(video, (event) => {
      if (event.type === 'stall-start') {
        stallCount++;
        stalledSinceMilliseconds = performance.now();
      }
      if (event.type === 'stall-end') {
        stallSeconds += event.stallSeconds;
        stalledSinceMilliseconds = undefined;
      }
      if (event.type === 'startup') startupSeconds = event.startupSeconds;
    });
    if (request.player === 'hls') startHls(request);
    else startShaka(request);
  },
  setMode: (mode) => setMode(mode),
  state() {
    let playedSeconds = 0;
    for (let i = 0; i < video.played.length; i++) playedSeconds += video.played.end(i) - video.played.start(i);
    const openStallSeconds = stalledSinceMilliseconds === undefined ? 0 : (performance.now() - stalledSinceMilliseconds) / 1000;
    return {
      positionSeconds: video.currentTime,
      playedSeconds,
      stallCount,
      stallSeconds: stallSeconds + openStallSeconds,
      startupSeconds,
      errors: [...errors],
      events: [...events],
    };
  },
  destroy: () => destroy(),
};

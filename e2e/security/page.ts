/** A bare page under a strict policy: players in files of their own, so that a request's stack tells who made it. */
import type { SessionEvent } from 'evenkeel';
import { localHistory } from 'evenkeel/history';
import { createHlsAbr } from 'evenkeel/hls';
import { createShakaAbr } from 'evenkeel/shaka';

export interface StrictPage {
  /** Plays until `stop`; resolves when playback has begun. */
  start(player: 'hls' | 'shaka', url: string, withHistory: boolean): Promise<void>;
  /** Destroys the player. */
  stop(): Promise<void>;
  readonly events: readonly SessionEvent[];
  /** What the browser's policy refused or would have refused. */
  readonly violations: readonly string[];
  readonly errors: readonly string[];
}

declare global {
  interface Window {
    strict: StrictPage;
  }
}

const video = document.querySelector('video') as HTMLVideoElement;
const events: SessionEvent[] = [];
const violations: string[] = [];
const errors: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample} at ${event.sourceFile}:${event.lineNumber}`);
});
window.addEventListener('error', (event) => errors.push(event.message));
window.addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));

const begins = new Promise<void>((resolve) => video.addEventListener('playing', () => resolve(), { once: true }));
let stop = async (): Promise<void> => {};

window.strict = {
  events,
  violations,
  errors,
  async start(player, url, withHistory) {
    const options = {
      onEvent: (event: SessionEvent) => void events.push(event),
      ...(withHistory ? { history: localHistory() } : {}),
    };
    if (player === 'hls') {
      const { default: Hls } = await import('hls.js');
      const hls = new Hls({ abrController: createHlsAbr(Hls, options) });
      hls.on(Hls.Events.ERROR, (_name, data) => data.fatal && errors.push(data.details));
      hls.attachMedia(video);
      hls.loadSource(url);
      stop = async () => hls.destroy();
    } else {
      const { default: shaka } = await import('shaka-player');
      const instance = new shaka.Player();
      instance.configure('abrFactory', createShakaAbr(instance, options));
      await instance.attach(video);
      await instance.load(url);
      stop = async () => void (await instance.destroy());
    }
    void video.play();
    await begins;
  },
  stop: () => stop(),
};

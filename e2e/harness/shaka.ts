/** A bare Shaka player whose every method a test may call: for what one `load()` of a URL does not show. */
import { type AbrEngine, type AbrMode, createAbrEngine, type SessionEvent, type Situation } from 'evenkeel';
import { createShakaAbr } from 'evenkeel/shaka';
import shaka from 'shaka-player';

export interface ShakaHarness {
  readonly player: shaka.Player;
  readonly shaka: typeof shaka;
  /** Of the plugin, oldest first. */
  readonly events: SessionEvent[];
  /** What the engine was asked for decisions, oldest first. */
  readonly situations: Situation[];
  /** Critical errors of the player and uncaught errors of the page. */
  readonly errors: string[];
  /** `none`: no plugin at all. */
  start(plugin: 'none' | AbrMode): Promise<void>;
}

declare global {
  interface Window {
    shakaHarness: ShakaHarness;
  }
}

const video = document.querySelector('video') as HTMLVideoElement;
const events: SessionEvent[] = [];
const errors: string[] = [];
const situations: Situation[] = [];
window.addEventListener('error', (event) => errors.push(`uncaught: ${event.message}`));
window.addEventListener('unhandledrejection', (event) => errors.push(`unhandled: ${String(event.reason)}`));

shaka.polyfill.installAll();
const player = new shaka.Player();
player.addEventListener('error', (event) => {
  const { severity, code } = (event as Event & { detail: { severity: number; code: number } }).detail;
  if (severity === 2) errors.push(`shaka: ${code}`);
});

const watchedEngine: typeof createAbrEngine = (...args) => {
  const engine: AbrEngine = createAbrEngine(...args);
  return {
    ...engine,
    decide(situation) {
      situations.push(situation);
      return engine.decide(situation);
    },
  };
};

window.shakaHarness = {
  player,
  shaka,
  events,
  errors,
  situations,
  async start(plugin) {
    if (plugin !== 'none') {
      const abr = createShakaAbr(player, { mode: plugin, onEvent: (event) => void events.push(event), createEngine: watchedEngine });
      player.configure('abrFactory', abr);
    }
    await player.attach(video);
  },
};

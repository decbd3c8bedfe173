/** The `hls` object as hls.js's AbrController reads it: level-controller and stream-controller reduced to what it can see of them. */

import type { PlayerView } from 'evenkeel/simulator';
import type Hls from 'hls.js';
import type { AbrController, HlsConfig, Level, LevelDetails } from 'hls.js';
import type { HlsModule } from './hls-module.ts';

type Listener = (event: string, data: unknown) => void;

/** HTMLMediaElement.readyState. */
const HAVE_NOTHING = 0;
const HAVE_CURRENT_DATA = 2;
const HAVE_ENOUGH_DATA = 4;

const silent = (): void => undefined;

/** What stands in for `Hls`; named as there. */
export class HlsHost {
  readonly config: HlsConfig;
  /** What the user set: nothing. */
  readonly userConfig: Partial<HlsConfig> = {};
  readonly logger: Hls['logger'] = { trace: silent, debug: silent, log: silent, warn: silent, info: silent, error: silent };
  readonly abrController: AbrController;
  readonly levels: Level[];
  readonly firstLevel: number;
  readonly allAudioTracks: never[] = [];
  readonly autoLevelEnabled = true;
  readonly minAutoLevel = 0;
  readonly media: { paused: boolean; playbackRate: number; readyState: number } = { paused: false, playbackRate: 1, readyState: 0 };
  /** Details of the playlist loaded last. */
  latestLevelDetails: LevelDetails | null = null;
  loadLevel = -1;
  private bufferSeconds = 0;
  private readonly listeners = new Map<string, { readonly call: Listener; readonly self: unknown }[]>();
  private readonly events: HlsModule['Events'];

  /** The player's own order: the AbrController before the manifest, then `loadSource`, then the levels. */
  constructor(module: HlsModule, levels: Level[], firstLevel: number) {
    const { DefaultConfig } = module.default;
    this.events = module.Events;
    this.config = { ...DefaultConfig };
    this.levels = levels;
    this.firstLevel = firstLevel;
    this.abrController = new DefaultConfig.abrController(this as unknown as Hls);
    this.trigger(this.events.MANIFEST_LOADING, { url: 'https://origin.test/main.m3u8' });
    this.seedEstimate();
  }

  on(event: string, call: Listener, self: unknown): void {
    const listeners = this.listeners.get(event) ?? [];
    listeners.push({ call, self });
    this.listeners.set(event, listeners);
  }

  off(event: string, call: Listener): void {
    this.listeners.set(event, this.listeners.get(event)?.filter((each) => each.call !== call) ?? []);
  }

  trigger(event: string, data: unknown): void {
    for (const { call, self } of this.listeners.get(event) ?? []) call.call(self, event, data);
  }

  /** Takes over what the media element and the buffer say now. */
  look({ bufferSeconds, playbackRate, started, stalled }: PlayerView): void {
    this.bufferSeconds = bufferSeconds;
    this.media.playbackRate = playbackRate;
    this.media.readyState = !started ? HAVE_NOTHING : stalled ? HAVE_CURRENT_DATA : HAVE_ENOUGH_DATA;
  }

  get mainForwardBufferInfo(): Hls['mainForwardBufferInfo'] {
    return { len: this.bufferSeconds, start: 0, end: this.bufferSeconds, bufferedIndex: 0 };
  }

  get maxAutoLevel(): number {
    return this.levels.length - 1;
  }

  get loadLevelObj(): Level | null {
    return this.levels[this.loadLevel] ?? null;
  }

  get nextAutoLevel(): number {
    return this.abrController.nextAutoLevel;
  }

  set nextAutoLevel(level: number) {
    this.abrController.nextAutoLevel = level;
  }

  get nextLoadLevel(): number {
    return this.nextAutoLevel;
  }

  /** level-controller: its `level` setter, then the echo into the AbrController. */
  set nextLoadLevel(next: number) {
    if (next !== this.loadLevel) {
      this.loadLevel = next;
      const level = this.levels[next] as Level;
      this.trigger(this.events.LEVEL_SWITCHING, {
        level: next,
        attrs: level.attrs,
        details: level.details,
        bitrate: level.bitrate,
        uri: '',
      });
    }
    this.nextAutoLevel = next;
  }

  /** level-controller, once the manifest is there: the first variant listed raises the untouched default estimate, up to 5 Mbit/s. */
  private seedEstimate(): void {
    const { abrController, config } = this;
    const first = this.levels[this.firstLevel] as Level;
    const seed = Math.min(first.bitrate, config.abrEwmaDefaultEstimateMax);
    const estimate = abrController.bwEstimator.getEstimate();
    if (seed > estimate && estimate === abrController.bwEstimator.defaultEstimate) abrController.resetEstimator(seed);
  }
}

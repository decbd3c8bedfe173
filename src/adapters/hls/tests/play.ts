/** Plays a fake stream in the real hls.js under fake timers. */
import type Hls from 'hls.js';
import type { ErrorData, HlsConfig } from 'hls.js';
import { vi } from 'vitest';
import type { SessionEvent } from '../../../session/index.ts';
import type { PluginOptions } from '../../shared/index.ts';
import { createHlsAbr, type HlsAbr } from '../index.ts';
import { FakeVideo, installFakeBrowser, nextAppend } from './fake-browser.ts';
import { createFakeOrigin, type FakeOrigin, type FakeStream } from './fake-origin.ts';

installFakeBrowser();
/** `EVENKEEL_HLS` may name another build of hls.js to test against. */
export const HlsClass = ((await import(process.env.EVENKEEL_HLS ?? 'hls.js')) as { default: typeof Hls }).default;

/** The light build lacks other audio, subtitles, child players and MediaCapabilities. */
export const IS_FULL: boolean = 'audioStreamController' in HlsClass.DefaultConfig;
export const IS_NEWEST: boolean = HlsClass.version.startsWith('1.7');

/** 1.5 tells no sizes of segments to come, and keeps levels that cannot be decoded. */
export const IS_OLDEST: boolean = HlsClass.version.startsWith('1.5');

export const STREAM: FakeStream = { rates: [200_000, 500_000, 1_000_000, 1_500_000], segmentSeconds: 3.84, segmentCount: 40 };

/** A buffer that is full after a few seconds. */
export const SMALL_BUFFER = { maxBufferLength: 20, maxMaxBufferLength: 20 };

/** Levels of segments named `level/sn`. */
export const levelsOf = (segments: readonly string[]): number[] => segments.map((segment) => Number(segment.split('/')[0]));

export interface Playing {
  readonly hls: Hls;
  readonly abr: HlsAbr | undefined;
  readonly origin: FakeOrigin;
  readonly video: FakeVideo;
  readonly events: SessionEvent[];
  readonly errors: ErrorData[];
  /** Stops and destroys the player. */
  end(): void;
  /** Lets time pass. */
  run(seconds: number): Promise<void>;
  ofType<Type extends SessionEvent['type']>(type: Type): Extract<SessionEvent, { type: Type }>[];
}

const opened: Playing[] = [];

/** Starts playing; `options` undefined = the built-in rule alone. */
export function play(
  options: PluginOptions | undefined,
  config: Partial<HlsConfig> = {},
  rateAt: FakeOrigin['rateAt'] = () => 3_000_000,
  stream: FakeStream = STREAM,
): Playing {
  const origin = createFakeOrigin(stream, rateAt);
  const events: SessionEvent[] = [];
  const errors: ErrorData[] = [];
  const abr = options && createHlsAbr(HlsClass, { ...options, onEvent: (event) => void events.push(event) });
  const hls = new HlsClass({
    loader: origin.Loader as unknown as HlsConfig['loader'],
    enableWorker: false,
    ...(abr && { abrController: abr }),
    ...config,
  });
  const video = new FakeVideo();
  hls.on(HlsClass.Events.ERROR, (_name, data) => void errors.push(data));
  hls.on(HlsClass.Events.BUFFER_APPENDING, (_name, { frag, type }) => {
    nextAppend[type === 'audio' ? 'audio' : 'video'] = [frag.start, frag.end];
  });
  hls.loadSource('https://origin.test/master.m3u8');
  hls.attachMedia(video as unknown as HTMLMediaElement);
  const playing: Playing = {
    hls,
    abr,
    origin,
    video,
    events,
    errors,
    end() {
      clearInterval(video.timer);
      hls.destroy();
    },
    run: async (seconds) => void (await vi.advanceTimersByTimeAsync(seconds * 1000)),
    ofType: (type) => events.filter((event) => event.type === type) as never,
  };
  opened.push(playing);
  return playing;
}

/** Call before each test. */
export function startClock(): void {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
    now: 1_700_000_000_000,
  });
  vi.advanceTimersByTime(1000);
}

/** Call after each test: ends every player. */
export function stopClock(): void {
  for (const playing of opened.splice(0)) playing.end();
  vi.useRealTimers();
}

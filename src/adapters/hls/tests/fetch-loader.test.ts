/** hls.js's real `FetchLoader`, with and without progressive loading. */
import type { HlsConfig } from 'hls.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installFakeFetch } from './fake-fetch.ts';
import { IS_OLDEST, type Playing, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

/** Not every build has it at run time. */
const { FetchLoader } = (await import(process.env.EVENKEEL_HLS ?? 'hls.js')) as { FetchLoader?: HlsConfig['loader'] };
let restore = (): void => {};

beforeEach(startClock);
afterEach(() => {
  stopClock();
  restore();
});

// 1.5 shows a body in parts also where it does not load progressively, and gets an empty one.
describe.runIf(FetchLoader && !IS_OLDEST)('FetchLoader', () => {
  const playFetched = (options: Parameters<typeof play>[0], progressive: boolean, rateAt: (seconds: number) => number): Playing => {
    restore = installFakeFetch(STREAM, rateAt);
    return play(options, { ...SMALL_BUFFER, progressive, loader: FetchLoader as HlsConfig['loader'] });
  };
  const collapse = (seconds: number): number => (seconds < 10 ? 3_000_000 : 300_000);

  it.each([true, false])('progressive %s: transfers are measured whole', async (progressive) => {
    const engine = scriptEngine({ decide: () => 2 });
    const playing = playFetched({ createEngine: engine.createEngine }, progressive, () => 3_000_000);
    await playing.run(20);
    const main = engine.samples.filter(({ kind }) => kind === 'main');
    expect(main.length).toBeGreaterThan(5);
    for (const { sizeBits, transferSeconds } of main) expect(Math.abs(sizeBits / transferSeconds / 3_000_000 - 1)).toBeLessThan(0.1);
    expect(playing.errors).toEqual([]);
    expect(playing.video.currentTime).toBeGreaterThan(15);
  });

  it('progressive: the engine sees the bytes come, and a rescue works', async () => {
    const engine = scriptEngine({
      decide: ({ currentIndex }) => (engine.looks.some(({ elapsedSeconds }) => elapsedSeconds > 2) ? 0 : Math.max(3, currentIndex)),
      rescue: (_situation, { elapsedSeconds, renditionIndex }) => (renditionIndex === 3 && elapsedSeconds > 2 ? 0 : undefined),
    });
    const playing = playFetched({ createEngine: engine.createEngine }, true, collapse);
    await playing.run(40);
    expect(engine.looks.some(({ loadedBits, totalBits }) => loadedBits > 0 && loadedBits < (totalBits ?? 0))).toBe(true);
    expect(playing.ofType('rescue')).toHaveLength(1);
    expect(playing.errors.filter(({ fatal }) => fatal)).toEqual([]);
    expect(playing.video.currentTime).toBeGreaterThan(35);
  });

  it('not progressive: no byte is seen before the end, so nothing is concluded of that, and a collapse is survived', async () => {
    const playing = playFetched({}, false, collapse);
    await playing.run(60);
    const last = playing.ofType('sample').at(-1)?.forecast.next.medianBitsPerSecond ?? 0;
    expect(last).toBeGreaterThan(200_000);
    expect(last).toBeLessThan(400_000);
    expect(playing.ofType('fault')).toEqual([]);
    expect(playing.video.stalledSeconds).toBeLessThan(2);
  });
});

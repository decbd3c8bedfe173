/** Pitfalls 15 to 22 (20 is Shaka's): playback, buffer, start, rescues, caps, hosts. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quota } from '../fake-browser.ts';
import { videoAttributes } from '../fake-stream.ts';
import { levelsOf, play, SMALL_BUFFER, STREAM, startClock, stopClock } from '../play.ts';
import { scriptEngine } from '../scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

it.each([2, 0.5, 0, -1, Number.NaN])('pitfall 15: playback rate %d reaches the engine as a rate that can be divided by', async (rate) => {
  const engine = scriptEngine({ decide: () => 1 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER);
  playing.video.playbackRate = rate;
  await playing.run(3);
  expect(engine.situations.at(-1)?.playbackRate).toBe(Math.abs(rate) || 1);
});

it('pitfall 15: an empty buffer after a seek is no starvation', async () => {
  const engine = scriptEngine({ decide: () => 2 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER);
  await playing.run(20);
  expect(engine.situations.at(-1)?.playing).toBe(true);
  playing.video.seek(120);
  const { length } = engine.situations;
  await playing.run(0.5);
  expect(engine.situations[length]).toMatchObject({ playing: false, bufferSeconds: 0, currentIndex: 2 });
  await playing.run(10);
  expect(engine.situations.at(-1)?.playing).toBe(true);
  expect(levelsOf(playing.origin.segments())).not.toContain(0);
  expect(playing.ofType('stall-start')).toEqual([]);
});

it('pitfall 15: neither a paused player nor the last segment is rescued', async () => {
  const engine = scriptEngine({ decide: () => 3, rescue: (_situation, { elapsedSeconds }) => (elapsedSeconds > 0.5 ? 0 : undefined) });
  const link = (_seconds: number, path: string): number => (path.endsWith('/2.aac') ? 800_000 : 20_000_000);
  const short = { ...STREAM, segmentCount: 3 };
  const last = play({ createEngine: engine.createEngine }, {}, link, short);
  await last.run(12);
  expect(last.origin.segments()).toEqual(['3/0', '3/1', '3/2']);
  last.end();
  engine.looks.length = 0;
  const paused = play({ createEngine: engine.createEngine }, {}, link);
  paused.video.pause();
  await paused.run(9);
  expect(levelsOf(paused.origin.segments())).not.toContain(0);
  expect(engine.looks).toEqual([]);
});

it('pitfall 16: the engine knows where the buffer ends, also after the browser refused more', async () => {
  const limit = async (config: Parameters<typeof play>[1], refuse = false): Promise<number> => {
    const engine = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine: engine.createEngine }, config);
    await playing.run(8);
    quota.refusals = refuse ? 2 : 0;
    await playing.run(12);
    if (refuse) expect(playing.errors.map(({ details }) => details)).toContain('bufferFullError');
    playing.end();
    const { maxBufferSeconds = 0 } = engine.situations.at(-1) ?? {};
    expect(maxBufferSeconds).toBe(Math.min(playing.hls.config.maxMaxBufferLength, Math.max(playing.hls.config.maxBufferLength, 960)));
    return maxBufferSeconds;
  };
  expect(await limit({})).toBe(600);
  expect(await limit({ maxMaxBufferLength: 15 })).toBe(15);
  const refused = await limit({ maxBufferLength: 10 }, true);
  expect(refused).toBeLessThan(600);
});

it.each([2, 6, 15])('pitfall 16: a buffer of at most %d s plays without a stall, and not at the lowest level for fear', async (seconds) => {
  const stream = { ...STREAM, segmentSeconds: 1, segmentCount: 120 };
  const playing = play({}, { maxBufferLength: seconds, maxMaxBufferLength: seconds }, () => 1_300_000, stream);
  await playing.run(60);
  expect(playing.video.stalledSeconds).toBe(0);
  const levels = levelsOf(playing.origin.segments());
  expect(levels.reduce((sum, level) => sum + level, 0) / levels.length).toBeGreaterThan(1);
});

it('pitfall 17: no buffer, no media, a hole: the engine is asked all the same', async () => {
  const engine = scriptEngine({ decide: () => 1 });
  const playing = play({ createEngine: engine.createEngine }, { startFragPrefetch: true, ...SMALL_BUFFER });
  playing.hls.detachMedia();
  await playing.run(2);
  expect(engine.situations[0]).toMatchObject({ bufferSeconds: 0, playing: false });
  playing.hls.attachMedia(playing.video as unknown as HTMLMediaElement);
  await playing.run(10);
  expect(playing.video.currentTime).toBeGreaterThan(5);
  // Only what is ahead of the hole counts.
  const [buffer] = (playing.hls.media as unknown as typeof playing.video).parts;
  const { currentTime } = playing.video;
  buffer?.lose(currentTime + 2, currentTime + 3);
  await playing.run(1);
  expect(playing.hls.mainForwardBufferInfo?.len).toBeLessThan(2);
  expect(playing.ofType('fault')).toEqual([]);
});

it('pitfall 18: the first decision rests on what the application knows, then on the platform, and not on the default of hls.js', async () => {
  const first = async (config: Parameters<typeof play>[1], prepare: (hls: ReturnType<typeof play>['hls']) => void = () => {}) => {
    const engine = scriptEngine({ decide: () => 1 });
    // hls.js takes the first level's rate for its own estimate: a guess from the playlist, not news of the network.
    const playing = play({ createEngine: engine.createEngine }, config, undefined, { ...STREAM, rates: [1_500_000, 200_000] });
    prepare(playing.hls);
    await playing.run(1);
    playing.end();
    return engine.situations[0]?.priorRateBitsPerSecond;
  };
  expect(await first({})).toBeUndefined();
  expect(await first({ abrEwmaDefaultEstimate: 2_000_000 })).toBe(2_000_000);
  const restored = await first({}, (hls) => {
    hls.bandwidthEstimate = 2_500_000;
  });
  expect(restored).toBe(2_500_000);
});

it('pitfall 19: one rescue at a time, none at the lowest level, and no climb right after it', async () => {
  const playing = play({}, SMALL_BUFFER, (seconds) => (seconds < 12 ? 3_000_000 : 350_000));
  await playing.run(60);
  const aborted = playing.origin.requests.filter(({ state, sn }) => state === 'aborted' && sn >= 0);
  expect(aborted.length).toBeGreaterThan(0);
  expect(aborted.length).toBeLessThanOrEqual(2);
  for (const { level } of aborted) expect(level).toBeGreaterThan(0);
  const after = playing.origin.requests.filter(({ type, atSeconds }) => type === 'main' && atSeconds > (aborted.at(-1)?.atSeconds ?? 0));
  for (const { level } of after.slice(0, 4)) expect(level).toBeLessThanOrEqual(aborted[0]?.level ?? 0);
  expect(playing.video.stalledSeconds).toBeLessThan(1);
});

it('pitfall 19: a rescue for the sake of fewer bits only', async () => {
  const engine = scriptEngine({ decide: () => 1, rescue: (_situation, { elapsedSeconds }) => (elapsedSeconds > 0.3 ? 3 : undefined) });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, () => 600_000);
  await playing.run(20);
  expect(engine.looks.length).toBeGreaterThan(10);
  expect(playing.origin.requests.filter(({ state }) => state === 'aborted')).toEqual([]);
});

it('pitfall 19: the bitrate test of hls.js is never rescued', async () => {
  // Sorted by height: the test, at index 0, is of the more expensive level.
  const stream = {
    ...STREAM,
    rates: [1_600_000, 400_000],
    container: 'mp4' as const,
    attributesOf: (level: number) => videoAttributes(240 + 120 * level),
  };
  const engine = scriptEngine({ decide: () => 1, rescue: (_situation, { elapsedSeconds }) => (elapsedSeconds > 0.3 ? 1 : undefined) });
  const config = { startLevel: -1, testBandwidth: true, ...SMALL_BUFFER };
  const playing = play({ createEngine: engine.createEngine }, config, () => 900_000, stream);
  await playing.run(20);
  expect(playing.origin.segments().slice(0, 2)).toEqual(['0/0', '1/0']);
  expect(engine.looks.filter(({ renditionIndex }) => renditionIndex === 0)).toEqual([]);
  expect(playing.origin.requests.filter(({ state }) => state === 'aborted')).toEqual([]);
});

it.each<[string, (hls: ReturnType<typeof play>['hls'], cap: number) => void]>([
  ['the application', (hls, cap) => Object.assign(hls, { autoLevelCapping: cap })],
  ['a lost HDCP level', (hls) => Object.assign(hls, { maxHdcpLevel: 'NONE' })],
])('pitfall 21: a cap set by %s holds from the next answer on', async (_name, lower) => {
  const top = {
    decide: ({ renditions }: { renditions: readonly { allowed: boolean }[] }) => renditions.map(({ allowed }) => allowed).lastIndexOf(true),
  };
  const stream = { ...STREAM, attributesOf: (level: number) => `CODECS="mp4a.40.2",HDCP-LEVEL=${level > 1 ? 'TYPE-0' : 'NONE'}` };
  const playing = play({ createEngine: scriptEngine(top).createEngine }, SMALL_BUFFER, undefined, stream);
  await playing.run(31);
  expect(playing.hls.nextAutoLevel).toBe(3);
  lower(playing.hls, 1);
  expect(playing.hls.nextAutoLevel).toBe(1);
  const { length } = playing.origin.segments();
  await playing.run(15);
  expect(Math.max(...levelsOf(playing.origin.segments().slice(length)))).toBe(1);
});

it('pitfall 22: what hls.js reports of the link stays true after a rescue of ours', async () => {
  const engine = scriptEngine({
    decide: ({ currentIndex }) => (engine.looks.some(({ elapsedSeconds }) => elapsedSeconds > 2) ? 0 : Math.max(3, currentIndex)),
    rescue: (_situation, { elapsedSeconds, renditionIndex }) => (renditionIndex === 3 && elapsedSeconds > 4 ? 0 : undefined),
  });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, (seconds) => (seconds < 9 ? 3_000_000 : 200_000));
  while (playing.ofType('rescue').length === 0) await playing.run(0.1);
  // Steering servers, CMCD and child players get this number.
  expect(playing.hls.bandwidthEstimate).toBeLessThan(2_000_000);
});

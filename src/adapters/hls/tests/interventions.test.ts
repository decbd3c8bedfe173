/** What applications and hls.js's other controllers do to a session in mid-play. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quota } from './fake-browser.ts';
import { videoAttributes } from './fake-stream.ts';
import { levelsOf, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const highest = {
  decide: ({ renditions }: { renditions: readonly { allowed: boolean }[] }) => renditions.map(({ allowed }) => allowed).lastIndexOf(true),
};
const VIDEO = { ...STREAM, container: 'mp4' as const, attributesOf: (level: number) => videoAttributes([270, 360, 720, 1080][level] ?? 0) };

it.each(['currentLevel', 'nextLevel', 'loadLevel'] as const)('%s: manual is manual, and -1 gives control back', async (member) => {
  const engine = scriptEngine({ decide: () => 3 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER);
  await playing.run(20);
  playing.hls[member] = 1;
  const decided = engine.situations.length;
  await playing.run(15);
  expect(engine.situations).toHaveLength(decided);
  expect(levelsOf(playing.origin.segments()).at(-1)).toBe(1);
  playing.hls[member] = -1;
  await playing.run(15);
  expect(engine.situations.length).toBeGreaterThan(decided);
  expect(levelsOf(playing.origin.segments()).at(-1)).toBe(3);
  expect(playing.ofType('fault')).toEqual([]);
});

it('manual: no rescue of ours leaves the chosen level', async () => {
  const engine = scriptEngine({ decide: () => 3, rescue: (_situation, { elapsedSeconds }) => (elapsedSeconds > 1 ? 0 : undefined) });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, (seconds) => (seconds < 6 ? 3_000_000 : 400_000));
  await playing.run(1);
  playing.hls.loadLevel = 2;
  await playing.run(30);
  expect(playing.ofType('rescue')).toEqual([]);
  expect(levelsOf(playing.origin.segments()).slice(3)).not.toContain(0);
});

it('recoverMediaError: the choice and what was learnt live on, playback too', async () => {
  const engine = scriptEngine({ decide: () => 2 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER);
  await playing.run(20);
  const { length } = playing.origin.segments();
  playing.hls.recoverMediaError();
  await playing.run(15);
  expect(levelsOf(playing.origin.segments().slice(length))[0]).toBe(2);
  expect(engine.situations.at(-1)?.currentIndex).toBe(2);
  expect(engine.situations.at(-1)?.playing).toBe(true);
  expect(playing.ofType('ladder')).toHaveLength(1);
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.video.currentTime).toBeGreaterThan(30);
});

it('a full source buffer: hls.js makes room or loads less, we follow, nobody stalls', async () => {
  const playing = play({}, {}, undefined, VIDEO);
  await playing.run(10);
  quota.refusals = 4;
  await playing.run(40);
  expect(quota.refusals).toBe(0);
  expect(playing.errors.some(({ details }) => details === 'bufferFullError')).toBe(true);
  expect(playing.errors.some(({ fatal }) => fatal)).toBe(false);
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.video.stalledSeconds).toBe(0);
  expect(playing.video.currentTime).toBeGreaterThan(45);
});

it('dropped frames: the cap that hls.js sets holds at once', async () => {
  const playing = play(
    { createEngine: scriptEngine(highest).createEngine },
    { ...SMALL_BUFFER, capLevelOnFPSDrop: true },
    () => 8_000_000,
    VIDEO,
  );
  const { frames } = playing.video;
  const pace = setInterval(() => Object.assign(frames, { totalVideoFrames: frames.totalVideoFrames + 60 }), 1000);
  await playing.run(20);
  expect(playing.hls.nextAutoLevel).toBe(3);
  frames.droppedVideoFrames = 100;
  for (let i = 0; i < 60 && playing.hls.autoLevelCapping < 0; i++) {
    frames.droppedVideoFrames += 40;
    await playing.run(1);
  }
  clearInterval(pace);
  expect(playing.hls.autoLevelCapping).toBe(2);
  expect(playing.hls.nextAutoLevel).toBeLessThanOrEqual(2);
  expect(playing.ofType('fault')).toEqual([]);
});

it('a small element: capLevelToPlayerSize and the engine agree, and growing lifts both', async () => {
  const playing = play({}, { ...SMALL_BUFFER, capLevelToPlayerSize: true }, () => 8_000_000, VIDEO);
  Object.assign(playing.video, { clientWidth: 640, clientHeight: 360 });
  await playing.run(20);
  expect(playing.hls.autoLevelCapping).toBe(1);
  // hls.js looks at the element once a second.
  expect(Math.max(...levelsOf(playing.origin.segments()).slice(-4))).toBe(1);
  Object.assign(playing.video, { clientWidth: 1920, clientHeight: 1080 });
  await playing.run(25);
  expect(levelsOf(playing.origin.segments()).at(-1)).toBe(3);
});

it('progressive loading: bytes are shown to hls.js as they come, and measured once', async () => {
  const engine = scriptEngine({ decide: () => 2 });
  const playing = play({ createEngine: engine.createEngine }, { ...SMALL_BUFFER, progressive: true });
  await playing.run(20);
  const main = engine.samples.filter(({ kind }) => kind === 'main');
  expect(main).toHaveLength(playing.origin.requests.filter(({ type, sn, state }) => type === 'main' && sn >= 0 && state === 'done').length);
  for (const { segment, sizeBits, transferSeconds } of main) {
    expect(segment?.renditionIndex).toBe(2);
    expect(sizeBits / transferSeconds).toBeGreaterThan(2_700_000);
  }
  expect(levelsOf(playing.origin.segments()).slice(1)).toEqual(levelsOf(playing.origin.segments()).slice(1).fill(2));
  expect(playing.video.currentTime).toBeGreaterThan(15);
  expect(playing.errors).toEqual([]);
});

it('progressive loading: a rescue starts the segment again lower', async () => {
  const engine = scriptEngine({
    decide: ({ currentIndex }) => (engine.looks.some(({ elapsedSeconds }) => elapsedSeconds > 2) ? 0 : Math.max(3, currentIndex)),
    rescue: (_situation, { elapsedSeconds, renditionIndex }) => (renditionIndex === 3 && elapsedSeconds > 2 ? 0 : undefined),
  });
  const playing = play({ createEngine: engine.createEngine }, { ...SMALL_BUFFER, progressive: true }, (seconds) =>
    seconds < 8 ? 3_000_000 : 300_000,
  );
  await playing.run(40);
  expect(playing.ofType('rescue').length).toBe(1);
  const aborted = playing.origin.requests.find(({ state }) => state === 'aborted');
  expect(playing.origin.segments()).toContain(`0/${aborted?.sn}`);
  expect(playing.errors.some(({ fatal }) => fatal)).toBe(false);
  expect(playing.video.currentTime).toBeGreaterThan(30);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { HlsClass, play, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

/** Falls while segment 5 or so is on its way, and stays low. */
const cliff = (seconds: number): number => (seconds < 8 ? 3_000_000 : 300_000);
const SMALL_BUFFER = { maxBufferLength: 12, maxMaxBufferLength: 12 };

it('aborts once, fetches the same segment at the lower level, and shows no error', async () => {
  const engine = scriptEngine({
    decide: ({ currentIndex }) => (currentIndex <= 0 && engine.looks.some((look) => look.rescues > 0 || look.elapsedSeconds > 2) ? 0 : 3),
    rescue: (_situation, { elapsedSeconds, renditionIndex }) => (renditionIndex === 3 && elapsedSeconds > 2 ? 0 : undefined),
  });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, cliff);
  await playing.run(30);
  const aborted = playing.origin.requests.filter((request) => request.state === 'aborted');
  expect(aborted).toHaveLength(1);
  const next = playing.origin.requests.find((request) => request.atSeconds > (aborted[0]?.atSeconds ?? 0) && request.sn >= 0);
  expect(next).toMatchObject({ level: 0, sn: aborted[0]?.sn });
  expect(playing.errors).toEqual([]);
  const [rescue] = playing.ofType('rescue');
  expect(rescue).toMatchObject({ fromIndex: 3, toIndex: 0 });
  expect(rescue?.wastedBits).toBeGreaterThan(0);
  const cut = engine.samples.find((sample) => sample.partial);
  expect(cut).toMatchObject({ kind: 'main', sizeBits: rescue?.wastedBits });
  expect(playing.video.currentTime).toBeGreaterThan(25);
});

it.runIf(HlsClass.version.startsWith('1.7'))(
  'the built-in emergency switch does show an error since 1.7: why the loader is silenced',
  async () => {
    const playing = play(undefined, { maxBufferLength: 20, maxMaxBufferLength: 20 }, (seconds) => (seconds < 19 ? 3_000_000 : 60_000));
    await playing.run(60);
    const aborts = playing.origin.requests.filter((request) => request.state === 'aborted').length;
    expect(aborts).toBeGreaterThan(0);
    expect(playing.errors.filter((error) => error.details === 'aborted')).toHaveLength(aborts);
  },
);

it('asks for nothing at the lowest permitted level', async () => {
  const engine = scriptEngine({ decide: () => 0, rescue: () => 0 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, () => 100_000);
  await playing.run(20);
  expect(engine.looks).toEqual([]);
});

it('gives a dead server one rescue and waits for a byte before the next', async () => {
  const engine = scriptEngine({
    decide: () => 3,
    rescue: (_s, { renditionIndex, elapsedSeconds }) => (elapsedSeconds > 3 ? renditionIndex - 1 : undefined),
  });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, (seconds) => (seconds < 1 ? 3_000_000 : 0));
  await playing.run(15);
  expect(playing.ofType('rescue')).toHaveLength(1);
});

it('concludes nothing from time that it slept through', async () => {
  const { vi } = await import('vitest');
  const engine = scriptEngine({ decide: () => 3 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, () => 400_000);
  await playing.run(3);
  const slept = vi.getMockedSystemTime();
  expect(slept).not.toBeNull();
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  await playing.run(0.3);
  expect(Math.max(...engine.looks.map((look) => look.elapsedSeconds))).toBeLessThan(10);
  clock.mockRestore();
});

it('hands a segment on its way back to the built-in rule when control ends', async () => {
  const engine = scriptEngine({ decide: () => 3 });
  const playing = play({ createEngine: engine.createEngine }, { maxBufferLength: 30, maxMaxBufferLength: 30 }, (seconds) =>
    seconds < 8 ? 3_000_000 : 100_000,
  );
  await playing.run(12);
  playing.abr?.setMode('observe');
  await playing.run(30);
  expect(playing.origin.requests.some((request) => request.state === 'aborted')).toBe(true);
  expect(playing.ofType('rescue')).toEqual([]);
});

it('a rescue that throws leaves the segment to the built-in rule', async () => {
  const engine = scriptEngine({
    decide: () => 3,
    rescue: () => {
      throw new Error('rescue');
    },
  });
  const playing = play({ createEngine: engine.createEngine }, { maxBufferLength: 30, maxMaxBufferLength: 30 }, (seconds) =>
    seconds < 8 ? 3_000_000 : 100_000,
  );
  await playing.run(50);
  expect(playing.ofType('fault').map((event) => event.where)).toEqual(['rescue']);
  expect(playing.video.currentTime).toBeGreaterThan(8);
});

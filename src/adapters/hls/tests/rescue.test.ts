import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CreateEngine, createAbrEngine, type Forecast } from '../../../engine/index.ts';
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

it('lets the engine look at the lowest level too, and gives up nothing there', async () => {
  const engine = scriptEngine({ decide: () => 0, rescue: (_situation, { elapsedSeconds }) => (elapsedSeconds > 1 ? 1 : 0) });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, () => 100_000);
  await playing.run(20);
  expect(engine.looks.length).toBeGreaterThan(50);
  expect(playing.origin.requests.filter((request) => request.state === 'aborted')).toEqual([]);
  expect(playing.ofType('fault')).toEqual([]);
});

/** The real engine, with what it believed at every look at a transfer. */
function watchEngine(beliefs: Forecast[]): CreateEngine {
  return (config, memory) => {
    const engine = createAbrEngine(config, memory);
    return {
      ...engine,
      considerRescue(situation, inFlight) {
        const decision = engine.considerRescue(situation, inFlight);
        beliefs.push(engine.forecast(situation.atSeconds, situation.host));
        return decision;
      },
    };
  };
}

it('what came while the tab was hidden is no burst', async () => {
  const beliefs: Forecast[] = [];
  const options = { createEngine: watchEngine(beliefs), rescue: { enabled: false } };
  const playing = play(options, SMALL_BUFFER, (seconds) => (seconds < 18 ? 3_000_000 : 250_000));
  await playing.run(24);
  const before = beliefs.at(-1)?.next.medianBitsPerSecond ?? 0;
  expect(playing.origin.requests.at(-1)?.state).toBe('loading');
  const page = globalThis as { document?: unknown };
  page.document = { hidden: true };
  await playing.run(6);
  delete page.document;
  const { length } = beliefs;
  await playing.run(4);
  expect(before).toBeGreaterThan(0);
  for (const { next } of beliefs.slice(length)) expect(next.medianBitsPerSecond).toBeLessThanOrEqual(before);
  await playing.run(20);
  // The whole transfer taught at its end.
  const after = playing.ofType('sample').at(-1);
  expect(after?.atSeconds).toBeGreaterThan(31);
  expect(after?.forecast.next.medianBitsPerSecond).toBeLessThan(before);
});

it('observe: the engine learns on the way as in control, and a rescue is only told, once per segment', async () => {
  const asked: number[] = [];
  const engine = scriptEngine({
    decide: () => 3,
    rescue: (_situation, { elapsedSeconds, renditionIndex, rescues }) => {
      if (elapsedSeconds <= 2 || renditionIndex === 0 || rescues > 1) return undefined;
      asked.push(renditionIndex);
      return 0;
    },
  });
  const link = (seconds: number): number => (seconds < 8 ? 3_000_000 : 100_000);
  const buffer = { maxBufferLength: 30, maxMaxBufferLength: 30 };
  const alone = play(undefined, buffer, link);
  await alone.run(40);
  alone.end();
  const playing = play({ mode: 'observe', createEngine: engine.createEngine }, buffer, link);
  await playing.run(40);
  expect(playing.origin.segments()).toEqual(alone.origin.segments());
  expect(engine.looks.length).toBeGreaterThan(50);
  const told = playing.ofType('decision').filter(({ decision }) => decision.action === 'rescue');
  expect(asked.length).toBeGreaterThan(0);
  expect(told).toHaveLength(asked.length);
  expect(told.every(({ applied }) => !applied)).toBe(true);
  expect(new Set(told.map(({ atSeconds }) => Math.floor(atSeconds))).size).toBe(told.length);
  expect(playing.ofType('rescue')).toEqual([]);
});

it('off: the engine gets no look', async () => {
  const engine = scriptEngine({ decide: () => 0 });
  await play({ mode: 'off', createEngine: engine.createEngine }, SMALL_BUFFER, () => 150_000).run(10);
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

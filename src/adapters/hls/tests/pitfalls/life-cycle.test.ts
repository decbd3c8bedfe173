/** Pitfalls 23 to 26: instances, exceptions, versions, packaging. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HlsConfig } from 'hls.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CreateEngine } from '../../../../engine/index.ts';
import { createHlsAbr } from '../../index.ts';
import { HlsClass, levelsOf, type Playing, play, SMALL_BUFFER, startClock, stopClock } from '../play.ts';
import { scriptEngine } from '../scripted-engine.ts';

const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

beforeEach(startClock);
afterEach(stopClock);

it.each(['decision', 'sample', 'segment', 'switch', 'ladder', 'startup'] as const)(
  'pitfall 23: destroyed while it tells of a %s, it ends quietly',
  async (type) => {
    const playing = play({ createEngine: scriptEngine({ decide: () => 1 }).createEngine });
    playing.abr?.on((event) => {
      if (event.type === type) playing.end();
    });
    await playing.run(10);
    expect(playing.events.filter((event) => event.type === type)).toHaveLength(1);
    expect(playing.events.at(-1)?.type).toBe('end');
    expect(playing.errors).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  },
);

it('pitfall 23: twenty sources on one player leave one player', async () => {
  const engine = scriptEngine({ decide: () => 2 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER);
  for (let i = 0; i < 20; i++) {
    playing.hls.loadSource(`https://origin.test/other${i}.m3u8`);
    await playing.run(0.7);
  }
  const timers = vi.getTimerCount();
  await playing.run(10);
  expect(playing.ofType('ladder').length).toBeGreaterThanOrEqual(20);
  expect(vi.getTimerCount()).toBeLessThanOrEqual(timers + 2);
  expect(playing.ofType('fault')).toEqual([]);
  expect(levelsOf(playing.origin.segments()).at(-1)).toBe(2);
});

it('pitfall 23: on a server the import touches nothing', () => {
  const entry = `${FOLDER}/index.ts`;
  const script = `
    const before = Reflect.ownKeys(globalThis).length;
    const { createHlsAbr } = await import(${JSON.stringify(entry)});
    if (typeof createHlsAbr !== 'function' || Reflect.ownKeys(globalThis).length !== before || 'window' in globalThis) process.exit(1);`;
  execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: FOLDER, stdio: 'pipe' });
});

describe('pitfall 24', () => {
  const internal = (playing: Playing): number => playing.errors.filter(({ details }) => details === 'internalException').length;

  it('pitfall 24: what a listener throws becomes an error of hls.js: ours throws nothing', async () => {
    const naive = play(undefined);
    naive.hls.on(HlsClass.Events.FRAG_LOADED, () => {
      throw new Error('naive');
    });
    await naive.run(3);
    expect(internal(naive)).toBeGreaterThan(0);
    naive.end();
  });

  it.each(['addSample', 'decide', 'considerRescue', 'forecast', 'resetLadder'] as const)(
    'pitfall 24: an engine whose %s throws leaves the built-in rule in charge',
    async (broken) => {
      const scripted = scriptEngine({ decide: () => 2 });
      const createEngine: CreateEngine = (...given) => ({
        ...scripted.createEngine(...given),
        [broken]: () => {
          throw new Error(broken);
        },
      });
      const playing = play({ createEngine }, SMALL_BUFFER, (seconds) => (seconds < 8 ? 3_000_000 : 600_000));
      await playing.run(40);
      expect(internal(playing)).toBe(0);
      expect(playing.ofType('fault').length).toBeGreaterThan(0);
      expect(playing.video.currentTime).toBeGreaterThan(35);
    },
  );

  it.each(['mainForwardBufferInfo', 'maxAutoLevel', 'audioTracks'])(
    'pitfall 24: a %s that throws does not stop the tick',
    async (member) => {
      const playing = play({}, SMALL_BUFFER);
      await playing.run(6);
      Object.defineProperty(playing.hls, member, {
        configurable: true,
        get() {
          // The built-in rule and hls.js itself read it too: only we meet the fault.
          if (/src\/adapters\/hls\/\w+\.ts/.test(new Error('where').stack?.split('\n')[2] ?? '')) throw new Error(member);
          return Reflect.get(HlsClass.prototype, member, playing.hls);
        },
      });
      await playing.run(20);
      expect(playing.ofType('fault').length).toBeGreaterThan(0);
      expect(internal(playing)).toBe(0);
      expect(playing.video.currentTime).toBeGreaterThan(22);
    },
  );
});

it('pitfall 25: members that older versions lack are asked for, not assumed', async () => {
  const playing = play({}, SMALL_BUFFER);
  for (const member of ['audioForwardBufferInfo', 'latestLevelDetails', 'loadLevelObj', 'inFlightFragments'])
    Object.defineProperty(playing.hls, member, { configurable: true, get: () => expect.unreachable(member) });
  const readByHls = ['latestLevelDetails', 'loadLevelObj', 'inFlightFragments'];
  for (const member of readByHls) Reflect.deleteProperty(playing.hls, member);
  await playing.run(20);
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.video.currentTime).toBeGreaterThan(15);
});

it('pitfall 25: abrSwitchInterval refuses rescues, so the watch stays with the built-in rule', async () => {
  const engine = scriptEngine({ decide: () => 3, rescue: (_situation, { elapsedSeconds }) => (elapsedSeconds > 1 ? 0 : undefined) });
  const config = { ...SMALL_BUFFER, abrSwitchInterval: 8 } as Partial<HlsConfig>;
  const playing = play({ createEngine: engine.createEngine }, config, (seconds) => (seconds < 8 ? 3_000_000 : 200_000));
  await playing.run(40);
  expect(playing.ofType('rescue')).toEqual([]);
  expect(playing.ofType('fault')).toEqual([]);
});

it('pitfall 26: hls.js is never imported at run time, and no global is touched at load', () => {
  const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  expect(sources.length).toBeGreaterThan(8);
  for (const name of sources) {
    const text = readFileSync(`${FOLDER}/${name}`, 'utf8');
    for (const line of text.split('\n')) if (/from 'hls\.js'/.test(line)) expect(line).toMatch(/^import type /);
    expect(text).not.toMatch(/\b(window|self)\b\s*[.[]/);
  }
  expect(createHlsAbr(HlsClass).prototype).toBeInstanceOf(HlsClass.DefaultConfig.abrController);
});

/** Pitfalls 9 to 14: which level is answered, and when. */
import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeStream, videoAttributes } from '../fake-stream.ts';
import { HlsClass, levelsOf, type Playing, play, SMALL_BUFFER, STREAM, startClock, stopClock } from '../play.ts';
import { scriptEngine } from '../scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const Base = HlsClass.DefaultConfig.abrController;
type Controller = HlsConfig['abrController'];

/** Plays with a controller class of the test's own. */
function playNaive(controller: Controller, prepare: (playing: Playing) => void = () => {}): Playing {
  const playing = play(undefined, { ...SMALL_BUFFER, abrController: controller });
  prepare(playing);
  return playing;
}
const switchesOf = (hls: Hls): number[] => {
  const seen: number[] = [];
  hls.on(HlsClass.Events.LEVEL_SWITCHING, (_name, { level }) => void seen.push(level));
  return seen;
};

it('pitfall 9: an engine that changes its mind with every question makes one switch a segment, and none while the buffer is full', async () => {
  let asked = 0;
  const flip = (): number => (asked++ % 2 ? 3 : 1);
  class Naive extends Base {
    override get nextAutoLevel(): number {
      return this.hls.levels.length ? flip() : 0;
    }
    override set nextAutoLevel(_level: number) {}
  }
  const naive = playNaive(Naive);
  const naiveSwitches = switchesOf(naive.hls);
  await naive.run(60);
  naive.end();
  expect(naiveSwitches.length).toBeGreaterThan(5 * naive.origin.segments().length);
  asked = 0;
  const playing = play({ createEngine: scriptEngine({ decide: flip }).createEngine }, SMALL_BUFFER);
  const switches = switchesOf(playing.hls);
  await playing.run(60);
  expect(playing.hls.mainForwardBufferInfo?.len).toBeGreaterThan(15);
  expect(switches.length).toBeLessThanOrEqual(playing.origin.segments().length);
  const answer = playing.hls.nextAutoLevel;
  for (let i = 0; i < 50; i++) expect(playing.hls.nextAutoLevel).toBe(answer);
});

it('pitfall 10: -1 would never load; no answer outside the permitted levels reaches hls.js', async () => {
  class Naive extends Base {
    override get nextAutoLevel(): number {
      return -1;
    }
    override set nextAutoLevel(_level: number) {}
  }
  const naive = playNaive(Naive);
  await naive.run(10);
  naive.end();
  expect(naive.origin.segments().length).toBeLessThan(2);
  for (const wild of [-1, 4, 99, 1.5, Number.NaN, undefined]) {
    const playing = play({ createEngine: scriptEngine({ decide: () => wild as number }).createEngine }, SMALL_BUFFER);
    for (let i = 0; i < 20; i++) {
      await playing.run(0.5);
      const { nextAutoLevel, minAutoLevel, maxAutoLevel } = playing.hls;
      if (playing.hls.levels.length) expect([0, 1, 2, 3].slice(minAutoLevel, maxAutoLevel + 1)).toContain(nextAutoLevel);
    }
    expect(playing.video.currentTime).toBeGreaterThan(5);
    expect(playing.ofType('fault')).toHaveLength(1);
    playing.end();
  }
});

it('pitfall 10: where the limits permit no level at all, the built-in rule answers', async () => {
  const playing = play({}, { ...SMALL_BUFFER, minAutoBitrate: 1_200_000 });
  playing.hls.autoLevelCapping = 1;
  await playing.run(10);
  expect(playing.hls.minAutoLevel).toBeGreaterThan(playing.hls.maxAutoLevel);
  expect(playing.video.currentTime).toBeGreaterThan(5);
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.ofType('decision')).toEqual([]);
});

it('pitfall 11: a force of error recovery is obeyed; a rule that ignores the setter asks for the broken level again', async () => {
  class Deaf extends Base {
    override get nextAutoLevel(): number {
      return this.hls.levels.length ? 3 : 0;
    }
    override set nextAutoLevel(_level: number) {}
  }
  const isBroken = (playing: Playing): void => {
    playing.origin.statusOf = (path) => (/level3\/[3-9]/.test(path) ? 404 : 200);
  };
  const naive = playNaive(Deaf, isBroken);
  await naive.run(30);
  naive.end();
  const tries = (playing: Playing): number => playing.origin.segments().filter((segment) => segment === '3/3').length;
  expect(tries(naive)).toBeGreaterThan(5);
  const playing = play({ createEngine: scriptEngine({ decide: ({ renditions }) => (renditions[3]?.allowed ? 3 : 1) }).createEngine });
  isBroken(playing);
  await playing.run(30);
  expect(tries(playing)).toBe(1);
  expect(playing.video.currentTime).toBeGreaterThan(25);
});

it('pitfall 11: a rule that takes its own echo for a force stays pinned', async () => {
  let wanted = 3;
  class Pinned extends Base {
    private forced = -1;
    override get nextAutoLevel(): number {
      return this.forced >= 0 ? this.forced : this.hls.levels.length ? wanted : 0;
    }
    override set nextAutoLevel(level: number) {
      this.forced = level;
    }
  }
  const change = async (playing: Playing): Promise<number[]> => {
    wanted = 3;
    await playing.run(30);
    wanted = 1;
    await playing.run(12);
    playing.end();
    return levelsOf(playing.origin.segments());
  };
  expect(new Set(await change(playNaive(Pinned))).size).toBe(1);
  const levels = await change(play({ createEngine: scriptEngine({ decide: () => wanted }).createEngine }, SMALL_BUFFER));
  expect(levels[3]).toBe(3);
  expect(levels.at(-1)).toBe(1);
});

/** Sorted by height, so the lower index is the more expensive one. */
const UPSIDE_DOWN: FakeStream = {
  ...STREAM,
  rates: [1_600_000, 400_000, 400_000],
  container: 'mp4',
  attributesOf: (level) => videoAttributes([240, 360, 360][level] ?? 0, level === 2 ? ',FRAME-RATE=30' : ''),
};

it('pitfall 12: index order is not bitrate order', async () => {
  const collapsing = async (options: Parameters<typeof play>[0]): Promise<Playing> => {
    const playing = play(options, SMALL_BUFFER, (seconds) => (seconds < 10 ? 3_000_000 : 500_000), UPSIDE_DOWN);
    await playing.run(60);
    playing.end();
    return playing;
  };
  const playing = await collapsing({});
  expect(levelsOf(playing.origin.segments())).toContain(0);
  // Down in bits is up in indices here.
  expect(playing.ofType('rescue').every(({ fromIndex, toIndex }) => fromIndex === 0 && toIndex > 0)).toBe(true);
  expect(levelsOf(playing.origin.segments()).slice(-8)).not.toContain(0);
  expect(playing.video.stalledSeconds).toBe(0);
  // hls.js's own rule takes the highest index for the best level, and leaves three quarters of the link unused.
  const builtIn = await collapsing(undefined);
  expect(levelsOf(builtIn.origin.segments())).not.toContain(0);
});

it.each<[string, FakeStream]>([
  ['one level', { ...STREAM, rates: [500_000] }],
  [
    'levels of the same rate',
    { ...STREAM, rates: [500_000, 500_000, 500_000], attributesOf: (level) => `CODECS="mp4a.40.${[2, 5, 2][level]}"` },
  ],
  ['audio only', { ...STREAM, rates: [48_000, 96_000, 192_000] }],
  ['no CODECS, RESOLUTION or FRAME-RATE', { ...STREAM, attributesOf: () => 'AVERAGE-BANDWIDTH=300000' }],
  ['no usable BANDWIDTH', { ...STREAM, rates: [0, 0, 0], sizeOf: () => 100_000 }],
  [
    'a declared peak far above the truth',
    {
      ...STREAM,
      rates: [500_000, 9_000_000],
      attributesOf: (level) => `AVERAGE-BANDWIDTH=${level ? 900_000 : 300_000}`,
      sizeOf: (level) => (level ? 400_000 : 140_000),
    },
  ],
])('pitfall 12: a ladder of %s plays', async (_name, stream) => {
  const playing = play({}, SMALL_BUFFER, () => 2_000_000, stream);
  await playing.run(30);
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.errors).toEqual([]);
  expect(playing.video.currentTime).toBeGreaterThan(26);
  for (const { decision } of playing.ofType('decision'))
    for (const { terms } of decision.candidates) for (const term of Object.values(terms ?? {})) expect(term).not.toBeNaN();
});

it('pitfall 12: a wrong declared peak does not keep a level out, measured sizes do', async () => {
  const stream: FakeStream = {
    ...STREAM,
    rates: [500_000, 9_000_000],
    attributesOf: (level) => `AVERAGE-BANDWIDTH=${level ? 900_000 : 300_000}`,
    sizeOf: (level) => (level ? 430_000 : 144_000),
  };
  const playing = play({}, SMALL_BUFFER, () => 2_000_000, stream);
  await playing.run(40);
  expect(levelsOf(playing.origin.segments()).at(-1)).toBe(1);
});

it('pitfall 13: levels with errors, or that will not play smoothly, are no candidates', async () => {
  const engine = scriptEngine({ decide: ({ renditions }) => renditions.map(({ allowed }) => allowed).lastIndexOf(true) });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER);
  await playing.run(20);
  const [, , third, fourth] = playing.hls.levels;
  Object.assign(fourth ?? {}, { supportedResult: { supported: true, configurations: [], decodingInfoResults: [{ smooth: false }] } });
  Object.assign(third ?? {}, { fragmentError: 1 });
  expect(playing.hls.nextAutoLevel).toBe(1);
  await playing.run(20);
  // The loaded level's own standing does not matter, its smoothness does.
  expect(levelsOf(playing.origin.segments()).at(-1)).toBe(1);
});

it('pitfall 14: a level whose playlist is not there yet costs the wait for it', async () => {
  const engine = scriptEngine({ decide: ({ renditions }) => (renditions[2]?.playlistDelaySeconds === 0 ? 2 : 1) });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER);
  playing.origin.latencyOf = (path) => (path.endsWith('.m3u8') ? 1500 : 40);
  await playing.run(30);
  const last = engine.situations.at(-1);
  expect(last?.renditions.map(({ playlistDelaySeconds }) => playlistDelaySeconds && Math.round(playlistDelaySeconds * 10) / 10)).toEqual([
    1.5, 0, 1.5, 1.5,
  ]);
});

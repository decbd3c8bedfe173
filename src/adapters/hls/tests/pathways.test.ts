/** Redundant streams, content steering, and what is believed of each host. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeStream } from './fake-stream.ts';
import { IS_FULL, IS_NEWEST, levelsOf, type Playing, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const hostsOf = ({ origin }: Playing): string[] =>
  origin.requests.filter(({ type }) => type === 'main').map(({ path }) => /https:\/\/(\w)/.exec(path)?.[1] ?? '-');

/** Every level twice, on the hosts `a` and `b`. */
const redundant = (pathwayOf: (level: number) => string = () => ''): FakeStream => ({
  ...STREAM,
  rates: [...STREAM.rates, ...STREAM.rates],
  uriOf: (level) => `https://${level < 4 ? 'a' : 'b'}.test/level${level}.m3u8`,
  attributesOf: (level) => `CODECS="mp4a.40.2"${pathwayOf(level)}`,
});

it('a redundant stream takes over when its host fails; choice and memory go on per host', async () => {
  const engine = scriptEngine({ decide: () => 2 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, undefined, redundant());
  await playing.run(20);
  const before = engine.situations.length;
  expect(engine.situations.at(-1)?.host).toBe('a.test');
  playing.origin.statusOf = (path) => (path.startsWith('https://a.test') ? 404 : 200);
  await playing.run(30);
  expect(hostsOf(playing).at(-1)).toBe('b');
  expect(levelsOf(playing.origin.segments()).at(-1)).toBe(2);
  expect(engine.situations.at(-1)).toMatchObject({ host: 'b.test', currentIndex: 2 });
  expect(engine.situations.find(({ host }) => host === 'b.test')?.currentIndex).toBe(2);
  expect(engine.situations.slice(before).every(({ renditions }) => renditions.length === 4)).toBe(true);
  expect(new Set(engine.samples.filter(({ kind }) => kind === 'main').map(({ host }) => host))).toEqual(new Set(['a.test', 'b.test']));
  expect(playing.errors.some(({ fatal }) => fatal)).toBe(false);
  expect(playing.ofType('fault')).toEqual([]);
});

it.runIf(IS_NEWEST && IS_FULL)(
  'content steering moves to another host: what was measured of the first one is not believed of it for long',
  async () => {
    let priority = ['A', 'B'];
    const stream: FakeStream = {
      ...redundant((level) => `,PATHWAY-ID="${level < 4 ? 'A' : 'B'}"`),
      masterLines: ['#EXT-X-CONTENT-STEERING:SERVER-URI="steering.json",PATHWAY-ID="A"'],
      fileAt: (path) => (path.includes('steering') ? { VERSION: 1, TTL: 10, 'PATHWAY-PRIORITY': priority } : undefined),
    };
    const link = (_seconds: number, path: string): number => (path.startsWith('https://b.test') ? 600_000 : 4_000_000);
    const playing = play({}, SMALL_BUFFER, link, stream);
    await playing.run(25);
    expect(new Set(hostsOf(playing))).toEqual(new Set(['a']));
    expect(levelsOf(playing.origin.segments()).at(-1)).toBe(3);
    priority = ['B', 'A'];
    await playing.run(60);
    expect(hostsOf(playing).at(-1)).toBe('b');
    expect(levelsOf(playing.origin.segments()).at(-1)).toBeLessThanOrEqual(1);
    const believed = (host: string): number =>
      playing
        .ofType('sample')
        .filter(({ sample, verdict }) => sample.host === host && verdict.accepted)
        .at(-1)?.forecast.next.medianBitsPerSecond ?? 0;
    expect(believed('b.test')).toBeLessThan(800_000);
    expect(believed('a.test')).toBeGreaterThan(3_000_000);
    expect(playing.video.stalledSeconds).toBeLessThan(1);
    // The steering server is told the truth, not a rate with a margin of safety.
    const asked = playing.origin.requests.filter(({ path }) => path.includes('steering'));
    const told = Number(/_HLS_throughput=(\d+)/.exec(asked.at(-1)?.path ?? '')?.[1]);
    expect(told).toBeGreaterThan(400_000);
    expect(told).toBeLessThan(1_500_000);
    // Back on the first host its rate is known, and so is its level.
    priority = ['A', 'B'];
    await playing.run(30);
    expect(hostsOf(playing).at(-1)).toBe('a');
    expect(levelsOf(playing.origin.segments()).at(-1)).toBe(3);
  },
);

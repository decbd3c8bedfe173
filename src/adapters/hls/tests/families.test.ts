/** Codec families, dynamic range, frame rates, the author's scores, HDCP, and what the platform says it can decode. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Situation } from '../../../engine/index.ts';
import { type FakeStream, videoAttributes } from './fake-stream.ts';
import { IS_FULL, IS_OLDEST, levelsOf, type Playing, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(() => {
  stopClock();
  Reflect.deleteProperty(navigator, 'mediaCapabilities');
});

const AVC = 'avc1.64001f';
const HEVC = 'hvc1.2.4.L123.B0';
const AV1 = 'av01.0.08M.08';
const VP9 = 'vp09.00.40.08';

/** Attributes of each level, in the order of the playlist. */
const ladder = (...levels: readonly [height: number, rate: number, codec: string, more?: string][]): FakeStream => ({
  ...STREAM,
  container: 'mp4',
  rates: levels.map(([, rate]) => rate),
  attributesOf: (level) => {
    const [height, , codec, more = ''] = levels[level] ?? [0, 0, AVC];
    return videoAttributes(height, more, codec);
  },
});
const highest = ({ renditions }: Situation): number => renditions.map(({ allowed }) => allowed).lastIndexOf(true);
/** Levels that were played, numbered as in the playlist: hls.js sorts them. */
const played = ({ origin }: Playing): number[] =>
  origin.requests.filter(({ type, sn }) => type === 'main' && sn >= 0).map(({ path }) => Number(/level(\d+)/.exec(path)?.[1]));

it.each([AVC, HEVC, AV1, VP9])('stays in the family that the start chose, with %s in the ladder', async (codec) => {
  const others = [AVC, HEVC, AV1, VP9].filter((other) => other !== codec);
  const stream = ladder(
    [240, 250_000, codec],
    [480, 700_000, codec],
    [720, 1_400_000, codec],
    ...others.flatMap((other): [number, number, string][] => [
      [360, 400_000, other],
      [720, 1_500_000, other],
    ]),
  );
  const playing = play({}, SMALL_BUFFER, (seconds) => (seconds % 20 < 10 ? 4_000_000 : 500_000), stream);
  await playing.run(60);
  const families = played(playing).map((level) => stream.attributesOf?.(level).slice(8, 12));
  expect(new Set(families).size).toBe(1);
  expect(new Set(played(playing)).size).toBeGreaterThan(1);
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.video.currentTime).toBeGreaterThan(50);
});

it('tells the engine each codec', async () => {
  const engine = scriptEngine({ decide: highest });
  const playing = play({ createEngine: engine.createEngine }, {}, undefined, ladder([240, 250_000, AVC], [480, 600_000, AV1]));
  await playing.run(2);
  expect(engine.situations[0]?.renditions.map(({ videoCodec }) => videoCodec)).toEqual([AVC, AV1]);
  playing.end();
  const audioOnly = scriptEngine({ decide: () => 0 });
  await play({ createEngine: audioOnly.createEngine }).run(2);
  expect(audioOnly.situations[0]?.renditions[0]?.videoCodec).toBeUndefined();
});

it('keeps dynamic range and frame rates apart as hls.js does', async () => {
  const stream = ladder(
    [360, 400_000, AVC, ',FRAME-RATE=30'],
    [720, 900_000, AVC, ',FRAME-RATE=30'],
    [720, 1_200_000, AVC, ',FRAME-RATE=60'],
    [1080, 1_500_000, AVC, ',FRAME-RATE=30,VIDEO-RANGE=PQ'],
  );
  const engine = scriptEngine({ decide: highest });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, () => 4_000_000, stream);
  await playing.run(20);
  const last = engine.situations.at(-1);
  expect(last?.renditions.map(({ frameRate }) => frameRate)).toEqual([30, 30, 60, 30]);
  // Up to 60 is permitted, down from there only levels that are not faster; PQ never.
  expect(levelsOf(playing.origin.segments())).toContain(2);
  expect(levelsOf(playing.origin.segments())).not.toContain(3);
});

it.runIf(IS_FULL && !IS_OLDEST)('what cannot be decoded is removed by hls.js, and what is not smooth is not chosen', async () => {
  const decodingInfo = ({ video }: { video?: { width: number; contentType: string } }): Promise<object> => {
    const width = video?.width ?? 0;
    return Promise.resolve({ supported: width < 5000, smooth: width < 3000, powerEfficient: width < 1500, keySystemAccess: null });
  };
  Object.defineProperty(navigator, 'mediaCapabilities', { value: { decodingInfo }, configurable: true });
  const stream = ladder([480, 400_000, HEVC], [1080, 800_000, HEVC], [2160, 1_200_000, HEVC], [4320, 1_500_000, HEVC]);
  const engine = scriptEngine({ decide: highest });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, () => 4_000_000, stream);
  await playing.run(20);
  const last = engine.situations.at(-1)?.renditions ?? [];
  expect(last.map(({ heightPixels }) => heightPixels)).toEqual([480, 1080, 2160]);
  expect(last.map(({ smooth }) => smooth)).toEqual([true, true, false]);
  expect(last.map(({ powerEfficient }) => powerEfficient)).toEqual([true, false, false]);
  expect(last.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  expect(playing.hls.levels[playing.hls.nextAutoLevel]?.height).toBe(1080);
  expect(playing.ofType('ladder').at(-1)?.renditions).toHaveLength(3);
  expect(playing.ofType('fault')).toEqual([]);
});

it('removed levels move the indices: what was announced and chosen moves with them', async () => {
  let wantedHeight = 480;
  const engine = scriptEngine({ decide: ({ renditions }) => renditions.findIndex(({ heightPixels }) => heightPixels === wantedHeight) });
  const stream = ladder([240, 250_000, AVC], [480, 500_000, AVC], [720, 900_000, AVC]);
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, undefined, stream);
  await playing.run(10);
  const before = playing.ofType('switch').length;
  playing.hls.removeLevel(0);
  await playing.run(15);
  expect(playing.hls.nextAutoLevel).toBe(0);
  expect(playing.ofType('switch').slice(before)).toEqual([]);
  expect(engine.situations.at(-1)).toMatchObject({ currentIndex: 0 });
  expect(playing.origin.requests.filter(({ path }) => path.startsWith('level2/'))).toEqual([]);
  wantedHeight = 720;
  await playing.run(10);
  expect(playing.ofType('switch').slice(before)).toMatchObject([{ fromIndex: 0, toIndex: 1 }]);
});

it("SCORE reaches the engine; it is the author's word on quality", async () => {
  const engine = scriptEngine({ decide: () => 0 });
  const stream = ladder([240, 250_000, AVC, ',SCORE=3.5'], [480, 500_000, AVC]);
  await play({ createEngine: engine.createEngine }, {}, undefined, stream).run(2);
  expect(engine.situations[0]?.renditions.map(({ qualityScore }) => qualityScore)).toEqual([3.5, undefined]);
});

it.each<[string | undefined, string | undefined]>([
  ['animation', 'animation'],
  ['sport', 'sport'],
  ['constructor', undefined],
  ['', undefined],
  [undefined, undefined],
])('content type %j in the playlist reaches the engine as %j', async (value, expected) => {
  const engine = scriptEngine({ decide: () => 0 });
  const masterLines = value === undefined ? [] : [`#EXT-X-SESSION-DATA:DATA-ID="org.evenkeel.content-type",VALUE="${value}"`];
  const playing = play({ createEngine: engine.createEngine }, {}, undefined, { ...STREAM, masterLines });
  await playing.run(2);
  expect(engine.situations[0]?.contentType).toBe(expected);
  expect(playing.ofType('fault')).toEqual([]);
});

it('HDCP: levels above the permitted output protection are out', async () => {
  const stream = ladder(
    [240, 250_000, AVC, ',HDCP-LEVEL=NONE'],
    [480, 500_000, AVC, ',HDCP-LEVEL=TYPE-0'],
    [720, 900_000, AVC, ',HDCP-LEVEL=TYPE-1'],
  );
  const engine = scriptEngine({ decide: highest });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, undefined, stream);
  await playing.run(0.1);
  playing.hls.maxHdcpLevel = 'TYPE-0';
  await playing.run(10);
  expect(engine.situations.at(-1)?.renditions.map(({ allowed }) => allowed)).toEqual([true, true, false]);
});

/** Everything that decides how a session starts. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Playing, play, SMALL_BUFFER, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

async function start(config: Parameters<typeof play>[1], wanted = 3, prepare: (playing: Playing) => void = () => {}): Promise<Playing> {
  const playing = play({ createEngine: scriptEngine({ decide: () => wanted }).createEngine }, { ...SMALL_BUFFER, ...config });
  prepare(playing);
  await playing.run(6);
  expect(playing.ofType('fault')).toEqual([]);
  playing.end();
  return playing;
}

it('startLevel in the configuration and on the player hold for the first segment', async () => {
  expect((await start({ startLevel: 1 })).origin.segments().slice(0, 2)).toEqual(['1/0', '3/1']);
  const set = await start({}, 3, ({ hls }) => {
    hls.startLevel = 2;
  });
  expect(set.origin.segments().slice(0, 2)).toEqual(['2/0', '3/1']);
});

it('startPosition: the first segment is the one there, at our level', async () => {
  expect((await start({ startPosition: 60 }, 2)).origin.segments()[0]).toBe('2/15');
});

it('testBandwidth: a test at the lowest level teaches and is not played', async () => {
  const tested = await start({ startLevel: -1, testBandwidth: true }, 2);
  expect(tested.origin.segments().slice(0, 3)).toEqual(['0/0', '2/0', '2/1']);
  expect(tested.ofType('segment')[0]?.renditionIndex).toBe(2);
  const untested = await start({ startLevel: -1, testBandwidth: false }, 2);
  expect(untested.origin.segments()[0]).toBe('2/0');
});

it('startFragPrefetch: before media is attached one segment is loaded at our level, and none twice', async () => {
  const playing = await start({ startFragPrefetch: true }, 2, ({ hls, video }) => {
    hls.detachMedia();
    setTimeout(() => hls.attachMedia(video as unknown as HTMLMediaElement), 2000);
  });
  const segments = playing.origin.segments();
  expect(segments[0]).toBe('2/0');
  expect(playing.origin.requests.find(({ sn }) => sn === 0)?.atSeconds).toBeLessThan(1.5);
  expect(new Set(segments).size).toBe(segments.length);
  expect(playing.video.currentTime).toBeGreaterThan(2);
});

it('autoStartLoad off: nothing is asked before startLoad, nor of the engine', async () => {
  const engine = scriptEngine({ decide: () => 1 });
  const playing = play({ createEngine: engine.createEngine }, { autoStartLoad: false });
  await playing.run(3);
  expect(playing.origin.segments()).toEqual([]);
  expect(engine.situations).toEqual([]);
  playing.hls.startLoad(30);
  await playing.run(3);
  expect(playing.origin.segments()[0]).toBe('1/7');
});

/** Audio renditions, languages and subtitles beside the video. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeStream, videoAttributes } from './fake-stream.ts';
import { IS_FULL, levelsOf, type Playing, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const audio = (group: string, language: string, index: number, more = ''): string =>
  `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="${language}",LANGUAGE="${language}",AUTOSELECT=YES${more},URI="audio${index}.m3u8"`;

const TWO_LANGUAGES: FakeStream = {
  ...STREAM,
  container: 'mp4',
  masterLines: [audio('a', 'en', 0, ',DEFAULT=YES'), audio('a', 'fr', 1)],
  attributesOf: (level) => videoAttributes(240 + 120 * level, ',AUDIO="a"', 'avc1.64001f,mp4a.40.2'),
};
const asked = (playing: Playing, part: string): number => playing.origin.requests.filter(({ path }) => path.includes(part)).length;

it.runIf(IS_FULL)('another language changes the audio and nothing else', async () => {
  const engine = scriptEngine({ decide: () => 2 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, undefined, TWO_LANGUAGES);
  await playing.run(15);
  expect(asked(playing, 'audio1/')).toBe(0);
  playing.hls.audioTrack = 1;
  const { length } = playing.ofType('switch');
  const frenchFrom = engine.samples.length;
  await playing.run(15);
  expect(asked(playing, 'audio1/')).toBeGreaterThan(2);
  expect(playing.ofType('switch')).toHaveLength(length);
  expect(levelsOf(playing.origin.segments()).slice(2)).toEqual(levelsOf(playing.origin.segments()).slice(2).fill(2));
  expect(engine.samples.slice(frenchFrom).filter(({ kind }) => kind === 'main' || kind === 'audio').length).toBeGreaterThan(4);
  for (const { kind, segment } of engine.samples) expect(!!segment).toBe(kind === 'main');
  expect(engine.samples.filter(({ kind }) => kind === 'audio').length).toBeGreaterThan(4);
  expect(playing.ofType('fault')).toEqual([]);
});

it.runIf(IS_FULL)('a language that only other levels carry: hls.js forces such a level, and it is honoured', async () => {
  const stream: FakeStream = {
    ...TWO_LANGUAGES,
    masterLines: [audio('lo', 'en', 0, ',DEFAULT=YES'), audio('hi', 'en', 1, ',DEFAULT=YES'), audio('hi', 'fr', 2)],
    attributesOf: (level) => videoAttributes(240 + 120 * level, `,AUDIO="${level < 2 ? 'lo' : 'hi'}"`, 'avc1.64001f,mp4a.40.2'),
  };
  const engine = scriptEngine({ decide: () => 1 });
  const playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, undefined, stream);
  await playing.run(15);
  expect(new Set(levelsOf(playing.origin.segments()).slice(1))).toEqual(new Set([1]));
  const { length } = playing.origin.segments();
  playing.hls.setAudioOption({ lang: 'fr' });
  await playing.run(10);
  expect(levelsOf(playing.origin.segments()).slice(length)[0]).toBeGreaterThan(1);
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.video.stalledSeconds).toBe(0);
});

it.runIf(IS_FULL)('audio that falls behind is the buffer that counts', async () => {
  const mainAtDecision: number[] = [];
  const engine = scriptEngine({
    decide() {
      mainAtDecision.push(playing.hls.mainForwardBufferInfo?.len ?? 0);
      return 0;
    },
  });
  const slowAudio = (seconds: number, path: string): number => (path.includes('audio') && seconds > 10 ? 20_000 : 3_000_000);
  const playing: Playing = play({ createEngine: engine.createEngine }, SMALL_BUFFER, slowAudio, TWO_LANGUAGES);
  await playing.run(40);
  const last = engine.situations.at(-1);
  expect(last?.bufferSeconds).toBeLessThan(5);
  expect(mainAtDecision.at(-1)).toBeGreaterThan((last?.bufferSeconds ?? 99) + 3);
});

it.runIf(IS_FULL)('subtitles load beside and teach nothing of video', async () => {
  const stream: FakeStream = {
    ...TWO_LANGUAGES,
    masterLines: [
      ...(TWO_LANGUAGES.masterLines ?? []),
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="en",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="subs0.m3u8"',
    ],
    attributesOf: (level) => `${TWO_LANGUAGES.attributesOf?.(level)},SUBTITLES="s"`,
  };
  const playing = play({}, { ...SMALL_BUFFER, renderTextTracksNatively: false }, undefined, stream);
  await playing.run(15);
  playing.hls.subtitleDisplay = true;
  playing.hls.subtitleTrack = 0;
  await playing.run(15);
  expect(asked(playing, 'subs0/')).toBeGreaterThan(2);
  const { renditions = [] } = playing.ofType('ladder').at(-1) ?? {};
  expect(renditions).toHaveLength(4);
  for (const { sample, verdict } of playing.ofType('sample').filter(({ sample: { kind } }) => kind === 'other')) {
    expect(sample.segment).toBeUndefined();
    expect(verdict.accepted).toBe(false);
  }
  expect(playing.ofType('fault')).toEqual([]);
  expect(playing.video.stalledSeconds).toBe(0);
});

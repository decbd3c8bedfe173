/** An ad break in the middle of the film (EXT-X-DISCONTINUITY), served by another host at quite another rate. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../session/index.ts';
import type { FakeStream } from './fake-stream.ts';
import { type Playing, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';

beforeEach(startClock);
afterEach(stopClock);

type SampleEvent = Extract<SessionEvent, { type: 'sample' }>;

const FILM_RATE = 1_300_000;
/** Segments of the break: before and after it the film. */
const BREAK = [8, 13] as const;
const isAd = (sn: number): boolean => sn >= BREAK[0] && sn < BREAK[1];

const STREAM_WITH_BREAK: FakeStream = {
  ...STREAM,
  fileAt(path) {
    const [, level] = /^level(\d)\.m3u8$/.exec(path) ?? [];
    if (level === undefined) return undefined;
    const segments = Array.from({ length: STREAM.segmentCount }, (_, sn) => [
      ...(isAd(sn) !== isAd(sn - 1) ? ['#EXT-X-DISCONTINUITY'] : []),
      `#EXTINF:${STREAM.segmentSeconds},`,
      `${isAd(sn) ? 'https://ads.test/' : ''}level${level}/${sn}.aac`,
    ]);
    return ['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-TARGETDURATION:4', '#EXT-X-MEDIA-SEQUENCE:0', ...segments.flat(), '#EXT-X-ENDLIST'].join(
      '\n',
    );
  },
};

const playThrough = async (adRate: number): Promise<Playing> => {
  const playing = play({}, SMALL_BUFFER, (_s, path) => (path.startsWith('https://ads.test') ? adRate : FILM_RATE), STREAM_WITH_BREAK);
  await playing.run(100);
  return playing;
};
const samplesOf = (playing: Playing, host: string): SampleEvent[] =>
  playing.ofType('sample').filter(({ sample }) => sample.kind === 'main' && sample.host === host);
const believed = (playing: Playing, host: string): readonly number[] =>
  samplesOf(playing, host).map(({ forecast }) => forecast.next.medianBitsPerSecond);
/** What was believed of the film's host after each of its segments behind the break. */
const believedAfterwards = (playing: Playing): readonly number[] => {
  const ended = samplesOf(playing, 'ads.test').at(-1)?.sample.atSeconds ?? Number.POSITIVE_INFINITY;
  return samplesOf(playing, 'origin.test').flatMap(({ sample, forecast }) =>
    sample.atSeconds > ended ? forecast.next.medianBitsPerSecond : [],
  );
};

describe('an ad break on another host', () => {
  it('that is much faster: its rate is not taken for that of the film', async () => {
    const playing = await playThrough(20_000_000);
    const ads = samplesOf(playing, 'ads.test');
    expect(ads).toHaveLength(BREAK[1] - BREAK[0]);
    // What was wrong for the film, and was believed of the host that it came from.
    expect(Math.max(...ads.map(({ sample }) => sample.sizeBits / sample.transferSeconds))).toBeGreaterThan(10 * FILM_RATE);
    expect(believed(playing, 'ads.test').at(-1)).toBeGreaterThan(4 * FILM_RATE);
    const afterwards = believedAfterwards(playing);
    expect(afterwards.length).toBeGreaterThan(5);
    for (const rate of afterwards) expect(rate / FILM_RATE).toBeCloseTo(1, 1);
    expect(playing.video.stalledSeconds).toBe(0);
  });

  it('that is much slower: the film is believed to be what it was, though parts of both were on their way', async () => {
    const playing = await playThrough(300_000);
    expect(samplesOf(playing, 'ads.test').length).toBeGreaterThanOrEqual(BREAK[1] - BREAK[0]);
    expect(believed(playing, 'ads.test').at(-1)).toBeLessThan(0.4 * FILM_RATE);
    const afterwards = believedAfterwards(playing);
    expect(afterwards.length).toBeGreaterThan(5);
    for (const rate of afterwards) expect(rate / FILM_RATE).toBeCloseTo(1, 1);
    const levels = playing.origin.requests.filter(({ type, sn }) => type === 'main' && sn >= BREAK[1]).map(({ level }) => level);
    // The break has emptied the buffer: the first segment may be the quickest.
    expect(levels.at(1)).toBeGreaterThan(0);
    expect(levels.at(-1)).toBeGreaterThan(1);
  });
});

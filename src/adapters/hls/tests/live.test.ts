/** Live: what the engine is told of the edge, and segments that are sent while the encoder makes them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Playing, play, STREAM, startClock, stopClock } from './play.ts';
import { scriptEngine } from './scripted-engine.ts';

beforeEach(startClock);
afterEach(stopClock);

const SEGMENTS_AT_START = 8;
const WINDOW = 6;

/** A sliding window over STREAM; `isLive` false: the same segments on demand. */
function streamFrom(startedAtMilliseconds: number, isLive: boolean) {
  const fileAt = (path: string): string | undefined => {
    const [, name] = /^(level\d+)\.m3u8$/.exec(path) ?? [];
    if (!name || !isLive) return undefined;
    const made = Math.floor((performance.now() - startedAtMilliseconds) / 1000 / STREAM.segmentSeconds) + SEGMENTS_AT_START;
    const first = made - WINDOW;
    const segments = Array.from({ length: WINDOW }, (_, i) => `#EXTINF:${STREAM.segmentSeconds},\n${name}/${first + i}.aac`);
    return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:4', `#EXT-X-MEDIA-SEQUENCE:${first}`, ...segments].join('\n');
  };
  return { ...STREAM, segmentCount: 200, fileAt };
}

/** An encoder that sends a chunk every 0.48 s, in a quarter of that time: the link has four times the rendition's rate. */
function encoderPace(_seconds: number, path: string, bodySeconds: number): number {
  const [, level] = /^level(\d)\/\d+\.aac$/.exec(path) ?? [];
  if (level === undefined) return 8_000_000;
  return bodySeconds % 0.48 < 0.12 ? 4 * (STREAM.rates[Number(level)] ?? 0) : 0;
}

const rates = (playing: Playing): number[] =>
  playing.ofType('sample').flatMap(({ sample, verdict }) => (sample.kind === 'main' && verdict.accepted ? verdict.rateBitsPerSecond : []));

function playPaced(isLive: boolean): Playing {
  const playing = play({}, { startLevel: 2, liveSyncDurationCount: 2 }, encoderPace, streamFrom(performance.now(), isLive));
  playing.origin.mannerOf = (path) => (path.endsWith('.aac') ? 'no-length' : 'all');
  return playing;
}

describe('live', () => {
  it('tells the engine latency, target and how fast hls.js catches up', async () => {
    const { createEngine, situations } = scriptEngine({ decide: () => 1 });
    const playing = play({ createEngine }, { maxLiveSyncPlaybackRate: 1.1 }, undefined, streamFrom(performance.now(), true));
    await playing.run(10);
    const live = situations.at(-1)?.live;
    expect(live?.latencySeconds).toBeCloseTo(playing.hls.latency, 0);
    expect(live).toMatchObject({ targetLatencySeconds: playing.hls.targetLatency, maxPlaybackRate: 1.1 });
  });

  it("does not take the encoder's pace for the link's: nothing is given up, nothing is lowered", async () => {
    const playing = playPaced(true);
    await playing.run(40);
    const main = playing.ofType('sample').filter(({ sample }) => sample.kind === 'main');
    expect(main.length).toBeGreaterThan(4);
    expect(main.filter(({ verdict }) => !verdict.accepted && verdict.reason === 'source-limited').length).toBeGreaterThan(0);
    // Bits over time are the rendition's rate; what was believed of the link is well above.
    for (const { sample } of main) expect(sample.sizeBits / sample.transferSeconds).toBeLessThan(1.2 * (STREAM.rates.at(-1) as number));
    expect(Math.min(...rates(playing))).toBeGreaterThan(1.5 * (STREAM.rates[2] as number));
    expect(playing.ofType('rescue')).toEqual([]);
    expect(playing.errors.filter(({ fatal }) => fatal)).toEqual([]);
  });

  it('what was wrong: the same bytes on demand are samples of a link of that rate', async () => {
    const playing = playPaced(false);
    await playing.run(40);
    expect(Math.min(...rates(playing))).toBeLessThan(1.2 * (STREAM.rates[2] as number));
  });
});

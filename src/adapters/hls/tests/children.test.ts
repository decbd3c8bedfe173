/** Players that hls.js makes itself, with the page's configuration: interstitials and I-frames. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeStream } from './fake-stream.ts';
import { videoAttributes } from './fake-stream.ts';
import { IS_FULL, IS_NEWEST, play, SMALL_BUFFER, STREAM, startClock, stopClock } from './play.ts';

beforeEach(startClock);
afterEach(stopClock);

describe.runIf(IS_NEWEST && IS_FULL)('I-frames', () => {
  const stream: FakeStream = {
    ...STREAM,
    container: 'mp4',
    attributesOf: (level) => videoAttributes(240 + 120 * level),
    masterLines: [0, 1].map(
      (level) =>
        `#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=${40_000 * (level + 1)},${videoAttributes(240 + 240 * level)},URI="level${level}.m3u8?iframes"`,
    ),
    headerLines: ['#EXT-X-I-FRAMES-ONLY'],
  };
  it('its player is left to hls.js, and its tiny pictures are not the rate of the link', async () => {
    const playing = play({}, SMALL_BUFFER, undefined, { ...stream, headerLines: [] });
    await playing.run(10);
    const child = playing.hls.createIFramePlayer();
    expect(child).not.toBeNull();
    const before = playing.ofType('sample').at(-1)?.forecast.next.medianBitsPerSecond ?? 0;
    const asked = playing.origin.requests.length;
    await playing.run(0.1);
    child?.startLoad(20);
    (child as { loadMediaAt?(seconds: number): void } | null)?.loadMediaAt?.(20);
    await playing.run(5);
    child?.destroy();
    await playing.run(1);
    expect(playing.origin.requests.filter(({ path }) => path.includes('?iframes')).length).toBeGreaterThan(0);
    expect(playing.origin.requests.slice(asked).filter(({ sn }) => sn >= 0).length).toBeGreaterThan(0);
    const ofChild = playing.events.filter(({ session }) => session === 2);
    expect(ofChild.map(({ type }) => type)).toContain('ladder');
    expect(ofChild.map(({ type }) => type)).not.toContain('decision');
    expect(ofChild.at(-1)?.type).toBe('end');
    const after = playing.ofType('sample').at(-1)?.forecast.next.medianBitsPerSecond ?? 0;
    expect(after / before).toBeGreaterThan(0.8);
    expect(after / before).toBeLessThan(1.25);
    expect(playing.ofType('fault')).toEqual([]);
  });
});

describe.runIf(IS_NEWEST && IS_FULL)('interstitials', () => {
  const stream: FakeStream = {
    ...STREAM,
    headerLines: [
      '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z',
      '#EXT-X-DATERANGE:ID="ad",CLASS="com.apple.hls.interstitial",START-DATE="2026-01-01T00:00:20.000Z",DURATION=15.36,X-ASSET-URI="https://ads.test/ad.m3u8",X-RESUME-OFFSET=0,X-RESTRICT="SKIP"',
    ],
    fileAt: (path) =>
      path === 'https://ads.test/ad.m3u8'
        ? [
            '#EXTM3U',
            ...STREAM.rates.map((rate, level) => `#EXT-X-STREAM-INF:BANDWIDTH=${rate},CODECS="mp4a.40.2"\nlevel${level}.m3u8`),
          ].join('\n')
        : path.startsWith('https://ads.test/level') && path.endsWith('m3u8')
          ? [
              '#EXTM3U',
              '#EXT-X-VERSION:7',
              '#EXT-X-TARGETDURATION:4',
              ...[0, 1, 2, 3].map((sn) => `#EXTINF:3.84,\n${path.slice(17, 23)}/${sn}.aac`),
              '#EXT-X-ENDLIST',
            ].join('\n')
          : undefined,
  };
  it('an ad on another host has its own session, shares what is known of the network, and keeps its host apart', async () => {
    const link = (_seconds: number, path: string): number => (path.startsWith('https://ads') ? 700_000 : 3_000_000);
    const playing = play({}, SMALL_BUFFER, link, stream);
    await playing.run(45);
    const ads = playing.origin.requests.filter(({ path }) => path.startsWith('https://ads'));
    expect(ads.length).toBeGreaterThan(3);
    const ofAd = playing.events.filter(({ session }) => session === 2);
    const first = ofAd.find((event) => event.type === 'decision');
    expect(first?.type === 'decision' && first.decision.forecast.sampleCount).toBeGreaterThan(2);
    const hosts = playing.ofType('sample').filter(({ sample }) => sample.kind === 'main');
    const believed = (host: string): number =>
      hosts.filter(({ sample }) => sample.host === host).at(-1)?.forecast.next.medianBitsPerSecond ?? 0;
    expect(believed('ads.test')).toBeLessThan(1_500_000);
    expect(believed('origin.test')).toBeGreaterThan(2_500_000);
    expect(playing.ofType('fault')).toEqual([]);
  });
});

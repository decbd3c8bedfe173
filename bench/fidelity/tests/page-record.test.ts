import { describe, expect, it } from 'vitest';
import type { LedgerRequest } from '../../../demo/page/ledger.ts';
import { type PageRecord, playheadLag, toPlayed } from '../browser/page-record.ts';

const record = (more: Partial<PageRecord> = {}): PageRecord => ({
  error: null,
  link: 'demo-0',
  library: 'hls.js',
  timeOriginEpochMs: 1_000_000,
  nowSeconds: 100,
  events: [],
  viewport: { widthPixels: 0, heightPixels: 0 },
  ...more,
});

const entry = (path: string, more: Partial<LedgerRequest> = {}): LedgerRequest => ({
  id: 1,
  path: `media/vp9/cbr/600/${path}`,
  startSeconds: 0,
  firstByteSeconds: 0.05,
  endSeconds: 1,
  sizeBits: 800,
  deliveredBits: 800,
  state: 'done',
  status: 200,
  ...more,
});

describe('the record of a page', () => {
  // The page's clock reads 5 s when the first request reaches the origin.
  const startedAtEpochMs = 1_005_000;

  it('puts the page’s events on the link’s clock', () => {
    const events = [
      { type: 'startup', atSeconds: 6.5, startupSeconds: 2 },
      { type: 'stall-start', atSeconds: 10, positionSeconds: 3 },
      { type: 'stall-end', atSeconds: 12, stallSeconds: 2 },
      { type: 'stall-start', atSeconds: 97, positionSeconds: 60 },
    ] as const;
    const { startupSeconds, stalls } = toPlayed(record({ events }), { startedAtEpochMs, requests: [] });
    expect(startupSeconds).toBe(1.5);
    expect(stalls).toEqual([
      { startSeconds: 5, durationSeconds: 2 },
      { startSeconds: 92, durationSeconds: 3 },
    ]);
    expect(toPlayed(record(), { startedAtEpochMs, requests: [] }).startupSeconds).toBeNull();
  });

  it('tells requests by their paths, in the order in which they were made', () => {
    const paths = ['audio/3.m4s', 'video/4/12.m4s', 'video/4/init.mp4', 'video/4/playlist.m3u8', 'audio/playlist.m3u8', 'master.m3u8'];
    const requests = paths.map((path, i) => entry(path, { startSeconds: 10 - i }));
    const played = toPlayed(record(), { startedAtEpochMs, requests }).requests;
    expect(played.map(({ kind, rendition, segment }) => [kind, rendition, segment])).toEqual([
      ['manifest', -1, -1],
      ['playlist', -1, -1],
      ['playlist', 4, -1],
      ['init', 4, -1],
      ['main', 4, 12],
      ['audio', -1, 3],
    ]);
  });

  it('takes only a delivered answer without error for whole', () => {
    const states = [entry('video/0/0.m4s'), entry('video/0/0.m4s', { state: 'aborted' }), entry('video/0/0.m4s', { status: 503 })];
    expect(toPlayed(record(), { startedAtEpochMs, requests: states }).requests.map(({ whole }) => whole)).toEqual([true, false, false]);
  });

  it('sees a playhead that fell behind, and does not blame stalls on it', () => {
    const buffer = (atSeconds: number, positionSeconds: number, playing = true) =>
      ({ type: 'buffer', atSeconds, positionSeconds, bufferSeconds: 5, playing }) as const;
    const startup = { type: 'startup', atSeconds: 6, startupSeconds: 2 } as const;
    const stall = [
      { type: 'stall-start', atSeconds: 10, positionSeconds: 4 },
      { type: 'stall-end', atSeconds: 12, stallSeconds: 2 },
    ] as const;
    expect(playheadLag(record({ events: [startup, buffer(26, 20)] }))).toBe(0);
    expect(playheadLag(record({ events: [startup, buffer(26, 17)] }))).toBe(3);
    expect(playheadLag(record({ events: [startup, ...stall, buffer(26, 18), buffer(30, 18, false)] }))).toBe(0);
    expect(playheadLag(record())).toBe(0);
  });
});

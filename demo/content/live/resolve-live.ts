/** The live streams' only door: a path, its query and the time in, a response description out. Pure. */
import { audioTrack, type FixtureTrack, placeSegment, videoTrack } from '../fixture.ts';
import { multivariantPlaylist } from '../hls-playlists.ts';
import { MAX_DURATION_SECONDS, RUNGS } from '../ladder.ts';
import type { MediaPath } from '../media-path.ts';
import { audioSegmentSizeBytes, segmentSizeBytes } from '../size-tables.ts';
import { stampSegment } from '../stamp.ts';
import { readyAtSeconds } from './blocking-reload.ts';
import { type BroadcastClock, CHUNKS_PER_SEGMENT, chunkAtSeconds, isForgotten, segmentAtSeconds, wallClockAt } from './broadcast.ts';
import { cutIntoChunks } from './chunks.ts';
import { liveManifest } from './live-manifest.ts';
import { type LivePath, readLivePath } from './live-path.ts';
import { livePlaylist } from './live-playlist.ts';

/** What to answer to a request below `live/` or `low-latency/`. Times are stream seconds. */
export type LiveResponse =
  /** A text, to be sent from `readyAtSeconds` on. */
  | { readonly status: 200; readonly contentType: string; readonly body: string; readonly readyAtSeconds: number }
  /** Media. */
  | {
      readonly status: 200;
      readonly contentType: string;
      readonly fixturePath: string;
      /** The pieces, in order; piece `i` exists from `pieceAtSeconds[i]` on. `fixtureFile` stays unchanged. */
      readonly build: (fixtureFile: Uint8Array<ArrayBuffer>) => readonly Uint8Array<ArrayBuffer>[];
      readonly pieceAtSeconds: readonly number[];
    }
  | { readonly status: 400 | 404; readonly message: string };

/** Longest wait for a chunk that is asked for before it exists, seconds; players' clocks differ a little. */
const MAX_EARLY_SECONDS = 1;
/** Rates in the multivariant playlist are measured over this much, seconds. */
const MEASURED_SECONDS = 960;
const HLS_TYPE = 'application/vnd.apple.mpegurl';

function respondMedia(media: MediaPath, { lowLatency, chunk }: LivePath, clock: BroadcastClock, track: FixtureTrack): LiveResponse {
  const { codec, table, rung, segment: n } = media;
  const contentType = rung === undefined ? 'audio/mp4' : 'video/mp4';
  const answer = { status: 200, contentType, fixturePath: track.path } as const;
  if (n === undefined) return { ...answer, build: (file) => [file.slice(0, track.initBytes)], pieceAtSeconds: [0] };
  const firstAtSeconds = lowLatency ? chunkAtSeconds(n, chunk ?? 0) : segmentAtSeconds(n);
  if (firstAtSeconds > clock.nowSeconds + MAX_EARLY_SECONDS) return { status: 404, message: `segment ${n} does not exist yet` };
  if (isForgotten(n, clock.nowSeconds)) return { status: 404, message: `segment ${n} has left the window` };
  const { fixture, startTicks: decodeTimeTicks, sampleCount } = placeSegment(track, n, MAX_DURATION_SECONDS);
  const totalBytes =
    rung === undefined
      ? audioSegmentSizeBytes(codec, n, MAX_DURATION_SECONDS)
      : segmentSizeBytes(codec, table, rung, n, MAX_DURATION_SECONDS);
  const stamp = { sequenceNumber: n + 1, decodeTimeTicks, totalBytes };
  const loopSegment = (file: Uint8Array): Uint8Array => file.subarray(fixture.offsetBytes, fixture.offsetBytes + fixture.sizeBytes);
  if (!lowLatency) {
    return {
      ...answer,
      build: (file) => [stampSegment(loopSegment(file), { ...stamp, sampleCount })],
      pieceAtSeconds: [segmentAtSeconds(n)],
    };
  }
  const chunks = Array.from({ length: CHUNKS_PER_SEGMENT }, (_, k) => k).filter((k) => chunk === undefined || k === chunk);
  return {
    ...answer,
    build: (file) => cutIntoChunks(loopSegment(file), stamp).filter((_, k) => chunks.includes(k)),
    pieceAtSeconds: chunks.map((k) => chunkAtSeconds(n, k)),
  };
}

function respondPlaylist({ codec, rung }: MediaPath, lowLatency: boolean, query: string, clock: BroadcastClock): LiveResponse {
  const ready = lowLatency ? readyAtSeconds(query, clock.nowSeconds) : clock.nowSeconds;
  if (typeof ready === 'string') return { status: 400, message: ready };
  const siblings = rung === undefined ? [] : RUNGS.filter(({ index }) => index !== rung).map(({ index }) => `../${index}/playlist.m3u8`);
  const track = rung === undefined ? audioTrack(codec) : videoTrack(codec, rung);
  const body = livePlaylist({ track, lowLatency, siblings }, { ...clock, nowSeconds: ready });
  return { status: 200, contentType: HLS_TYPE, body, readyAtSeconds: ready };
}

/** Answers a path such as `live/vp9/vbr/video/3/12.m4s`; `query` is what follows its question mark. */
export function resolveLive(path: string, query: string, clock: BroadcastClock): LiveResponse {
  const live = readLivePath(path);
  if ('status' in live) return live;
  const { lowLatency, media } = live;
  const text = (contentType: string, body: string): LiveResponse => ({ status: 200, contentType, body, readyAtSeconds: clock.nowSeconds });
  if (media === undefined) return text('text/plain', wallClockAt(clock, clock.nowSeconds));
  const { codec, table, resource, rung } = media;
  if (resource === 'hls') return text(HLS_TYPE, multivariantPlaylist(codec, table, MEASURED_SECONDS));
  if (resource === 'dash') return text('application/dash+xml', liveManifest(codec, table, lowLatency, clock));
  if (resource === 'playlist') return respondPlaylist(media, lowLatency, query, clock);
  return respondMedia(media, live, clock, rung === undefined ? audioTrack(codec) : videoTrack(codec, rung));
}

/**
 * The catalogue's only door: a path in, a response description out. Pure, so the Node server, the
 * service worker and the tests serve byte-identical titles; they differ only in how they load a
 * fixture file.
 */
import { dashManifest } from './dash-manifest.ts';
import { audioTrack, type FixtureTrack, placeSegment, videoTrack } from './fixture.ts';
import { mediaPlaylist, multivariantPlaylist } from './hls-playlists.ts';
import { type MediaPath, readMediaPath } from './media-path.ts';
import { audioSegmentSizeBytes, segmentSizeBytes } from './size-tables.ts';
import { stampSegment } from './stamp.ts';

/** What to answer to a request below the media root. */
export type ContentResponse =
  /** A manifest or playlist. */
  | { readonly status: 200; readonly contentType: string; readonly body: string }
  /** An init or media segment, still to be built from a fixture file. */
  | {
      readonly status: 200;
      readonly contentType: string;
      /** Known before the fixture is loaded: enough for Content-Length and for a throttle's plan. */
      readonly sizeBytes: number;
      /** File below the fixture folder, for example `vp9/3.mp4`. */
      readonly fixturePath: string;
      /** Returns exactly `sizeBytes` bytes; `fixtureFile` is the whole file and stays unchanged. */
      readonly build: (fixtureFile: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
    }
  /** What was wrong with the path and what is allowed. */
  | { readonly status: 400 | 404; readonly message: string };

const HLS_TYPE = 'application/vnd.apple.mpegurl';
const DASH_TYPE = 'application/dash+xml';

function respondInit(track: FixtureTrack, contentType: string): ContentResponse {
  return {
    status: 200,
    contentType,
    sizeBytes: track.initBytes,
    fixturePath: track.path,
    build: (fixtureFile) => fixtureFile.slice(0, track.initBytes),
  };
}

function respondSegment(track: FixtureTrack, contentType: string, sizeBytes: number, n: number, durationSeconds: number): ContentResponse {
  const { fixture, startTicks, sampleCount } = placeSegment(track, n, durationSeconds);
  return {
    status: 200,
    contentType,
    sizeBytes,
    fixturePath: track.path,
    build: (fixtureFile) =>
      stampSegment(fixtureFile.subarray(fixture.offsetBytes, fixture.offsetBytes + fixture.sizeBytes), {
        sequenceNumber: n + 1,
        decodeTimeTicks: startTicks,
        sampleCount,
        totalBytes: sizeBytes,
      }),
  };
}

function respondRendition(media: MediaPath): ContentResponse {
  const { codec, table, durationSeconds, rung, segment: n } = media;
  const track = rung === undefined ? audioTrack(codec) : videoTrack(codec, rung);
  const contentType = rung === undefined ? 'audio/mp4' : 'video/mp4';
  if (media.resource === 'init') return respondInit(track, contentType);
  if (n === undefined) {
    return { status: 200, contentType: HLS_TYPE, body: mediaPlaylist(track, durationSeconds) };
  }
  const sizeBytes =
    rung === undefined ? audioSegmentSizeBytes(codec, n, durationSeconds) : segmentSizeBytes(codec, table, rung, n, durationSeconds);
  return respondSegment(track, contentType, sizeBytes, n, durationSeconds);
}

/**
 * Answers a path relative to the media root, such as `vp9/vbr/600/video/3/12.m4s`. Without leading
 * slash, query or percent-encoding: those are the server's business.
 */
export function resolveContent(path: string): ContentResponse {
  const media = readMediaPath(path);
  if ('status' in media) return media;
  const { codec, table, durationSeconds } = media;
  if (media.resource === 'hls') {
    return {
      status: 200,
      contentType: HLS_TYPE,
      body: multivariantPlaylist(codec, table, durationSeconds),
    };
  }
  if (media.resource === 'dash') {
    return { status: 200, contentType: DASH_TYPE, body: dashManifest(codec, table, durationSeconds) };
  }
  return respondRendition(media);
}

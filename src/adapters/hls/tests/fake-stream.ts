/** A computed stream: which playlist or segment stands at a path. */
import { writeAdts, writeInit, writeMp4 } from './fake-media.ts';

export interface FakeStream {
  /** BANDWIDTH of each level, bits per second. */
  readonly rates: readonly number[];
  readonly segmentSeconds: number;
  readonly segmentCount: number;
  /** Attributes of a level besides BANDWIDTH; default audio only. */
  readonly attributesOf?: (level: number) => string;
  /** Address of a level's playlist; default `level0.m3u8` and so on. Its last part must be of that form. */
  readonly uriOf?: (level: number) => string;
  /** Lines of the multivariant playlist before the levels: EXT-X-MEDIA and the like. */
  readonly masterLines?: readonly string[];
  /** Lines of a level's playlist before its segments. */
  readonly headerLines?: readonly string[];
  /** Lines before a segment: EXT-X-BYTERANGE and the like. */
  readonly segmentLines?: (level: number, sn: number) => readonly string[];
  /** Size of a segment; default its level's BANDWIDTH x duration. Bytes. */
  readonly sizeOf?: (level: number, sn: number) => number;
  /** `adts` (default) = main segments are audio; `mp4` = video, with an init segment. */
  readonly container?: 'adts' | 'mp4';
  /** Anything else that is served, or served instead. */
  readonly fileAt?: (path: string) => Body | undefined;
}

/** What an answer holds: text, bytes, or the value of a JSON answer. */
export type Body = string | ArrayBuffer | object;

/** Attributes of H.264 video; `more` is appended. */
export const videoAttributes = (height: number, more = '', codecs = 'avc1.64001f'): string =>
  `CODECS="${codecs}",RESOLUTION=${Math.round((height * 16) / 9)}x${height}${more}`;

/** Bits per second of the fake audio renditions. */
export const AUDIO_RATE = 64_000;

function writePlaylist(stream: FakeStream, name: string, kind: string, level: number): string {
  const isVideo = kind === 'level' && stream.container === 'mp4';
  const extension = kind === 'subs' ? 'vtt' : isVideo ? 'mp4' : 'aac';
  const segments = Array.from({ length: stream.segmentCount }, (_, sn) => [
    ...((kind === 'level' && stream.segmentLines?.(level, sn)) || []),
    `#EXTINF:${stream.segmentSeconds},`,
    `${name}/${sn}.${extension}`,
  ]);
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(stream.segmentSeconds)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    ...(isVideo ? [`#EXT-X-MAP:URI="${name}/init.mp4"`] : []),
    ...(stream.headerLines ?? []),
    ...segments.flat(),
    '#EXT-X-ENDLIST',
  ].join('\n');
}

/** The body at `path`: `level2.m3u8`, `level2/7.aac`, `audio1.m3u8`, `subs0/3.vtt`; anything else is the multivariant playlist. */
export function serve(stream: FakeStream, path: string): Body {
  const given = stream.fileAt?.(path);
  if (given !== undefined) return given;
  const [, name, kind, number, file] = /((level|audio|subs)(\d+))(?:\.m3u8|\/(\w+)\.\w+)/.exec(path) ?? [];
  if (!name || !kind) {
    const { attributesOf = () => 'CODECS="mp4a.40.2"', uriOf = (level) => `level${level}.m3u8` } = stream;
    const levels = stream.rates.map((rate, level) => `#EXT-X-STREAM-INF:BANDWIDTH=${rate},${attributesOf(level)}\n${uriOf(level)}`);
    return ['#EXTM3U', ...(stream.masterLines ?? []), ...levels].join('\n');
  }
  const level = Number(number);
  if (file === undefined) return writePlaylist(stream, name, kind, level);
  if (kind === 'subs') return new TextEncoder().encode('WEBVTT\n\n00:00.000 --> 00:01.000\ntext\n').buffer;
  if (file === 'init') return writeInit('video');
  const { segmentSeconds, sizeOf } = stream;
  const rate = kind === 'audio' ? AUDIO_RATE : (stream.rates[level] ?? 0);
  const sizeBytes = (kind === 'level' && sizeOf?.(level, Number(file))) || (rate * segmentSeconds) / 8;
  if (kind === 'level' && stream.container === 'mp4') return writeMp4(sizeBytes, Number(file) * segmentSeconds, segmentSeconds);
  return writeAdts(sizeBytes, segmentSeconds);
}

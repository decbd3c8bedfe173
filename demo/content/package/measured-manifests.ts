/**
 * Replaces declared rates by measured ones. ffmpeg prints what the encoder was asked for;
 * a "7 Mbps" rendition was seen with a 15 Mbps segment, which a player must know. shaka-packager
 * measures, but has been seen to write a BANDWIDTH below its AVERAGE-BANDWIDTH for short videos.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Bits per second. */
interface Rates {
  readonly peak: number;
  readonly mean: number;
}

/** Measures the segments a media playlist lists. */
export function measurePlaylist(folder: string, playlistFile: string): Rates {
  const text = readFileSync(join(folder, playlistFile), 'utf8');
  let peak = 0;
  let bits = 0;
  let seconds = 0;
  for (const [, duration, uri] of text.matchAll(/^#EXTINF:([\d.]+),.*\n(?:#.*\n)*([^#\n].*)$/gm)) {
    const segmentBits = 8 * statSync(join(folder, dirname(playlistFile), uri as string)).size;
    const segmentSeconds = Number(duration);
    bits += segmentBits;
    seconds += segmentSeconds;
    // A last sliver of a few frames is mostly key frame; half a second is enough to count.
    if (segmentSeconds >= 0.5) peak = Math.max(peak, segmentBits / segmentSeconds);
  }
  if (seconds === 0) throw new Error(`${playlistFile} lists no segments`);
  return { peak: Math.ceil(Math.max(peak, bits / seconds)), mean: Math.ceil(bits / seconds) };
}

/** Rewrites the rates in `master.m3u8`, whichever packager made it. */
export function measureMaster(folder: string): void {
  const file = join(folder, 'master.m3u8');
  const master = readFileSync(file, 'utf8');
  const audioUri = /^#EXT-X-MEDIA:TYPE=AUDIO.*URI="([^"]+)"/m.exec(master)?.[1];
  const audio = audioUri === undefined ? { peak: 0, mean: 0 } : measurePlaylist(folder, audioUri);
  const rewritten = master.replaceAll(/^#EXT-X-STREAM-INF:(.*)\n(.+)$/gm, (_, attributes: string, uri: string) => {
    const video = measurePlaylist(folder, uri);
    const kept = attributes.replaceAll(/(?:AVERAGE-)?BANDWIDTH=\d+,?/g, '');
    const rates = `BANDWIDTH=${video.peak + audio.peak},AVERAGE-BANDWIDTH=${video.mean + audio.mean}`;
    return `#EXT-X-STREAM-INF:${rates},${kept}\n${uri}`;
  });
  writeFileSync(file, rewritten);
}

/** Rewrites the rates in `manifest.mpd`, as ffmpeg's DASH muxer left it. */
export function measureFfmpegMpd(folder: string): void {
  const mpdFile = join(folder, 'manifest.mpd');
  const mpd = readFileSync(mpdFile, 'utf8').replaceAll(/<Representation [^>]*>/g, (tag) => {
    const id = /\bid="(\d+)"/.exec(tag)?.[1];
    const { peak } = measurePlaylist(folder, `media_${id}.m3u8`);
    return tag.replace(/\bbandwidth="\d+"/, '').replace(/\s*(\/?>)$/, ` bandwidth="${peak}"$1`);
  });
  writeFileSync(mpdFile, mpd);
}

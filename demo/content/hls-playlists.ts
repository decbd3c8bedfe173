/** HLS (RFC 8216) playlists of a title: VOD, fMP4, audio as a separate rendition. */
import { audioTrack, type FixtureTrack, placeSegment, videoTrack } from './fixture.ts';
import { type Codec, FRAMES_PER_SECOND, RUNGS } from './ladder.ts';
import { measureAudio, measureVideo } from './measured-rates.ts';
import { type SizeTable, segmentCount } from './size-tables.ts';

/**
 * The multivariant playlist. BANDWIDTH is the peak segment of video plus the peak segment of audio,
 * AVERAGE-BANDWIDTH the mean of all bytes over the whole presentation, both of what is really served.
 */
export function multivariantPlaylist(codec: Codec, table: SizeTable, durationSeconds: number): string {
  const audio = measureAudio(codec, durationSeconds);
  const audioCodec = audioTrack(codec).codecString;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Ambient",LANGUAGE="zxx",DEFAULT=YES,AUTOSELECT=YES,' +
      'CHANNELS="2",URI="audio/playlist.m3u8"',
  ];
  for (const rung of RUNGS) {
    const video = measureVideo(codec, table, rung.index, durationSeconds);
    const attributes = [
      `BANDWIDTH=${video.peakBitsPerSecond + audio.peakBitsPerSecond}`,
      `AVERAGE-BANDWIDTH=${video.meanBitsPerSecond + audio.meanBitsPerSecond}`,
      `CODECS="${videoTrack(codec, rung.index).codecString},${audioCodec}"`,
      `RESOLUTION=${rung.widthPixels}x${rung.heightPixels}`,
      `FRAME-RATE=${FRAMES_PER_SECOND.toFixed(3)}`,
      'AUDIO="audio"',
    ];
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(',')}`, `video/${rung.index}/playlist.m3u8`);
  }
  return `${lines.join('\n')}\n`;
}

/** The media playlist of one rendition; EXTINF are the exact sample durations, not rounded to 4 s. */
export function mediaPlaylist(track: FixtureTrack, durationSeconds: number): string {
  const entries: string[] = [];
  let longestSeconds = 0;
  for (let n = 0; n < segmentCount(durationSeconds); n += 1) {
    const seconds = placeSegment(track, n, durationSeconds).durationTicks / track.ticksPerSecond;
    longestSeconds = Math.max(longestSeconds, seconds);
    entries.push(`#EXTINF:${seconds.toFixed(6)},`, `${n}.m4s`);
  }
  const head = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longestSeconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  return `${[...head, ...entries, '#EXT-X-ENDLIST'].join('\n')}\n`;
}

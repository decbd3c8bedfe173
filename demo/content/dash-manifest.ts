/** A static DASH MPD over the very same segments the HLS playlists list. */
import { audioTrack, videoTrack } from './fixture.ts';
import { AUDIO_BITS_PER_SECOND, type Codec, FRAMES_PER_SECOND, RUNGS, SEGMENT_SECONDS } from './ladder.ts';
import { measureAudio, measureVideo } from './measured-rates.ts';
import type { SizeTable } from './size-tables.ts';

/** Sampling rate of both audio codecs in the fixture. */
const AUDIO_SAMPLES_PER_SECOND = 48_000;

function segmentTemplate(folder: string, ticksPerSecond: number): string {
  return (
    `<SegmentTemplate timescale="${ticksPerSecond}" duration="${SEGMENT_SECONDS * ticksPerSecond}" ` +
    `startNumber="0" initialization="${folder}/init.mp4" media="${folder}/$Number$.m4s"/>`
  );
}

/**
 * The MPD. `@bandwidth` is the peak segment rate, as packagers write it for VBR: DASH has no
 * attribute for the mean. AAC segments are 4 s give or take half a frame (11 ms), well inside the
 * half segment `@duration` allows; their own `tfdt` is exact.
 */
export function dashManifest(codec: Codec, table: SizeTable, durationSeconds: number): string {
  const audio = audioTrack(codec);
  const firstVideo = videoTrack(codec, 0);
  const representations = RUNGS.map((rung) => {
    const { peakBitsPerSecond } = measureVideo(codec, table, rung.index, durationSeconds);
    return (
      `      <Representation id="${rung.index}" codecs="${videoTrack(codec, rung.index).codecString}" ` +
      `width="${rung.widthPixels}" height="${rung.heightPixels}" bandwidth="${peakBitsPerSecond}"/>`
    );
  });
  const audioPeak = measureAudio(codec, durationSeconds).peakBitsPerSecond;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" ' +
      `type="static" mediaPresentationDuration="PT${durationSeconds}S" minBufferTime="PT${SEGMENT_SECONDS}S">`,
    '  <Period id="0" start="PT0S">',
    '    <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1" ' +
      `frameRate="${FRAMES_PER_SECOND}" par="16:9">`,
    `      ${segmentTemplate('video/$RepresentationID$', firstVideo.ticksPerSecond)}`,
    ...representations,
    '    </AdaptationSet>',
    '    <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" lang="zxx" segmentAlignment="true" ' + 'startWithSAP="1">',
    `      ${segmentTemplate('audio', audio.ticksPerSecond)}`,
    `      <Representation id="audio-${AUDIO_BITS_PER_SECOND[codec] / 1000}k" codecs="${audio.codecString}" ` +
      `audioSamplingRate="${AUDIO_SAMPLES_PER_SECOND}" bandwidth="${audioPeak}">`,
    '        <AudioChannelConfiguration ' + 'schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>',
    '      </Representation>',
    '    </AdaptationSet>',
    '  </Period>',
    '</MPD>',
  ].join('\n')}\n`;
}

/** A dynamic DASH MPD (ISO/IEC 23009-1; low latency as in DASH-IF IOP part 5) over the segments of the HLS playlists. */
import { audioTrack, videoTrack } from '../fixture.ts';
import { AUDIO_BITS_PER_SECOND, type Codec, FRAMES_PER_SECOND, MAX_DURATION_SECONDS, RUNGS, SEGMENT_SECONDS } from '../ladder.ts';
import { measureAudio, measureVideo } from '../measured-rates.ts';
import type { SizeTable } from '../size-tables.ts';
import { type BroadcastClock, CHUNK_SECONDS, WINDOW_SEGMENTS, wallClockAt } from './broadcast.ts';

/** Distance from the edge that whole-segment players are asked to keep, seconds: three segments, as HLS players do. */
const PLAIN_DELAY_SECONDS: number = 3 * SEGMENT_SECONDS;
/** The same with chunks; players may go on with this range, and catch up at these rates. */
const LOW_LATENCY_MS = { target: 3000, min: 2000, max: 6000 };
const CATCH_UP = { min: 0.96, max: 1.05 };
/** Rates are declared for this much of the stream, seconds: the size tables repeat within it. */
const MEASURED_SECONDS = 960;

const template = (folder: string, ticksPerSecond: number, lowLatency: boolean): string =>
  `<SegmentTemplate timescale="${ticksPerSecond}" duration="${SEGMENT_SECONDS * ticksPerSecond}" startNumber="0" ` +
  (lowLatency ? `availabilityTimeOffset="${SEGMENT_SECONDS - CHUNK_SECONDS}" availabilityTimeComplete="false" ` : '') +
  `initialization="${folder}/init.mp4" media="${folder}/$Number$.m4s"/>`;

const serviceDescription = (): string[] => [
  '  <ServiceDescription id="0">',
  `    <Latency target="${LOW_LATENCY_MS.target}" min="${LOW_LATENCY_MS.min}" max="${LOW_LATENCY_MS.max}"/>`,
  `    <PlaybackRate min="${CATCH_UP.min}" max="${CATCH_UP.max}"/>`,
  '  </ServiceDescription>',
];

/** The MPD as it is at `clock.nowSeconds`. */
export function liveManifest(codec: Codec, table: SizeTable, lowLatency: boolean, clock: BroadcastClock): string {
  const audio = audioTrack(codec);
  const delaySeconds = lowLatency ? LOW_LATENCY_MS.target / 1000 : PLAIN_DELAY_SECONDS;
  const duration = Math.min(MEASURED_SECONDS, MAX_DURATION_SECONDS);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="dynamic" ' +
      `availabilityStartTime="${wallClockAt(clock, 0)}" publishTime="${wallClockAt(clock, 0)}" ` +
      `minimumUpdatePeriod="PT${SEGMENT_SECONDS}S" timeShiftBufferDepth="PT${WINDOW_SEGMENTS * SEGMENT_SECONDS}S" ` +
      `suggestedPresentationDelay="PT${delaySeconds}S" minBufferTime="PT${lowLatency ? CHUNK_SECONDS * 2 : SEGMENT_SECONDS}S">`,
    ...(lowLatency ? serviceDescription() : []),
    '  <Period id="0" start="PT0S">',
    '    <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1" ' +
      `frameRate="${FRAMES_PER_SECOND}" par="16:9">`,
    `      ${template('video/$RepresentationID$', videoTrack(codec, 0).ticksPerSecond, lowLatency)}`,
    ...RUNGS.map(
      (rung) =>
        `      <Representation id="${rung.index}" codecs="${videoTrack(codec, rung.index).codecString}" ` +
        `width="${rung.widthPixels}" height="${rung.heightPixels}" ` +
        `bandwidth="${measureVideo(codec, table, rung.index, duration).peakBitsPerSecond}"/>`,
    ),
    '    </AdaptationSet>',
    '    <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" lang="zxx" segmentAlignment="true" startWithSAP="1">',
    `      ${template('audio', audio.ticksPerSecond, lowLatency)}`,
    `      <Representation id="audio-${AUDIO_BITS_PER_SECOND[codec] / 1000}k" codecs="${audio.codecString}" ` +
      `audioSamplingRate="48000" bandwidth="${measureAudio(codec, duration).peakBitsPerSecond}"/>`,
    '    </AdaptationSet>',
    '  </Period>',
    '  <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="time"/>',
    '</MPD>',
  ].join('\n')}\n`;
}

/** The ladder as hls.js's own `Level` and `LevelDetails` objects. */

import type { RuleContext } from 'evenkeel/simulator';
import type { Level, LevelDetails } from 'hls.js';
import type { HlsModule } from './hls-module.ts';

/**
 * One level a rendition, as parsed from
 * `#EXT-X-STREAM-INF:BANDWIDTH=<peak + audio>,AVERAGE-BANDWIDTH=<average + audio>,CODECS=...,RESOLUTION=...` (RFC 8216 4.3.4.2).
 */
export function createLevels({ AttrList, Level: LevelClass }: HlsModule, session: RuleContext, audioRateBitsPerSecond: number): Level[] {
  return session.renditions.map((rendition, index) => {
    const bitrate = Math.round(rendition.peakRateBitsPerSecond + audioRateBitsPerSecond);
    const average = Math.round(rendition.rateBitsPerSecond + audioRateBitsPerSecond);
    const attributes = `BANDWIDTH=${bitrate},AVERAGE-BANDWIDTH=${average},CODECS="avc1.64001f,mp4a.40.2"`;
    return new LevelClass({
      attrs: new AttrList(attributes),
      audioCodec: 'mp4a.40.2',
      bitrate,
      name: rendition.id,
      url: `https://origin.test/${index}.m3u8`,
      videoCodec: 'avc1.64001f',
      width: rendition.widthPixels,
      height: rendition.heightPixels,
    });
  });
}

/** A media playlist that was loaded. */
export function createDetails({ LevelDetails: DetailsClass }: HlsModule, session: RuleContext, index: number): LevelDetails {
  const details = new DetailsClass(`https://origin.test/${index}.m3u8`);
  details.live = session.player.live !== undefined;
  details.targetduration = Math.ceil(session.segmentSeconds);
  details.averagetargetduration = session.segmentSeconds;
  details.totalduration = details.live ? session.segmentSeconds * 10 : session.durationSeconds;
  return details;
}

/** The level whose BANDWIDTH is nearest to a rate. */
export function nearestLevel(levels: readonly Level[], rateBitsPerSecond: number): number {
  const distance = (level: Level): number => Math.abs(level.bitrate - rateBitsPerSecond);
  return levels.reduce((best, level, index) => (distance(level) < distance(levels[best] as Level) ? index : best), 0);
}

/** The content as dash.js's manifest model describes it: one period, one video adaptation set. */
import type { RuleContext } from 'evenkeel/simulator';
import type { MediaInfo, Representation } from './parts.ts';

export interface Ladder {
  readonly mediaInfo: MediaInfo;
  readonly representations: readonly Representation[];
}

/** `@bandwidth` is the declared average rate; frame rates are unknown, so dash.js orders the ladder by bandwidth. */
export function describeLadder({ renditions, segmentSeconds, durationSeconds, player }: RuleContext): Ladder {
  const mediaInfo: MediaInfo & Record<string, unknown> = {
    id: 'video',
    index: 0,
    type: 'video',
    isText: false,
    adaptationSetSwitchingCompatibleIds: [],
    streamInfo: {
      id: 'period',
      index: 0,
      duration: durationSeconds,
      manifestInfo: { isDynamic: player.live !== undefined, duration: durationSeconds },
    },
  };
  const representations = renditions.map((rendition, index) => ({
    id: String(index),
    index,
    absoluteIndex: index,
    bandwidth: rendition.rateBitsPerSecond,
    bitrateInKbit: rendition.rateBitsPerSecond / 1000,
    width: rendition.widthPixels || Number.NaN,
    height: rendition.heightPixels || Number.NaN,
    pixelsPerSecond: Number.NaN,
    bitsPerPixel: Number.NaN,
    qualityRanking: Number.NaN,
    codecFamily: null,
    dependentRepresentation: null,
    segmentSequenceProperties: [],
    k: 1,
    isBootstrapRepresentation: () => false,
    segmentDuration: segmentSeconds,
    fragmentDuration: segmentSeconds,
    mediaInfo,
  }));
  return { mediaInfo, representations };
}

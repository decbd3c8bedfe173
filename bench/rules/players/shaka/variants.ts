import type { RuleContext } from 'evenkeel/simulator';
import type { ShakaVariant } from './shaka-module.ts';

/** The ladder as Shaka's variants: its `bandwidth` is the declared peak of video and audio together, by DASH as by HLS. */
export function createVariants(session: RuleContext, audioRateBitsPerSecond: number): ShakaVariant[] {
  const audio =
    audioRateBitsPerSecond > 0
      ? ({ id: session.renditions.length, type: 'audio', bandwidth: audioRateBitsPerSecond, fastSwitching: false } as const)
      : null;
  return session.renditions.map(({ peakRateBitsPerSecond, widthPixels, heightPixels }, id) => ({
    id,
    language: 'und',
    bandwidth: Math.round(peakRateBitsPerSecond + audioRateBitsPerSecond),
    video: {
      id,
      type: 'video',
      bandwidth: Math.round(peakRateBitsPerSecond),
      fastSwitching: false,
      ...(widthPixels > 0 && heightPixels > 0 ? { width: widthPixels, height: heightPixels } : {}),
    },
    audio,
    disabledUntilTime: 0,
  }));
}

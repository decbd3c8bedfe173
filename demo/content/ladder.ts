/**
 * The catalogue's bitrate ladder: what the generated titles claim to be.
 *
 * The picture comes from a small fixture (see ../public/fixture); these are the rates the
 * segments are padded to, so a player sees realistic bytes without an 80 MB checkout.
 */

/** Length of every segment but the last, in seconds of media time. */
export const SEGMENT_SECONDS = 4;

/** Frames per second of every rung. */
export const FRAMES_PER_SECOND = 24;

/** Shortest and longest title that may be asked for, in whole seconds. */
export const MIN_DURATION_SECONDS = 4;
export const MAX_DURATION_SECONDS = 36_000;

/** Video codec of a title; the audio codec goes with it: vp9 + Opus, avc (H.264) + AAC. */
export type Codec = 'vp9' | 'avc';

export const CODECS: readonly Codec[] = ['vp9', 'avc'];

/** One step of the ladder. */
export interface Rung {
  /** Position in the ladder, 0 is the smallest; also the number in the path. */
  readonly index: number;
  /** Long-run mean of the video bytes, without audio. */
  readonly nominalBitsPerSecond: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/**
 * Seven rungs, 0.24 to 8 Mbps, each 1.7 to 1.9 times the one below. The top two share a resolution
 * on purpose: tie-breaking and "cap level to player size" only go wrong when resolutions repeat.
 */
export const RUNGS: readonly Rung[] = [
  { index: 0, nominalBitsPerSecond: 240_000, widthPixels: 256, heightPixels: 144 },
  { index: 1, nominalBitsPerSecond: 450_000, widthPixels: 384, heightPixels: 216 },
  { index: 2, nominalBitsPerSecond: 800_000, widthPixels: 512, heightPixels: 288 },
  { index: 3, nominalBitsPerSecond: 1_400_000, widthPixels: 640, heightPixels: 360 },
  { index: 4, nominalBitsPerSecond: 2_500_000, widthPixels: 960, heightPixels: 540 },
  { index: 5, nominalBitsPerSecond: 4_500_000, widthPixels: 1280, heightPixels: 720 },
  { index: 6, nominalBitsPerSecond: 8_000_000, widthPixels: 1280, heightPixels: 720 },
];

/** Nominal rate of the audio rendition that goes with each video codec, in bits per second. */
export const AUDIO_BITS_PER_SECOND: Readonly<Record<Codec, number>> = { vp9: 96_000, avc: 128_000 };

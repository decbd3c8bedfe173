/** The ladders that the benchmark brings along: written here, computed from seeds, the same bits on every machine. */
import type { Content, ContentRendition } from 'evenkeel/simulator';
import { createContent } from 'evenkeel/simulator';
import { noisyShares, sceneShares, sizeTable } from './variable-rate.ts';

type Rung = readonly [megabitsPerSecond: number, widthPixels: number, heightPixels: number];

/** The demo's ladder; its top two share a picture size on purpose. */
const SEVEN: readonly Rung[] = [
  [0.24, 256, 144],
  [0.45, 384, 216],
  [0.8, 512, 288],
  [1.4, 640, 360],
  [2.5, 960, 540],
  [4.5, 1280, 720],
  [8, 1280, 720],
];

/** From a phone to a large screen. */
const EIGHT_HD: readonly Rung[] = [
  [0.3, 320, 180],
  [0.6, 480, 270],
  [1.2, 640, 360],
  [2.2, 960, 540],
  [4, 1280, 720],
  [6.5, 1920, 1080],
  [10, 1920, 1080],
  [16, 2560, 1440],
];

/** Rates and heights of Pensieve's ladder (SIGCOMM 2017); the sizes are ours, with about the spread of its film. */
const SIX: readonly Rung[] = [
  [0.3, 426, 240],
  [0.75, 640, 360],
  [1.2, 854, 480],
  [1.85, 1280, 720],
  [2.85, 1920, 1080],
  [4.3, 2560, 1440],
];

/** Ten minutes; then the table starts over. */
const FILM_SECONDS = 600;

/** All of them, easiest first. `--ladder` takes the names. */
export const BUILT_IN_LADDERS: readonly Content[] = [
  constant('cbr-7', SEVEN, 4),
  variable('vbr-7', SEVEN, 4, 71, (segments) => sceneShares(7, segments, 4)),
  constant('hd-8', EIGHT_HD, 2),
  variable('pensieve-6', SIX, 4, 61, (segments) => noisyShares(6, segments, 0.15)),
];

/** The built-in ladder of a name, or `undefined`. */
export const findLadder = (name: string): Content | undefined => BUILT_IN_LADDERS.find((ladder) => ladder.name === name);

function constant(name: string, rungs: readonly Rung[], segmentSeconds: number): Content {
  const renditions = renditionsOf(rungs);
  const sizes = renditions.map((rendition) => rendition.rateBitsPerSecond * segmentSeconds);
  return createContent({
    name,
    segmentSeconds,
    renditions,
    segmentSizeBits: Array.from({ length: FILM_SECONDS / segmentSeconds }, () => sizes),
  });
}

function variable(
  name: string,
  rungs: readonly Rung[],
  segmentSeconds: number,
  seed: number,
  shares: (segments: number) => readonly number[],
): Content {
  const renditions = renditionsOf(rungs);
  const rates = renditions.map((rendition) => rendition.rateBitsPerSecond);
  const segmentSizeBits = sizeTable(seed, shares(FILM_SECONDS / segmentSeconds), rates, segmentSeconds);
  return createContent({ name, segmentSeconds, renditions, segmentSizeBits });
}

function renditionsOf(rungs: readonly Rung[]): ContentRendition[] {
  return rungs.map(([megabitsPerSecond, widthPixels, heightPixels]) => ({
    rateBitsPerSecond: Math.round(megabitsPerSecond * 1e6),
    widthPixels,
    heightPixels,
  }));
}

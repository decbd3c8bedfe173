/**
 * Variants to ladder. Shaka's list is a product of video and audio streams; the ladder has one rung per video stream
 * (audio stream in audio-only content), so that near-equal rates with the same picture are one rung.
 */
import type { ShakaStream, ShakaVariant } from './contract.ts';

/** One step: a main stream, and the variants that it is part of, cheapest first. */
export interface Rung {
  readonly stream: ShakaStream;
  readonly variants: readonly ShakaVariant[];
}

/** Cheapest first. */
export type Ladder = readonly Rung[];

/** The stream that carries the picture, or the sound where there is no picture. */
export const mainStream = (variant: ShakaVariant): ShakaStream | null => variant.video ?? variant.audio;

/** Streams with "fast switching" serve the start of low-latency DASH: the built-in manager picks them, ours plays them only where there is nothing else. */
export function withoutFastSwitching(variants: readonly ShakaVariant[]): readonly ShakaVariant[] {
  const normal = variants.filter(({ video, audio }) => !video?.fastSwitching && !audio?.fastSwitching);
  return normal.length > 0 ? normal : variants;
}

/** Sorts `variants` into rungs, one for each of `streams`; empty ones are not allowed. */
export const rungsOf = (streams: readonly ShakaStream[], variants: readonly ShakaVariant[]): Rung[] =>
  streams.map((stream) => ({ stream, variants: variants.filter((variant) => mainStream(variant) === stream) }));

/**
 * The ladder for a new list of variants. While every stream is already known, the previous ladder stays, so that a
 * ban or a restriction moves no index; the missing rungs are just not playable.
 *
 * @param variants cheapest first.
 */
export function updateLadder(previous: Ladder, variants: readonly ShakaVariant[]): Ladder {
  const streams = [...new Set(variants.flatMap((variant) => mainStream(variant) ?? []))];
  if (streams.every((stream) => indexOfStream(previous, stream) >= 0)) return previous;
  const rate = ({ stream, variants: [cheapest] }: Rung): number => stream.bandwidth || (cheapest?.bandwidth ?? 0);
  return rungsOf(streams, variants).sort((a, b) => rate(a) - rate(b));
}

/** Rung of a stream object; -1 for any other stream (trick play, a preload of something else). Ids are not unique across manifests, objects are. */
export const indexOfStream = (ladder: Ladder, stream: ShakaStream | null | undefined): number =>
  ladder.findIndex((rung) => rung.stream === stream);

/** Cheap audio for the low rungs, rich audio for the high ones. */
export function homeVariant(ladder: Ladder, index: number): ShakaVariant | undefined {
  const { variants } = ladder[index] ?? { variants: [] };
  return variants[Math.floor((index * variants.length) / ladder.length)];
}

/**
 * The variant to play on a rung. The audio that plays now stays while it is at home on this rung or a neighbour:
 * crossing one border up and down does not change the sound.
 *
 * @param keepAudio keep it wherever it exists: a rescue must not touch the audio that is on its way.
 */
export function variantOnRung(
  playable: Ladder,
  index: number,
  audioId: number | null | undefined,
  keepAudio = false,
): ShakaVariant | undefined {
  const sameAudio = playable[index]?.variants.find(({ audio }) => audio?.id === audioId);
  const atHome = [index - 1, index, index + 1].some((near) => homeVariant(playable, near)?.audio?.id === audioId);
  return sameAudio && (keepAudio || atHome) ? sameAudio : homeVariant(playable, index);
}

/**
 * Variants to ladder. Shaka's list is a product of video and audio streams; the ladder has one rung per video stream
 * (audio stream in audio-only content), so that near-equal rates with the same picture are one rung.
 */
import type { ShakaStream, ShakaVariant } from './contract.ts';

/** One step: a main stream, and the variant that stands for its rate. */
export interface Rung {
  readonly stream: ShakaStream;
  /** Every variant seen with this stream, cheapest first. */
  readonly variants: readonly ShakaVariant[];
}

export interface Ladder {
  readonly mainType: 'video' | 'audio';
  /** Cheapest first. */
  readonly rungs: readonly Rung[];
}

/** For each rung, the variants that may be played now; empty = rung not allowed. Cheapest first. */
export type PlayableVariants = readonly (readonly ShakaVariant[])[];

/** The stream that carries the picture, or the sound where there is no picture. */
export const mainStream = (variant: ShakaVariant): ShakaStream | null => variant.video ?? variant.audio;

const isFastSwitching = (variant: ShakaVariant): boolean => variant.video?.fastSwitching === true || variant.audio?.fastSwitching === true;

/** Streams with "fast switching" serve the start of low-latency DASH; they are played only where Shaka asks for them, or nothing else is left. */
export function splitFastSwitching(variants: readonly ShakaVariant[]): {
  readonly normal: readonly ShakaVariant[];
  readonly fast: readonly ShakaVariant[];
} {
  const normal = variants.filter((variant) => !isFastSwitching(variant));
  return normal.length > 0 ? { normal, fast: variants.filter(isFastSwitching) } : { normal: variants, fast: [] };
}

function groupByMainStream(variants: readonly ShakaVariant[]): readonly Rung[] {
  const groups = new Map<ShakaStream, ShakaVariant[]>();
  for (const variant of [...variants].sort((a, b) => a.bandwidth - b.bandwidth)) {
    const stream = mainStream(variant);
    if (!stream) continue;
    const group = groups.get(stream);
    if (group) group.push(variant);
    else groups.set(stream, [variant]);
  }
  const rungs = [...groups].map(([stream, group]): Rung => ({ stream, variants: group }));
  const rate = (rung: Rung): number => rung.stream.bandwidth || (rung.variants[0]?.bandwidth ?? 0);
  return rungs.sort((a, b) => rate(a) - rate(b) || (a.stream.height ?? 0) - (b.stream.height ?? 0) || a.stream.id - b.stream.id);
}

/**
 * The ladder for a new list of variants. While every stream is already known, the previous ladder stays, so that a
 * ban or a restriction moves no index; the missing rungs are just not playable.
 */
export function updateLadder(previous: Ladder | undefined, variants: readonly ShakaVariant[]): Ladder {
  const rungs = groupByMainStream(splitFastSwitching(variants).normal);
  const known = previous && rungs.every((rung) => previous.rungs.some(({ stream }) => stream === rung.stream));
  if (known) return previous;
  return { mainType: rungs.some(({ stream }) => stream.type === 'video') ? 'video' : 'audio', rungs };
}

/** Sorts `variants` into the ladder's rungs. */
export function playableVariants(ladder: Ladder, variants: readonly ShakaVariant[]): PlayableVariants {
  const groups = groupByMainStream(variants);
  return ladder.rungs.map(({ stream }) => groups.find((group) => group.stream === stream)?.variants ?? []);
}

/** Rung of a stream object; -1 for any other stream (trick play, a preload of something else). Ids are not unique across manifests, objects are. */
export function indexOfStream(ladder: Ladder, stream: ShakaStream | null | undefined): number {
  return stream ? ladder.rungs.findIndex((rung) => rung.stream === stream) : -1;
}

/** Cheap audio for the low rungs, rich audio for the high ones. */
function homeVariant(playable: PlayableVariants, index: number): ShakaVariant | undefined {
  const variants = playable[index] ?? [];
  return variants[Math.floor((index * variants.length) / playable.length)];
}

/**
 * The variant to play on a rung. The audio that plays now stays while it is at home on this rung or a neighbour:
 * crossing one border up and down does not change the sound.
 *
 * @param keepAudio keep it wherever it exists: a rescue must not touch the audio that is on its way.
 */
export function variantOnRung(
  playable: PlayableVariants,
  index: number,
  audioId: number | null | undefined,
  keepAudio = false,
): ShakaVariant | undefined {
  const sameAudio = typeof audioId === 'number' ? playable[index]?.find((variant) => variant.audio?.id === audioId) : undefined;
  const atHome = [index - 1, index, index + 1].some((near) => homeVariant(playable, near)?.audio?.id === audioId);
  return sameAudio && (keepAudio || atHome) ? sameAudio : homeVariant(playable, index);
}

/** The richest of `variants` that costs no more than `like`, else the cheapest. */
export function nearestVariant(variants: readonly ShakaVariant[], like: ShakaVariant): ShakaVariant | undefined {
  const richestFirst = [...variants].sort((a, b) => b.bandwidth - a.bandwidth);
  return richestFirst.find((variant) => variant.bandwidth <= like.bandwidth) ?? richestFirst.at(-1);
}

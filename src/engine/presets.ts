/**
 * Whole characters of the controller, and one slider between them: which loss counts how much. Places on the frontier of
 * stalls, picture, switches and bytes that `evenkeel-bench frontier` plots.
 */
import type { Scales } from './scales.ts';

/** `quality`: more picture, more risk. `safe`: the reverse. `data-saver`: a good picture for fewer bytes. */
export type Preset = 'balanced' | 'quality' | 'safe' | 'data-saver';

/** Where each preset puts the slider `preference`. */
const PREFERENCES: Readonly<Record<Preset, number>> = { balanced: 0.5, quality: 0, safe: 1, 'data-saver': 0.6 };

export const PRESETS: readonly Preset[] = Object.keys(PREFERENCES) as Preset[];

/** By what a scale is multiplied at the slider's safe end, and divided by at the other. */
const REACH: Partial<Scales> = { stall: 1.6, lowBuffer: 1.6, caution: 1.6, climbAfterFall: 1.5 };

/** Utility that a megabit per second must be worth to the data saver; see `content.pricePerMegabit`. */
const DATA_SAVER_PRICE = 0.04;

/** What a preset and a slider change in the defaults. `preference` 0 (picture) .. 1 (safety); undefined = the preset's. */
export function characterOf(
  preset: Preset,
  preference: number = PREFERENCES[preset],
): { readonly scaleFactors: Partial<Scales>; readonly pricePerMegabit: number } {
  const entries = Object.entries(REACH).map(([name, reach]) => [name, reach ** (2 * preference - 1)]);
  return { scaleFactors: Object.fromEntries(entries), pricePerMegabit: preset === 'data-saver' ? DATA_SAVER_PRICE : 0 };
}

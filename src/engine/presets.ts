/**
 * Whole characters of the controller, and one slider between them: which loss counts how much. Places on the frontier of
 * stalls, picture, switches and bytes that `evenkeel-bench frontier` plots.
 */
import { ownValue } from './option-rules.ts';

/** `quality`: more picture, more risk. `safe`: the reverse. `data-saver`: a good picture for fewer bytes. */
export type Preset = 'balanced' | 'quality' | 'safe' | 'data-saver';

/** Where each preset puts the slider `preference`. */
const PREFERENCES: Readonly<Record<Preset, number>> = { balanced: 0.5, quality: 0, safe: 1, 'data-saver': 0.6 };

export const PRESETS: readonly Preset[] = Object.keys(PREFERENCES) as Preset[];

/**
 * By what options are multiplied at the slider's ends. Measured with `evenkeel-bench frontier`: towards safety stalls and a low buffer
 * weigh more; towards the picture switches come easier, because cheaper stalls would buy stalls, not picture.
 */
const TOWARDS_SAFETY: Readonly<Record<string, number>> = { stall: 1.6, lowBuffer: 1.6, caution: 1.6 };
const TOWARDS_PICTURE: Readonly<Record<string, number>> = { hysteresis: 0.5, climbAfterFall: 0.3, spread: 0.8, lowBuffer: 0.85 };

/** Utility that a megabit per second must be worth to the data saver; see `content.pricePerMegabit`. */
const DATA_SAVER_PRICE = 0.04;

/** What a preset and a slider make of a default. `preference` 0 (picture) .. 1 (safety); default: the preset's. */
export function characterOf(
  preset: Preset = 'balanced',
  preference: number = PREFERENCES[preset],
): (name: string, value: unknown) => unknown {
  const ends = preference > 0.5 ? TOWARDS_SAFETY : TOWARDS_PICTURE;
  return (name, value) => {
    if (name === 'pricePerMegabit' && preset === 'data-saver') return DATA_SAVER_PRICE;
    const end = ownValue(ends, name);
    return end === undefined ? value : (value as number) * end ** Math.abs(2 * preference - 1);
  };
}

/** The places of our engine that are measured: its presets, positions of the slider, and option files of the user. */
import { isDeepStrictEqual } from 'node:util';
import { type AbrOptions, PRESETS, resolveOptions } from 'evenkeel';
import type { EngineVariant } from '../rules/evenkeel.ts';

/** Of `preference`: 0 is picture, 1 is safety. */
const SLIDER = [0, 0.25, 0.5, 0.75, 1] as const;

export interface Position extends EngineVariant {
  /** Where it is on the slider; undefined for what lies beside it. */
  readonly preference?: number;
}

/** The slider from picture to safety, where a preset that is a place on it gives it its name; then the other presets; then `own`. */
export function listPositions(own: readonly EngineVariant[] = []): Position[] {
  const slider = SLIDER.map((preference) => ({ preference, options: { preference } as AbrOptions }));
  const presets = PRESETS.map((preset) => ({ preset, config: resolveOptions({ preset }) }));
  const at = (options: AbrOptions): string | undefined =>
    presets.find(({ config }) => isDeepStrictEqual(config, resolveOptions(options)))?.preset;
  const onSlider = slider.map(({ preference, options }): Position => {
    const preset = at(options);
    return { name: preset ?? `slider ${preference}`, options: preset === undefined ? options : { preset: preset as never }, preference };
  });
  const beside = presets.filter(({ preset }) => !onSlider.some(({ name }) => name === preset));
  return [...onSlider, ...beside.map(({ preset }): Position => ({ name: preset, options: { preset } })), ...own];
}

/** Values of single options; undefined where the option was not given. */
import { UsageError } from './usage-error.ts';

/** Comma lists and repeats alike, each name once. */
export function readList(option: string, texts: readonly string[] | undefined): string[] | undefined {
  if (!texts) return undefined;
  const names = texts.flatMap((text) => text.split(',').map((name) => name.trim()));
  if (names.includes('')) throw new UsageError(`--${option} has an empty name in "${texts.join(',')}"`);
  return [...new Set(names)];
}

export function readNumber(option: string, text: string | undefined, least: number, most: number, unit = 'seconds'): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${option} must be a number from ${least} to ${most} (${unit}), got "${text}"`);
}

export function readWhole(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${option} must be a whole number from ${least} to ${most}, got "${text}"`);
}

import { createRandomStream, createTrace, describe, type NetworkTrace } from '../../link/index.ts';
import type { FamilyFigures } from './figures.ts';
import { seedFor } from './seed.ts';
import { drawRates, type SessionModel } from './session-model.ts';

/** A kind of network from which any number of sessions can be drawn. */
export interface NetworkFamily {
  /** For `--families` and tables: `3g-commute`. */
  readonly id: string;
  readonly title: string;
  /** One sentence for a picker. */
  readonly description: string;
  /** The measured set it is fitted to, with licence, and what is our assumption. */
  readonly source: string;
  /** Request to first bit, seconds. */
  readonly rttSeconds: number;
  /** The set's figures, which a test holds the sessions to. Mean over sessions of up to 600 s. */
  readonly figures: FamilyFigures;
  /**
   * One session, one rate a second: the same seed gives the same bits on every machine. Seeds are integers
   * (the lowest 32 bits count), `seconds` a whole number 1..1,000,000. Loops after its end.
   */
  generate(seed: number, seconds: number): NetworkTrace;
}

/** What defines a family; `model` holds the fitted constants. */
export interface FamilyDefinition extends Omit<NetworkFamily, 'generate'> {
  readonly model: SessionModel;
}

/** Makes a family of its definition. */
export function defineFamily({ model, ...family }: FamilyDefinition): NetworkFamily {
  return {
    ...family,
    generate(seed, seconds) {
      checkWhole(seed, 'seed', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      checkWhole(seconds, 'seconds', 1, 1_000_000);
      const rates = drawRates(model, createRandomStream(seedFor(family.id, seed)), seconds);
      return createTrace({
        name: `${family.id}-${seed}`,
        segments: rates.map((rateBitsPerSecond) => ({ durationSeconds: 1, rateBitsPerSecond })),
      });
    },
  };
}

/** Throws unless `value` is a whole number in min..max. */
export function checkWhole(value: unknown, path: string, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
    throw new RangeError(`${path}: must be a whole number in ${min}..${max}, received ${describe(value)}`);
  }
}

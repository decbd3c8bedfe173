import { createHash } from 'node:crypto';

/** A 32-bit seed of its own for a purpose that has a name: adding one more draws nothing else anew. */
export const seedFor = (seed: number, ...names: readonly (string | number)[]): number =>
  createHash('sha256')
    .update(JSON.stringify([seed, ...names]))
    .digest()
    .readUInt32BE(0);

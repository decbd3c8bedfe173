/** Repeatable numbers; the same seed gives the same stream on every machine. As src/link/random.ts, which is private to its layer. */
export interface RandomStream {
  /** The next number, uniform in [0, 1). */
  uniform(): number;
  /** The next number, mean 0 and standard deviation 1, within -6..6. */
  normal(): number;
}

/** Makes a stream from an integer seed, of which the lowest 32 bits count (mulberry32). */
export function createRandomStream(seed: number): RandomStream {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  // Twelve uniforms need no logarithm, whose last digit may differ between engines.
  const normal = (): number => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  };
  return { uniform, normal };
}

/** A seed of its own for each name (FNV-1a over its characters), so that equal seeds do not give related networks. */
export function seedFor(name: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

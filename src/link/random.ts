/** A stream of repeatable numbers; the same seed gives the same stream on every machine. */
export interface RandomStream {
  /** The next number, uniform in [0, 1). */
  uniform(): number;
  /** The next number, normal with mean 0 and standard deviation 1. */
  normal(): number;
}

/** Makes a stream from a 32-bit seed (mulberry32: small, fast, good enough to draw demo traces). */
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

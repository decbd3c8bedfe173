import { describe, expect, test } from 'vitest';
import { type AbrOptions, DEFAULT_CONFIG, resolveOptions } from '../index.ts';

const fails = (options: unknown): string => {
  try {
    resolveOptions(options as AbrOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('resolveOptions', () => {
  test('fills in every default and freezes the result', () => {
    const config = resolveOptions({ weights: { quality: 0.5 } });
    expect(config.weights).toEqual({ ...DEFAULT_CONFIG.weights, quality: 0.5 });
    expect(config.prediction).toEqual(DEFAULT_CONFIG.prediction);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.values(config).every(Object.isFrozen)).toBe(true);
  });

  test('names path, rule and received value', () => {
    expect(fails({ weights: { quality: 'high' } })).toBe('weights.quality must be a number from 0 to 100, got "high" (string)');
    expect(fails({ prediction: { windowSeconds: 0 } })).toMatch(/^prediction\.windowSeconds must be a number from 5 to 120, got 0/);
    expect(fails({ rescue: { enabled: 1 } })).toMatch(/^rescue\.enabled must be true or false, got 1/);
    expect(fails({ weights: { quality: Number.NaN } })).toMatch(/got NaN/);
    expect(fails({ switching: { maxStepUp: 1.5 } })).toMatch(/^switching\.maxStepUp must be a whole number from 1 to 100, got 1.5/);
  });

  test('refuses unknown names and tells the known ones', () => {
    expect(fails({ wieghts: {} })).toMatch(/^options\.wieghts is not an option; options knows: weights, /);
    expect(fails({ weights: { qualty: 1 } })).toMatch(/^weights\.qualty is not an option; weights knows: quality, /);
    expect(fails({ weights: null })).toMatch(/^weights must be an object, got null/);
    expect(fails({ weights: [1] })).toMatch(/^weights must be an object/);
    expect(fails(null)).toMatch(/^options must be an object, got null/);
    expect(fails(JSON.parse('{"__proto__": {"polluted": 1}}'))).toMatch(/is not an option/);
  });

  test('refuses what contradicts itself', () => {
    expect(fails({ weights: { quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, deviceFit: 0 } })).toMatch(/positive sum/);
    expect(fails({ prediction: { fastHalfLifeSeconds: 30, slowHalfLifeSeconds: 5 } })).toMatch(/must not exceed/);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AbrOptions, DEFAULT_CONFIG, PRESETS, resolveOptions } from '../index.ts';

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

  test("own properties only: what lies on Object.prototype is nobody's option", () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    const safe = resolveOptions({ preset: 'safe' });
    try {
      prototype.weights = { quality: 100 };
      prototype.quality = 100;
      expect(resolveOptions({ preset: 'safe' })).toEqual(safe);
      prototype.preset = 'safe';
      prototype.preference = 1;
      expect(resolveOptions({})).toEqual(DEFAULT_CONFIG);
      expect(resolveOptions({ weights: {} })).toEqual(DEFAULT_CONFIG);
    } finally {
      for (const name of ['weights', 'quality', 'preset', 'preference']) delete prototype[name];
    }
    expect(resolveOptions(Object.create({ weights: { quality: 100 } }))).toEqual(DEFAULT_CONFIG);
  });

  test('hostile objects are refused, and nothing is polluted', () => {
    expect(fails(JSON.parse('{"weights": {"__proto__": {"quality": 100}}}'))).toMatch(/^weights\.__proto__ is not an option/);
    expect(fails(JSON.parse('{"constructor": {"prototype": {"polluted": 1}}}'))).toMatch(/^options\.constructor is not an option/);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    for (const value of [1e308, -1e308, Number.POSITIVE_INFINITY, 10n, Symbol('x'), () => 1, new Date(), { valueOf: () => 1 }, [1], '1'])
      expect(fails({ weights: { quality: value } })).toMatch(/^weights\.quality must be a number from 0 to 100, got /);
    expect(fails({ ['x'.repeat(1e6)]: 1 }).length).toBeLessThan(500);
    expect(fails({ weights: { quality: 'x'.repeat(1e6) } }).length).toBeLessThan(500);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(fails(proxy)).not.toBe('accepted');
    expect(fails({ weights: { quality: proxy } })).toMatch(/got unreadable object$/);
    // Symbols name no option; JSON cannot carry them.
    expect(resolveOptions({ [Symbol('weights')]: 1 } as AbrOptions)).toEqual(DEFAULT_CONFIG);
  });

  test('each value is read once: a getter cannot pass the check and then change', () => {
    let reads = 0;
    const weights = {
      get quality() {
        reads += 1;
        return reads === 1 ? 1 : Number.NaN;
      },
    };
    let groupReads = 0;
    const options = {
      get weights() {
        groupReads += 1;
        return groupReads === 1 ? weights : null;
      },
    };
    expect(resolveOptions(options as AbrOptions).weights.quality).toBe(1);
    expect([reads, groupReads]).toEqual([1, 1]);
  });

  test('any object at all: refused with a TypeError, or a configuration within its ranges', () => {
    const scalar = fc.oneof(
      fc.double(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, null, undefined, true, 'x', 1e300),
      fc.integer(),
    );
    const groups = Object.entries(DEFAULT_CONFIG).map(
      ([group, values]) => [group, fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(values)), fc.string()), scalar)] as const,
    );
    const options = fc.oneof(fc.record(Object.fromEntries(groups), { requiredKeys: [] }), fc.object(), fc.jsonValue());
    fc.assert(
      fc.property(options, (value) => {
        if (fails(value) !== 'accepted') return;
        const config = resolveOptions(value as AbrOptions);
        expect(Object.keys(config)).toEqual(Object.keys(DEFAULT_CONFIG));
        for (const [group, defaults] of Object.entries(DEFAULT_CONFIG)) {
          const resolved = config[group as keyof typeof config] as unknown as Record<string, unknown>;
          expect(Object.keys(resolved)).toEqual(Object.keys(defaults));
          for (const [name, fallback] of Object.entries(defaults)) {
            expect(typeof resolved[name]).toBe(typeof fallback);
            if (typeof fallback === 'number') expect(Number.isFinite(resolved[name])).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('refuses what contradicts itself', () => {
    expect(fails({ weights: { quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, deviceFit: 0 } })).toMatch(/positive sum/);
    expect(fails({ prediction: { fastHalfLifeSeconds: 30, slowHalfLifeSeconds: 5 } })).toMatch(/must not exceed/);
  });
});

describe('presets and the slider', () => {
  test('balanced is the default, and the middle of the slider', () => {
    expect(resolveOptions({ preset: 'balanced' })).toEqual(DEFAULT_CONFIG);
    expect(resolveOptions({ preference: 0.5 })).toEqual(DEFAULT_CONFIG);
  });
  test('towards safety stalls weigh more, towards the picture switches come easier', () => {
    const along = [0, 0.25, 0.5, 0.75, 1].map((preference) => resolveOptions({ preference }));
    const stalls = along.map(({ scales }) => scales.stall);
    const hysteresis = along.map(({ switching }) => switching.hysteresis);
    expect(stalls[2]).toBe(DEFAULT_CONFIG.scales.stall);
    expect(new Set(stalls.slice(2)).size).toBe(3);
    expect(stalls).toEqual([...stalls].sort((a, b) => a - b));
    expect(new Set(hysteresis.slice(0, 3)).size).toBe(3);
    expect(hysteresis).toEqual([...hysteresis].sort((a, b) => a - b));
    expect(resolveOptions({ preset: 'quality' })).toEqual(along[0]);
    expect(resolveOptions({ preset: 'safe' })).toEqual(along[4]);
  });
  test('only the data saver prices bytes, and what is given counts before the preset', () => {
    for (const preset of PRESETS) expect(resolveOptions({ preset }).content.pricePerMegabit > 0).toBe(preset === 'data-saver');
    expect(resolveOptions({ preset: 'data-saver', content: { pricePerMegabit: 0 } }).content.pricePerMegabit).toBe(0);
    expect(resolveOptions({ preset: 'safe', scales: { stall: 1 } }).scales.stall).toBe(1);
    expect(resolveOptions({ preset: 'safe' }).weights).toEqual(DEFAULT_CONFIG.weights);
  });
  test('unknown ones are refused by name', () => {
    expect(fails({ preset: 'fast' })).toBe('preset must be one of balanced, quality, safe, data-saver, got "fast" (string)');
    expect(fails({ preference: 2 })).toMatch(/^preference must be a number from 0 to 1, got 2/);
    expect(fails({ content: { type: 'opera' } })).toMatch(/^content\.type must be one of general, animation, sport, documentary/);
  });
});

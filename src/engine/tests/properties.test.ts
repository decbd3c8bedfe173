/** Laws of the whole engine over any sequence of what a player may do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AbrEngine, createAbrEngine, createNetworkMemory, DEFAULT_CONFIG, type Decision, type NetworkMemory } from '../index.ts';
import { TERM_NAMES, weightVector } from '../terms.ts';
import { journey, travel, tries } from './journey.ts';
import { makeSample, makeSituation } from './make.ts';

const newEngine = (memory: NetworkMemory = createNetworkMemory()): AbrEngine => createAbrEngine(DEFAULT_CONFIG, memory);

/** Every number in a value, with its path. */
function* numbersOf(value: unknown, path = ''): Generator<readonly [path: string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) yield* numbersOf(part, `${path}.${name}`);
}
const notFinite = (decision: Decision): readonly string[] =>
  [...numbersOf(decision)].filter(([, value]) => !Number.isFinite(value)).map(([path, value]) => `${path} = ${value}`);

describe('over any sequence', () => {
  test('the choice is in the ladder and allowed, also in a rescue', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        for (const { situation, decision } of travel(newEngine(), steps)) {
          expect(situation.renditions[decision.index]?.allowed).toBe(true);
          expect(decision.candidates.map(({ index }) => index)).toEqual([...situation.renditions.keys()]);
          expect(decision.candidates[decision.index]?.excluded).toBeUndefined();
        }
      }),
      tries(300),
    );
  });

  test('every number is finite, forecasts are in order, risks are shares', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        for (const { decision } of travel(newEngine(), steps)) {
          expect(notFinite(decision)).toEqual([]);
          for (const range of [decision.forecast.next, decision.forecast.window]) {
            expect(range.lowBitsPerSecond).toBeGreaterThan(0);
            expect(range.medianBitsPerSecond).toBeGreaterThanOrEqual(range.lowBitsPerSecond * (1 - 1e-9));
            expect(range.highBitsPerSecond).toBeGreaterThanOrEqual(range.medianBitsPerSecond * (1 - 1e-9));
          }
          for (const { stallRisk } of decision.candidates) {
            expect(stallRisk).toBeGreaterThanOrEqual(0);
            expect(stallRisk).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
      tries(300),
    );
  });

  test('the weighted terms of every scored candidate add up to its total', () => {
    const weights = weightVector(DEFAULT_CONFIG.weights);
    fc.assert(
      fc.property(journey, (steps) => {
        for (const { decision } of travel(newEngine(), steps)) {
          for (const { terms, total } of decision.candidates) {
            const sum = TERM_NAMES.reduce((added, name, i) => added + terms[name] * (weights[i] ?? 0), 0);
            expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(total)));
          }
        }
      }),
      tries(200),
    );
  });

  test('the same happenings give the same decisions, to the last bit', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        expect(travel(newEngine(), steps)).toEqual(travel(newEngine(), steps));
      }),
      tries(200),
    );
  });

  test('asked again before anything new is known, the answer is the same', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        const engine = newEngine();
        travel(engine, steps, ({ situation, decision }) => {
          if (decision.action !== 'rescue') expect(engine.decide(situation).index).toBe(decision.index);
        });
      }),
      tries(300),
    );
  });

  test('what was given in is not changed', () => {
    const deepFreeze = <Value>(value: Value): Value => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
      return value;
    };
    fc.assert(
      fc.property(journey, (steps) => void travel(newEngine(), deepFreeze(steps))),
      tries(50),
    );
  });

  test('the memory of the network stays bounded', () => {
    const sizeOf = (memory: NetworkMemory): number => JSON.stringify([...memory.prediction.hosts]).length;
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e4, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 8 }), (rates) => {
        const memory = createNetworkMemory();
        const engine = newEngine(memory);
        const play = (from: number, count: number): void => {
          for (let i = from; i < from + count; i++)
            engine.addSample(makeSample(rates[i % rates.length] as number, 4 * i, { host: `host-${i % 37}.test` }));
        };
        play(0, 400);
        const early = sizeOf(memory);
        play(400, 2000);
        expect(memory.prediction.hosts.size).toBeLessThanOrEqual(8);
        // Digits come and go; entries do not.
        expect(sizeOf(memory)).toBeLessThan(early * 1.5);
      }),
      tries(20),
    );
  });
});

describe('what is not a situation', () => {
  const bad = fc.constantFrom(Number.NaN, -1, Number.NEGATIVE_INFINITY);

  test('is refused with a RangeError and changes nothing that is learnt', () => {
    fc.assert(
      fc.property(fc.constantFrom('bufferSeconds' as const, 'maxBufferSeconds' as const, 'segmentSeconds' as const), bad, (name, value) => {
        const memory = createNetworkMemory();
        const engine = newEngine(memory);
        engine.addSample(makeSample(3e6, 90));
        const before = memory.prediction;
        expect(() => engine.decide(makeSituation({ [name]: value }))).toThrow(RangeError);
        expect(memory.prediction).toBe(before);
        expect(engine.decide(makeSituation()).index).toBe(
          (() => {
            const fresh = newEngine();
            fresh.addSample(makeSample(3e6, 90));
            return fresh.decide(makeSituation()).index;
          })(),
        );
      }),
    );
  });

  test('a ladder of which nothing is allowed is a RangeError', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), (count) => {
        const renditions = makeSituation()
          .renditions.slice(0, count)
          .map((rendition) => ({ ...rendition, allowed: false }));
        expect(() => newEngine().decide(makeSituation({ renditions }))).toThrow(RangeError);
      }),
    );
  });
});

import { createTrace, type NetworkTrace } from 'evenkeel/link';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceSet } from '../../input/traces/read-traces.ts';
import { chooseHeldOut, splitNames, splitTraces, withoutCopies } from '../split.ts';

const trace = (name: string, rateBitsPerSecond = 1e6): NetworkTrace =>
  createTrace({ name, segments: [{ durationSeconds: 60, rateBitsPerSecond }] });
/** `{ bus: { a: 2 } }`: network bus, file a with two traces. */
function sets(shape: Readonly<Record<string, Readonly<Record<string, number>>>>): TraceSet[] {
  return Object.entries(shape).map(([network, byFile]) => {
    const named = Object.entries(byFile).flatMap(([file, count]) =>
      Array.from({ length: count }, (_, i) => ({ file, name: `${file}${i}` })),
    );
    return { network, traces: named.map(({ name }) => trace(name)), files: named.map(({ file }) => `/somewhere/${file}`) };
  });
}
const namesOf = (parts: readonly TraceSet[]): string[] =>
  parts.flatMap(({ network, traces }) => traces.map(({ name }) => `${network}/${name}`));

const anyShape = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,4}$/),
  fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.integer({ min: 1, max: 4 }), { minKeys: 1, maxKeys: 5 }),
  { minKeys: 1, maxKeys: 6 },
);

describe('what is held out', () => {
  it('is three tenths of the units, at least one, never all', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 60 }), (units) => {
        const { size } = chooseHeldOut(units);
        expect(size).toBeGreaterThanOrEqual(1);
        expect(size).toBeLessThan(units.length);
        expect(Math.abs(size - 0.3 * units.length)).toBeLessThanOrEqual(0.7);
      }),
    );
  });

  it('depends on the names only, not on their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), (units) => {
        expect([...chooseHeldOut([...units].reverse())].sort()).toEqual([...chooseHeldOut(units)].sort());
      }),
    );
  });

  it('never shares a unit, and never a trace, with the fit; nothing is lost', () => {
    fc.assert(
      fc.property(anyShape, fc.constantFrom('network', 'file', 'trace', undefined), (shape, level) => {
        const given = sets(shape);
        let split: ReturnType<typeof splitTraces>;
        try {
          split = splitTraces(given, level);
        } catch {
          return;
        }
        expect(split.fitUnits.some((unit) => split.heldOutUnits.includes(unit))).toBe(false);
        expect([...namesOf(split.fit), ...namesOf(split.heldOut)].sort()).toEqual(namesOf(given).sort());
        expect(namesOf(split.fit).some((name) => namesOf(split.heldOut).includes(name))).toBe(false);
        if (split.level !== 'network') return;
        const networks = (parts: readonly TraceSet[]): string[] => parts.map(({ network }) => network);
        expect(networks(split.fit).some((name) => networks(split.heldOut).includes(name))).toBe(false);
      }),
    );
  });

  it('is whole networks where there are three, files where there are four, else traces', () => {
    expect(splitTraces(sets({ a: { x: 2 }, b: { x: 2 }, c: { x: 2 } })).level).toBe('network');
    expect(splitTraces(sets({ a: { x: 1, y: 3 }, b: { x: 2, z: 2 } })).level).toBe('file');
    expect(splitTraces(sets({ a: { x: 9 }, b: { x: 2 } })).level).toBe('trace');
    expect(splitTraces(sets({ a: { x: 1 }, b: { x: 1 }, c: { x: 1 } }), 'trace').level).toBe('trace');
  });

  it('keeps the traces of a file together', () => {
    const { heldOut, fit } = splitTraces(sets({ a: { w: 3, x: 3, y: 3, z: 3 } }));
    for (const part of [heldOut, fit]) expect(part.flatMap(({ traces }) => traces).length % 3).toBe(0);
  });

  it('is refused for one trace, however many windows it has, with what to do', () => {
    expect(() => splitTraces(sets({ a: { x: 1 } }))).toThrow(/one trace only[\s\S]*--held-out PATH[\s\S]*never split/);
    expect(() => splitTraces(sets({ a: { x: 5 } }), 'file')).toThrow(/one file only/);
    expect(() => splitNames(['wifi'])).toThrow(/at least two/);
  });

  it('is never a copy of what is fitted', () => {
    const fit = [{ network: 'a', traces: [trace('one', 1e6), trace('two', 2e6)] }];
    const { fit: kept, copies } = withoutCopies(fit, [{ network: 'b', traces: [trace('other name', 2e6)] }]);
    expect(namesOf(kept)).toEqual(['a/one']);
    expect(copies).toEqual([expect.stringMatching(/a\/two is the same recording as b\/other name/)]);
  });
});

import { createTrace } from 'evenkeel/link';
import { createContent, SHAKA_PLAYER } from 'evenkeel/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Scenario, tableOf, traceOf } from '../scenario.ts';
import { scenarioId } from '../scenario-id.ts';
import { CONTENT, IDENTITY, makeScenario } from './make.ts';

const idOf = (changes: Partial<Scenario> = {}, identity = IDENTITY): string => {
  const { id: _, ...rest } = makeScenario(changes);
  return scenarioId(rest, identity);
};
const otherTrace = createTrace({ name: 'steady', segments: [{ durationSeconds: 60, rateBitsPerSecond: 3e6, latencySeconds: 0.1 }] });
const otherSizes = createContent({
  name: CONTENT.name,
  segmentSeconds: 4,
  renditions: [400, 1000, 2500].map((kbps) => ({ rateBitsPerSecond: kbps * 1000 })),
  segmentSizeBits: Array.from({ length: 60 }, (_, i) => [1.6e6, 4e6, i === 30 ? 10_000_001 : 1e7]),
});
const { settings } = makeScenario();

describe('the address of a result', () => {
  it('is the same for the same inputs', () => {
    expect(idOf()).toBe(idOf());
    expect(idOf()).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Partial<Scenario>]>([
    ['a sample of the trace', { table: tableOf(otherTrace) }],
    ['the offset', { traceOffsetSeconds: 1 }],
    ['one size', { content: otherSizes }],
    ['the player', { player: SHAKA_PLAYER }],
    ['one figure of the player', { player: { ...makeScenario().player, pollSeconds: 0.2 } }],
    ['the RTT', { settings: { ...settings, rttSeconds: 0.06 } }],
    ['slow start', { settings: { ...settings, slowStart: false } }],
    ['known sizes', { settings: { ...settings, sizesKnown: true } }],
    ['the length', { settings: { ...settings, contentSeconds: 44 } }],
    ['the seed', { seed: 8 }],
    ['the network', { network: 'other' }],
    ['the region', { region: 'other' }],
  ])('changes with %s', (_, changes) => {
    expect(idOf(changes)).not.toBe(idOf());
  });

  it.each([
    ['the version', { packageVersion: '0.0.1' }],
    ['the program', { codeHash: 'd' }],
    ['the version of a rule', { rules: IDENTITY.rules.map((rule) => ({ ...rule, source: 'another' })) }],
    ['the set of rules', { rules: [...IDENTITY.rules, ...IDENTITY.rules] }],
    ['the optimum', { optimum: true }],
  ])('changes with %s', (_, changes) => {
    expect(idOf({}, { ...IDENTITY, ...changes })).not.toBe(idOf());
  });
});

describe('a trace as a table', () => {
  it('comes back as it was, also through a copy to a worker', () => {
    const segments = fc.array(
      fc.record(
        {
          durationSeconds: fc.double({ min: 0.001, max: 1000, noNaN: true }),
          rateBitsPerSecond: fc.double({ min: 0, max: 1e9, noNaN: true }),
          latencySeconds: fc.double({ min: 0, max: 60, noNaN: true }),
        },
        { requiredKeys: ['durationSeconds', 'rateBitsPerSecond'] },
      ),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(segments, fc.boolean(), (all, loops) => {
        const trace = createTrace({ name: 'any', segments: all.map((each) => ({ ...each })), loops });
        expect(traceOf(structuredClone(tableOf(trace)))).toEqual(trace);
      }),
    );
  });
});

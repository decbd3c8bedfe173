/** A decision is plain data that stays as it is, although the engine works in memory that it uses again. */
import { describe, expect, test } from 'vitest';
import { type AbrEngine, createAbrEngine, createNetworkMemory, DEFAULT_CONFIG } from '../index.ts';
import { LADDER_RATES, makeLadder, makeSample, makeSituation } from './make.ts';

function makeEngine(): AbrEngine {
  const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
  for (let i = 0; i < 5; i++) engine.addSample(makeSample(3e6, 80 + 4 * i));
  return engine;
}

describe('a decision', () => {
  test('is the same after later decisions, on other ladders too', () => {
    const decision = makeEngine().decide(makeSituation());
    const engine = makeEngine();
    const kept = engine.decide(makeSituation());
    engine.decide(makeSituation({ bufferSeconds: 1, atSeconds: 104 }));
    engine.decide(makeSituation({ renditions: makeLadder(LADDER_RATES.slice(2)), currentIndex: 0, atSeconds: 108 }));
    expect(kept).toEqual(decision);
    expect(kept.reason).toContain('16.0 s buffered');
  });

  test('does not depend on what was decided before on another ladder', () => {
    const engine = makeEngine();
    engine.decide(makeSituation({ renditions: makeLadder(LADDER_RATES.slice(0, 2)), currentIndex: 1, bufferSeconds: 0.5 }));
    expect(engine.decide(makeSituation()).candidates).toEqual(makeEngine().decide(makeSituation()).candidates);
  });

  test('keeps its sentence in every copy', () => {
    const decision = makeEngine().decide(makeSituation());
    const { reason } = decision;
    expect(reason).toMatch(/^\w+.*expected/);
    for (const copy of [{ ...decision }, JSON.parse(JSON.stringify(decision)), structuredClone(decision)]) expect(copy.reason).toBe(reason);
    expect(Object.keys(makeEngine().decide(makeSituation()))).toContain('reason');
  });
});

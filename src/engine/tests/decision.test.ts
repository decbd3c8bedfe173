/** A decision is plain data that stays as it is, although the engine works in memory that it uses again. */
import { describe, expect, test } from 'vitest';
import { type AbrEngine, createAbrEngine, createNetworkMemory, DEFAULT_CONFIG, type Decision, type Situation } from '../index.ts';
import { LADDER_RATES, makeLadder, makeRendition, makeSample, makeSituation } from './make.ts';

const FIELDS = [
  'action',
  'atSeconds',
  'bufferSeconds',
  'bufferTrend',
  'candidates',
  'forecast',
  'index',
  'previousIndex',
  'reason',
  'reasonCode',
  'stallRisk',
];

function makeEngine(): AbrEngine {
  const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
  for (let i = 0; i < 5; i++) engine.addSample(makeSample(3e6, 80 + 4 * i));
  return engine;
}

/** A proxy of an object, and of each object that is read from it, as Vue makes them. */
const reactive = <Value extends object>(value: Value): Value =>
  new Proxy(value, {
    get(target, name, receiver) {
      const read: unknown = Reflect.get(target, name, receiver);
      return typeof read === 'object' && read !== null ? reactive(read) : read;
    },
  });

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

  test('says the same after a thousand more, read for the first time only then', () => {
    const engine = makeEngine();
    const kept = engine.decide(makeSituation());
    const { candidates } = makeEngine().decide(makeSituation());
    for (let i = 1; i <= 1000; i++) engine.decide(makeSituation({ atSeconds: 100 + i, bufferSeconds: i % 30, currentIndex: i % 7 }));
    expect(kept.candidates).toEqual(candidates);
    expect(new Set(candidates.map(({ total }) => total)).size).toBe(candidates.length);
    expect(kept.candidates).toBe(kept.candidates);
  });

  test('does not depend on what was decided before on another ladder', () => {
    const engine = makeEngine();
    engine.decide(makeSituation({ renditions: makeLadder(LADDER_RATES.slice(0, 2)), currentIndex: 1, bufferSeconds: 0.5 }));
    expect(engine.decide(makeSituation()).candidates).toEqual(makeEngine().decide(makeSituation()).candidates);
  });

  test('sees every change of what a picture is worth, in new objects and in old ones', () => {
    const documentary = { contentType: 'documentary' } as const;
    const codecs = LADDER_RATES.map((rate, i) => makeRendition(rate, { videoCodec: i > 3 ? 'av01.0.08M.08' : 'avc1.64001f' }));
    const scores = LADDER_RATES.map((rate, i) => makeRendition(rate, { qualityScore: i ** 2 }));
    const sizes = LADDER_RATES.map((rate, i) => makeRendition(rate, { heightPixels: 144 + 60 * i ** 2 }));
    const rates = makeLadder(LADDER_RATES.map((rate, i) => (i === 3 ? rate * 1.5 : rate)));
    const changes: Partial<Situation>[] = [codecs, scores, sizes, rates].map((renditions) => ({ renditions, ...documentary }));
    const totalsOf = (engine: AbrEngine, change: Partial<Situation>): number[] =>
      engine.decide(makeSituation(change)).candidates.map(({ total }) => total);
    for (const change of [...changes, { contentType: 'sport' } as const]) {
      const engine = makeEngine();
      const before = totalsOf(engine, documentary);
      expect(totalsOf(engine, change)).toEqual(totalsOf(makeEngine(), change));
      expect(totalsOf(engine, change)).not.toEqual(before);
      const renditions = makeLadder();
      totalsOf(engine, { ...change, renditions });
      for (const [i, rendition] of renditions.entries()) Object.assign(rendition, change.renditions?.[i]);
      expect(totalsOf(engine, { ...change, renditions })).toEqual(totalsOf(makeEngine(), change));
    }
  });

  test('keeps its sentence and its candidates in every copy', () => {
    const { reason, candidates } = makeEngine().decide(makeSituation());
    expect(reason).toMatch(/^\w+.*expected/);
    for (const copied of [
      (decision: Decision): Decision => ({ ...decision }),
      (decision: Decision): Decision => JSON.parse(JSON.stringify(decision)),
      (decision: Decision): Decision => structuredClone(decision),
      (decision: Decision): Decision => Object.freeze(decision),
      // As reactive frameworks hand objects on.
      (decision: Decision): Decision => reactive(decision),
    ]) {
      const copy = copied(makeEngine().decide(makeSituation()));
      expect(copy.reason).toBe(reason);
      expect(copy.candidates).toEqual(candidates);
      expect(Object.keys(copy).sort()).toEqual(FIELDS);
    }
  });
});

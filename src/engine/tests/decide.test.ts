import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AbrEngine, createAbrEngine, createNetworkMemory, DEFAULT_CONFIG, resolveOptions, type Situation } from '../index.ts';
import { TERM_NAMES, weightVector } from '../terms.ts';
import { LADDER_RATES, makeLadder, makeRendition, makeSample, makeSituation } from './make.ts';

const engineAfter = (rates: readonly number[], stepSeconds = 4): AbrEngine => {
  const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
  for (const [i, rate] of rates.entries()) engine.addSample(makeSample(rate, 60 + i * stepSeconds));
  return engine;
};
const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    rates: fc.array(fc.integer({ min: 50_000, max: 60_000_000 }), { minLength: 1, maxLength: 10 }),
    allowed: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    smooth: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    heights: fc.array(fc.integer({ min: 0, max: 2160 }), { minLength: 10, maxLength: 10 }),
    current: fc.integer({ min: -1, max: 9 }),
    bufferSeconds: fc.double({ min: 0, max: 120, noNaN: true }),
    maxBufferSeconds: fc.double({ min: 1, max: 600, noNaN: true }),
    segmentSeconds: fc.double({ min: 0.3, max: 12, noNaN: true }),
    playbackRate: fc.constantFrom(0, 0.5, 1, 1.5, 4),
    playing: fc.boolean(),
    viewportHeightPixels: fc.integer({ min: 0, max: 2160 }),
    saveData: fc.boolean(),
  })
  .map(({ rates, allowed, smooth, heights, current, viewportHeightPixels, saveData, ...rest }) =>
    makeSituation({
      ...rest,
      renditions: rates.map((rate, i) =>
        makeRendition(rate, {
          id: String(i),
          allowed: i === 0 || allowed[i] === true,
          smooth: smooth[i] === true,
          heightPixels: heights[i] ?? 0,
        }),
      ),
      currentIndex: Math.min(current, rates.length - 1),
      device: { viewportWidthPixels: 0, viewportHeightPixels, droppedFrameShare: 0, saveData },
    }),
  );
const history = fc.array(fc.double({ min: 50_000, max: 200_000_000, noNaN: true }), { maxLength: 12 });

describe('laws of every decision', () => {
  test('the choice is allowed, every number is finite, and the same input gives the same decision', () => {
    fc.assert(
      fc.property(anySituation, history, (situation, rates) => {
        const decision = engineAfter(rates).decide(situation);
        expect(situation.renditions[decision.index]?.allowed).toBe(true);
        for (const { terms, total, stallRisk } of decision.candidates) {
          expect([...Object.values(terms), total, stallRisk].every(Number.isFinite)).toBe(true);
          for (const [name, value] of Object.entries(terms)) {
            expect(value).toBeLessThanOrEqual(1 + 1e-9);
            if (name !== 'bufferSafety' && name !== 'smoothness') expect(value).toBeGreaterThanOrEqual(0);
          }
          expect(stallRisk).toBeGreaterThanOrEqual(0);
          expect(stallRisk).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(engineAfter(rates).decide(situation)).toEqual(decision);
      }),
      { numRuns: 300 },
    );
  });

  test('the five weighted terms add up to the total', () => {
    const decision = engineAfter([3_000_000, 2_000_000]).decide(makeSituation());
    for (const { terms, total } of decision.candidates) {
      const weights = weightVector(DEFAULT_CONFIG.weights);
      const sum = TERM_NAMES.reduce((added, name, i) => added + terms[name] * (weights[i] ?? 0), 0);
      expect(sum).toBeCloseTo(total, 12);
    }
    const w = DEFAULT_CONFIG.weights;
    expect([w.quality, w.sustainability, w.bufferSafety, w.smoothness, w.deviceFit]).toEqual([0.3, 0.25, 0.25, 0.1, 0.1]);
  });

  test('more bandwidth never lowers the choice', () => {
    const situations = fc.record({
      currentIndex: fc.integer({ min: 0, max: LADDER_RATES.length - 1 }),
      bufferSeconds: fc.double({ min: 1, max: 40, noNaN: true }),
      maxBufferSeconds: fc.constantFrom(10, 30, 60),
    });
    const steadyRate = fc.double({ min: 100_000, max: 20_000_000, noNaN: true });
    fc.assert(
      fc.property(situations, steadyRate, fc.double({ min: 1, max: 4, noNaN: true }), (change, rate, factor) => {
        const chosen = (link: number): number => engineAfter(Array(6).fill(link)).decide(makeSituation(change)).index;
        expect(chosen(rate * factor)).toBeGreaterThanOrEqual(chosen(rate));
      }),
      { numRuns: 300 },
    );
  });

  test('playing faster never asks for more', () => {
    const rate = fc.double({ min: 300_000, max: 20_000_000, noNaN: true });
    fc.assert(
      fc.property(
        rate,
        fc.double({ min: 1, max: 2, noNaN: true }),
        fc.double({ min: 2, max: 40, noNaN: true }),
        (link, playbackRate, bufferSeconds) => {
          const chosen = (speed: number): number =>
            engineAfter(Array(6).fill(link)).decide(makeSituation({ bufferSeconds, playbackRate: speed })).index;
          expect(chosen(playbackRate)).toBeLessThanOrEqual(chosen(1));
        },
      ),
    );
  });

  test('numbers that make no sense are refused, so that the built-in rule takes over', () => {
    const engine = engineAfter([3_000_000]);
    for (const change of [{ bufferSeconds: Number.NaN }, { segmentSeconds: 0 }, { maxBufferSeconds: Number.NaN }]) {
      expect(() => engine.decide(makeSituation(change))).toThrow(RangeError);
    }
  });

  test('a rendition that the link cannot carry is left before the buffer runs dry', () => {
    const engine = engineAfter([...Array(6).fill(8_000_000), ...Array(3).fill(700_000)]);
    const decision = engine.decide(makeSituation({ currentIndex: 5, bufferSeconds: 8 }));
    expect(LADDER_RATES[decision.index]).toBeLessThan(1_400_000);
    expect(decision.action).toBe('down');
    expect(decision.reason).toMatch(/^Down to .*kbit\/s: /);
  });
});

describe('limits', () => {
  const fast = (): AbrEngine => engineAfter(Array(8).fill(40_000_000));
  const tall = LADDER_RATES.map((rate, i) => makeRendition(rate, { heightPixels: 144 * (i + 1) }));

  test('a lowered cap is obeyed at once', () => {
    const renditions = makeLadder().map((rendition, i) => (i > 1 ? { ...rendition, allowed: false } : rendition));
    const decision = fast().decide(makeSituation({ renditions, currentIndex: 5 }));
    expect(decision.index).toBeLessThanOrEqual(1);
    expect(decision.reasonCode).toBe('limit-lowered');
  });

  test('no rendition allowed is an error, not a guess', () => {
    const renditions = makeLadder().map((rendition) => ({ ...rendition, allowed: false }));
    expect(() => fast().decide(makeSituation({ renditions }))).toThrow(RangeError);
  });

  test('capToViewport stops at the rendition that fills the screen', () => {
    const engine = createAbrEngine(resolveOptions({ limits: { capToViewport: true } }), createNetworkMemory());
    for (let i = 0; i < 8; i++) engine.addSample(makeSample(40_000_000, 60 + i));
    const device = { viewportWidthPixels: 640, viewportHeightPixels: 360, droppedFrameShare: 0, saveData: false };
    const decision = engine.decide(makeSituation({ renditions: tall, device, currentIndex: 6 }));
    expect(tall[decision.index]?.heightPixels).toBe(432);
    expect(decision.candidates[6]?.excluded).toBe('beyond-screen');
  });

  test('beyond the screen, device fit falls even without the cap', () => {
    const device = { viewportWidthPixels: 640, viewportHeightPixels: 360, droppedFrameShare: 0, saveData: false };
    const fits = fast()
      .decide(makeSituation({ renditions: tall, device, currentIndex: 5, bufferSeconds: 25 }))
      .candidates.map(({ terms }) => terms.deviceFit);
    expect(fits[6]).toBeLessThan(fits[2] ?? 0);
  });

  test('save-data keeps to small pictures', () => {
    const device = { viewportWidthPixels: 0, viewportHeightPixels: 0, droppedFrameShare: 0, saveData: true };
    const decision = fast().decide(makeSituation({ renditions: tall, device, currentIndex: 6 }));
    expect(tall[decision.index]?.heightPixels).toBeLessThanOrEqual(480);
  });

  test('dropped frames cost the heavy renditions their fit', () => {
    const fitAt = (droppedFrameShare: number): number => {
      const device = { viewportWidthPixels: 0, viewportHeightPixels: 0, droppedFrameShare, saveData: false };
      return fast().decide(makeSituation({ renditions: tall, device, currentIndex: 5 })).candidates[5]?.terms.deviceFit ?? 0;
    };
    expect(fitAt(0.4)).toBeLessThan(fitAt(0) - 0.2);
  });
});

test('the tighter edge of the element counts: a portrait element needs no tall picture', () => {
  const renditions = LADDER_RATES.map((rate, i) => makeRendition(rate, { widthPixels: 256 * (i + 1), heightPixels: 144 * (i + 1) }));
  const device = { viewportWidthPixels: 400, viewportHeightPixels: 800, droppedFrameShare: 0, saveData: false };
  const { candidates } = engineAfter(Array(8).fill(40_000_000)).decide(
    makeSituation({ renditions, device, currentIndex: 1, bufferSeconds: 25 }),
  );
  expect(candidates[6]?.terms.deviceFit).toBeLessThan((candidates[1]?.terms.deviceFit ?? 0) - 0.1);
});

describe('start', () => {
  test('without any measurement the first segment is one that comes as soon as the lowest', () => {
    const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
    const decision = engine.decide(makeSituation({ currentIndex: -1, playing: false, bufferSeconds: 0 }));
    expect(decision).toMatchObject({ index: 0, action: 'start', reasonCode: 'no-measurement-yet' });
  });

  test('a shared memory lets a new engine start higher', () => {
    const memory = createNetworkMemory();
    const first = createAbrEngine(DEFAULT_CONFIG, memory);
    for (let i = 0; i < 8; i++) first.addSample(makeSample(60_000_000, 60 + i));
    const second = createAbrEngine(DEFAULT_CONFIG, memory);
    expect(second.decide(makeSituation({ currentIndex: -1, playing: false, bufferSeconds: 0 })).index).toBeGreaterThan(1);
  });
});

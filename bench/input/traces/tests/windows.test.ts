import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawWindows } from '../windows.ts';

const traces = fc.uniqueArray(fc.record({ name: fc.string(), durationSeconds: fc.double({ min: 0.1, max: 5000, noNaN: true }) }), {
  selector: ({ name }) => name,
  maxLength: 12,
});
const options = fc.record({ count: fc.integer({ min: 1, max: 100 }), windowSeconds: fc.integer({ min: 10, max: 400 }), seed: fc.nat() });

describe('windows of traces', () => {
  it('lie within their trace and do not overlap, each with a seed of its own', () => {
    fc.assert(
      fc.property(traces, options, (given, settings) => {
        const windows = drawWindows('net', given, settings);
        windows.forEach(({ traceIndex, offsetSeconds }, i) => {
          const { durationSeconds } = given[traceIndex] as { durationSeconds: number };
          expect(offsetSeconds).toBeGreaterThanOrEqual(0);
          if (durationSeconds >= settings.windowSeconds)
            expect(offsetSeconds + settings.windowSeconds).toBeLessThanOrEqual(durationSeconds);
          else expect(offsetSeconds).toBe(0);
          const before = windows[i - 1];
          if (before?.traceIndex === traceIndex)
            expect(offsetSeconds - before.offsetSeconds).toBeGreaterThanOrEqual(settings.windowSeconds);
        });
        expect(new Set(windows.map(({ seed }) => seed)).size).toBe(windows.length);
      }),
    );
  });

  it('use every trace before one twice, and as many as asked for where there are', () => {
    fc.assert(
      fc.property(traces, options, (given, settings) => {
        const windows = drawWindows('net', given, settings);
        const slots = given.map(({ durationSeconds }) => Math.max(1, Math.floor(durationSeconds / settings.windowSeconds)));
        expect(windows.length).toBe(
          Math.min(
            settings.count,
            slots.reduce((sum, each) => sum + each, 0),
          ),
        );
        const used = given.map((_, i) => windows.filter(({ traceIndex }) => traceIndex === i).length);
        const most = Math.max(0, ...used);
        used.forEach((count, i) => {
          expect(count).toBeGreaterThanOrEqual(Math.min(most - 1, slots[i] as number));
        });
      }),
    );
  });

  const long = [
    { name: 'a', durationSeconds: 1000 },
    { name: 'b', durationSeconds: 1000 },
  ];
  it('are the same for the same seed, and others for another', () => {
    const draw = (seed: number) => drawWindows('net', long, { count: 3, windowSeconds: 180, seed });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
  });

  it('of one trace do not depend on which others there are', () => {
    const all = { count: 100, windowSeconds: 180, seed: 1 };
    const alone = drawWindows('net', long.slice(0, 1), all);
    expect(drawWindows('net', long, all).filter(({ traceIndex }) => traceIndex === 0)).toEqual(alone);
  });
});

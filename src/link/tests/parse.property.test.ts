import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTraces } from '../parse/detect.ts';
import { MAHIMAHI_PACKET_BITS } from '../parse/mahimahi.ts';
import type { NetworkTrace, TraceSegment } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import { bitsBetween } from '../trace-integral.ts';
import { relativeGap } from './arbitraries.ts';

const anySegments: fc.Arbitrary<TraceSegment[]> = fc
  .array(
    fc.record({
      durationSeconds: fc.integer({ min: 1, max: 100_000 }).map((ms) => ms / 1000),
      rateBitsPerSecond: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 1_000_000 }).map((kbps) => kbps * 1000),
      ),
      latencySeconds: fc.integer({ min: 0, max: 2000 }).map((ms) => ms / 1000),
    }),
    { maxLength: 30 },
  )
  .map((segments) => [...segments, { durationSeconds: 1, rateBitsPerSecond: 1e6, latencySeconds: 0.05 }]);

const endings = fc.constantFrom('\n', '\r\n');
const separators = fc.constantFrom(',', ';', '\t', ' ');

function startsOf(segments: readonly TraceSegment[]): number[] {
  const starts = [0];
  for (const [i, { durationSeconds }] of segments.entries()) starts.push((starts[i] as number) + durationSeconds);
  return starts;
}

const writers: Record<string, (segments: readonly TraceSegment[], separator: string) => string[]> = {
  sabre: (segments) => [
    `[${segments
      .map(({ durationSeconds, rateBitsPerSecond, latencySeconds = 0 }) =>
        JSON.stringify({
          duration_ms: durationSeconds * 1000,
          bandwidth_kbps: rateBitsPerSecond / 1000,
          latency_ms: latencySeconds * 1000,
        }),
      )
      .join(',\n')}]`,
  ],
  normal: (segments) => [
    JSON.stringify({
      samples: segments.map((s) => [s.durationSeconds * 1000, s.rateBitsPerSecond / 1000, (s.latencySeconds ?? 0) * 1000]),
    }),
  ],
  csv: (segments, by) => [
    ['latency_ms', 'Mbps', 'duration_s'].join(by),
    ...segments.map((s) => [(s.latencySeconds ?? 0) * 1000, s.rateBitsPerSecond / 1e6, s.durationSeconds].join(by)),
  ],
};

function expectSame(trace: NetworkTrace | undefined, segments: readonly TraceSegment[], hasLatency: boolean): void {
  expect(trace?.segments).toHaveLength(segments.length);
  for (const [i, segment] of segments.entries()) {
    const read = trace?.segments[i];
    expect(relativeGap(read?.durationSeconds ?? NaN, segment.durationSeconds)).toBeLessThan(1e-8);
    expect(relativeGap(read?.rateBitsPerSecond ?? NaN, segment.rateBitsPerSecond)).toBeLessThan(1e-9);
    if (hasLatency) expect(relativeGap(read?.latencySeconds ?? NaN, segment.latencySeconds ?? NaN)).toBeLessThan(1e-9);
  }
}

describe('laws of reading traces', () => {
  it.each(Object.keys(writers))('gives back what was written: %s', (format) => {
    fc.assert(
      fc.property(anySegments, endings, separators, (segments, ending, separator) => {
        const text = (writers[format]?.(segments, separator) ?? []).join(ending);
        const traces = parseTraces(text, 'f');
        expect(traces).toHaveLength(1);
        expectSame(traces[0], segments, true);
      }),
    );
  });

  it('gives back what was written: Pensieve, and CSV with times', () => {
    fc.assert(
      fc.property(anySegments, endings, fc.constantFrom(' ', '\t'), fc.integer({ min: 0, max: 1e6 }), (segments, ending, by, origin) => {
        const starts = startsOf(segments).map((start) => (origin + start).toFixed(3));
        const rates = segments.map(({ rateBitsPerSecond }) => rateBitsPerSecond / 1e6);
        const pensieve = starts.map((start, i) => `${start}${by}${i === 0 ? 7 : rates[i - 1]}`).join(ending);
        expectSame(parseTraces(pensieve, 'f')[0], segments, false);
        const csv = ['time_s,mbps', ...starts.map((start, i) => `${start},${rates[i] ?? 7}`)].join(ending);
        const [trace] = parseTraces(csv, 'f');
        expectSame(trace && { ...trace, segments: trace.segments.slice(0, -1) }, segments, false);
      }),
    );
  });

  it('gives back what was written: Mahimahi, every packet at its millisecond', () => {
    const anyTimes = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(anyTimes, endings, (times, ending) => {
        const sorted = [...times, 3001].sort((a, b) => a - b);
        const [trace] = parseTraces(sorted.join(ending), 'f') as [NetworkTrace];
        expect(trace.durationSeconds).toBeCloseTo(3.001, 9);
        for (const ms of sorted) {
          if (ms === 0) continue;
          const packets = sorted.filter((at) => at <= ms).length;
          // At the end of a pass a looping trace starts over: ask just before.
          expect(Math.abs(bitsBetween(trace, 0, ms / 1000 - 1e-12) / MAHIMAHI_PACKET_BITS - packets)).toBeLessThan(1e-3);
        }
      }),
    );
  });

  const anyFile = fc
    .tuple(anySegments, fc.constantFrom('sabre', 'normal', 'csv', 'pensieve', 'mahimahi'), separators)
    .map(([segments, format, by]) => {
      if (format === 'pensieve')
        return startsOf(segments)
          .map((start, i) => `${start} ${(segments[i]?.rateBitsPerSecond ?? 0) / 1e6}`)
          .join('\n');
      if (format === 'mahimahi')
        return startsOf(segments)
          .map((start) => Math.round(start * 1000))
          .join('\n');
      return (writers[format]?.(segments, by) ?? []).join('\n');
    });
  const anyPatch = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('NaN', '-', '1e999', '1e308', ',', '\n', '"', '[', ']', '}', '\u0000', '0', '-0', '1e-320', '__proto__', ' '),
  );
  const anyBroken = fc
    .tuple(
      anyFile,
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 20 }), anyPatch), { maxLength: 3 }),
    )
    .map(([file, patches]) =>
      patches.reduce((text, [share, cut, patch]) => {
        const at = Math.floor(share * text.length);
        return text.slice(0, at) + patch + text.slice(at + cut);
      }, file),
    );
  const anyCut = fc.tuple(anyFile, fc.double({ min: 0, max: 1, noNaN: true })).map(([file, share]) => file.slice(0, share * file.length));
  const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => new TextDecoder().decode(bytes));
  const anyTokens = fc
    .array(
      fc.constantFrom('1', '-1', ' ', '\n', ',', ';', '\t', '.', 'e', 'time', 'kbps', 's', 'NaN', '{', '}', '[', ']', '"', ':', 'samples'),
      { maxLength: 40 },
    )
    .map((tokens) => tokens.join(''));
  const anyText = fc.oneof(anyBroken, anyCut, anyBytes, anyTokens, fc.string({ maxLength: 100 }), fc.json());

  it('makes of any text a list of traces or a TraceError, and never a NaN', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let traces: NetworkTrace[];
        try {
          traces = parseTraces(text, 'f');
        } catch (error) {
          expect(error).toBeInstanceOf(TraceError);
          expect((error as TraceError).path).toMatch(/^f($|:\d+)/);
          expect((error as TraceError).message).not.toMatch(/\n/);
          return;
        }
        expect(traces.length).toBeGreaterThan(0);
        for (const trace of traces) {
          expect(trace.totalBits).toBeGreaterThanOrEqual(1);
          expect(trace.durationSeconds).toBeGreaterThan(0);
          const { startSeconds, rateBitsPerSecond, bitsBefore } = trace.index;
          for (const numbers of [startSeconds, rateBitsPerSecond, bitsBefore])
            expect(numbers.every((n) => n >= 0 && n < Infinity)).toBe(true);
          for (const { latencySeconds = 0 } of trace.segments) expect(latencySeconds >= 0 && latencySeconds <= 60).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

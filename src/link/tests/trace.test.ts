import { describe, expect, it } from 'vitest';
import { parseNormalForm, traceFromNormalForm } from '../parse/normal-form.ts';
import type { TraceDescription } from '../trace.ts';
import { createTrace } from '../trace.ts';
import { TraceError } from '../trace-error.ts';

const good = { durationSeconds: 1, rateBitsPerSecond: 1 };

describe('createTrace', () => {
  const cases: [string, unknown, string][] = [
    ['no segments', { name: 'x', segments: [] }, 'segments: must not be empty, received an empty list'],
    ['no list', { name: 'x', segments: 'fast' }, 'segments: must be a list, received the text "fast"'],
    [
      'negative rate',
      { name: 'x', segments: [good, { ...good, rateBitsPerSecond: -5 }] },
      'segments[1].rateBitsPerSecond: must be >= 0, received -5',
    ],
    [
      'NaN',
      { name: 'x', segments: [{ ...good, durationSeconds: NaN }] },
      'segments[0].durationSeconds: must be a finite number, received NaN',
    ],
    [
      'endless',
      { name: 'x', segments: [{ ...good, durationSeconds: Infinity }] },
      'segments[0].durationSeconds: must be a finite number, received Infinity',
    ],
    [
      'text',
      { name: 'x', segments: [{ ...good, rateBitsPerSecond: '3M' }] },
      'segments[0].rateBitsPerSecond: must be a finite number, received the text "3M"',
    ],
    ['zero length', { name: 'x', segments: [{ ...good, durationSeconds: 0 }] }, 'segments: must last longer than 0 s in all, received 0'],
    [
      'enormous rate',
      { name: 'x', segments: [{ ...good, rateBitsPerSecond: 1e13 }] },
      'segments[0].rateBitsPerSecond: must be <= 1000000000000, received 10000000000000',
    ],
    [
      'enormous sum',
      {
        name: 'x',
        segments: [
          { ...good, durationSeconds: 9e6 },
          { ...good, durationSeconds: 9e6 },
        ],
      },
      'segments: must last at most 10000000 s in all, received 18000000',
    ],
    ['odd latency', { name: 'x', segments: [{ ...good, latencySeconds: 61 }] }, 'segments[0].latencySeconds: must be <= 60, received 61'],
    ['null segment', { name: 'x', segments: [null] }, 'segments[0]: must be an object, received null'],
    ['name', { name: 3, segments: [good] }, 'name: must be a text, received 3'],
  ];
  it.each(cases)('refuses %s', (_, description, message) => {
    expect(() => createTrace(description as TraceDescription)).toThrow(TraceError);
    expect(() => createTrace(description as TraceDescription)).toThrow(message);
  });
});

describe('the normal form', () => {
  it('reads milliseconds and kbit/s', () => {
    const trace = traceFromNormalForm({
      name: 'bus',
      unit: 'kbps',
      samples: [
        [1500, 800],
        [500, 0, 120],
      ],
    });
    expect(trace.segments).toEqual([
      { durationSeconds: 1.5, rateBitsPerSecond: 800_000 },
      { durationSeconds: 0.5, rateBitsPerSecond: 0, latencySeconds: 0.12 },
    ]);
    expect([trace.name, trace.loops, trace.durationSeconds, trace.totalBits]).toEqual(['bus', true, 2, 1_200_000]);
  });

  it('reads JSON, a JSON list and JSONL', () => {
    const one = '{"name":"a","samples":[[1000,1]]}';
    expect(parseNormalForm(one, 'f').map((t) => t.name)).toEqual(['a']);
    expect(parseNormalForm(`[${one},${one}]`, 'f')).toHaveLength(2);
    expect(parseNormalForm(`${one}\n\n${one}\n`, 'f')).toHaveLength(2);
  });

  const bad: [string, string, string][] = [
    ['negative rate', '{"samples":[[1000,1],[1000,-4]]}', 'f.jsonl.samples[1][1]: must be >= 0, received -4'],
    ['text for a rate', '{"samples":[[1000,"fast"]]}', 'f.jsonl.samples[0][1]: must be a finite number, received the text "fast"'],
    ['no samples', '{"name":"x"}', 'f.jsonl.samples: must be a list, received undefined'],
    ['empty', '{"samples":[]}', 'f.jsonl.samples: must not be empty'],
    ['zero length', '{"samples":[[0,5]]}', 'f.jsonl.samples: must last longer than 0 ms in all'],
    ['other unit', '{"unit":"Mbps","samples":[[1,1]]}', 'f.jsonl.unit: must be "kbps", received the text "Mbps"'],
    ['short sample', '{"samples":[[1000]]}', 'f.jsonl.samples[0]: must be [duration_ms, kbps]'],
    ['bad line', '{"samples":[[1,1]]}\n{oops', 'f.jsonl:2: must be JSON'],
    ['bad sample in a line', '{"samples":[[1,1]]}\n{"samples":[[1,-1]]}', 'f.jsonl:2.samples[0][1]: must be >= 0'],
    ['nothing', '\n', 'f.jsonl: must hold at least one trace'],
    ['empty list', '[]', 'f.jsonl: must hold at least one trace'],
    ['not an object', '7', 'f.jsonl: must be an object with "samples", received 7'],
  ];
  it.each(bad)('names file, line and sample: %s', (_, text, message) => {
    expect(() => parseNormalForm(text, 'f.jsonl')).toThrow(message);
  });
});

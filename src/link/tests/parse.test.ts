import { describe, expect, it } from 'vitest';
import { parseTraces } from '../parse/detect.ts';
import type { NetworkTrace } from '../trace.ts';
import { TraceError } from '../trace-error.ts';

/** Spans as [seconds, kbit/s, round trip in ms]. */
function spans(trace: NetworkTrace | undefined): number[][] {
  return (trace?.segments ?? []).map(({ durationSeconds, rateBitsPerSecond, latencySeconds }) => [
    Number(durationSeconds.toFixed(9)),
    Number((rateBitsPerSecond / 1000).toFixed(6)),
    ...(latencySeconds === undefined ? [] : [latencySeconds * 1000]),
  ]);
}

const read = (text: string): number[][] => spans(parseTraces(text, 'f')[0]);

describe('formats, told by content', () => {
  const same: [string, string, number[][]][] = [
    ['Mahimahi, one packet a millisecond', '1\n', [[0.001, 12_000]]],
    [
      'Mahimahi with pauses, bursts and a packet at 0',
      '0\r\n2\r\n2\r\n12\r\n',
      [
        [0.002, 18_000],
        [0.01, 1200],
      ],
    ],
    [
      'Pensieve: a rate holds since the line before',
      '0.5 9.9\n1.5\t4\n4 0.5\n',
      [
        [1, 4000],
        [2.5, 500],
      ],
    ],
    ['Sabre', '[{"duration_ms": 1500, "bandwidth_kbps": 300, "latency_ms": 80}]', [[1.5, 300, 80]]],
    ['Sabre without latency', '\uFEFF [{"duration_ms": 1500, "bandwidth_kbps": 300}]', [[1.5, 300]]],
    ['normal form', '{"name":"a","samples":[[1500,300,80]]}', [[1.5, 300, 80]]],
    [
      'CSV with times: a rate holds until the next row',
      'time_s,bandwidth_kbps\n10,100\n12,200\n15,300\n',
      [
        [2, 100],
        [3, 200],
        [3, 300],
      ],
    ],
    ['CSV with units in brackets', 'Duration (ms); Throughput [Mbit/s]; RTT (ms)\n1500;0.3;80', [[1.5, 300, 80]]],
    ['CSV by tabs, other columns left out', '# drive 7\ncell\tdurationSeconds\trateBitsPerSecond\nA7\t1.5\t300000', [[1.5, 300]]],
    ['CSV with quotes', '"place","duration","kbps"\n"Cork, IE",1.5,"300"', [[1.5, 300]]],
    [
      'CSV without titles',
      '1500,300,80\n1500,200,80',
      [
        [1.5, 300, 80],
        [1.5, 200, 80],
      ],
    ],
    [
      'CSV by spaces',
      'seconds mbps\n0 1\n2 3',
      [
        [2, 1000],
        [2, 3000],
      ],
    ],
  ];
  it.each(same)('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('reads a unit in either scale', () => {
    for (const title of ['bps', 'Bits/s', 'bandwidth_bps', 'rate (bit/s)', 'ratePerSecond bps']) {
      expect(read(`duration,${title}\n1,5000`)).toEqual([[1, 5]]);
    }
    for (const title of ['kbps', 'Kbps', 'kbit/s', 'kb/s', 'throughputKbps']) expect(read(`duration_s,${title}\n1,5`)).toEqual([[1, 5]]);
    for (const title of ['Gbps', 'gbit/s']) expect(read(`duration_ms,${title}\n1000,0.5`)).toEqual([[1, 500_000]]);
  });

  it('names traces by the file where they have no name of their own', () => {
    const one = '{"samples":[[1000,1]]}';
    const names = (text: string, file: string): string[] => parseTraces(text, file).map((trace) => trace.name);
    expect(names('1', 'traces/att.2016.down')).toEqual(['att.2016.down']);
    expect(names('0 1\n1 1', 'C:\\traces\\bus.txt')).toEqual(['bus']);
    expect(names(`${one}\n{"name":"own","samples":[[1000,1]]}`, 'set.jsonl')).toEqual(['set#1', 'own']);
    expect(names(`[${one},${one}]`, 'set.json')).toEqual(['set#1', 'set#2']);
    expect(names(one, 'set.json')).toEqual(['set']);
  });
});

describe('files that cannot be used', () => {
  const bad: [string, string, string][] = [
    ['empty', '', 'f: must not be empty, received the text ""'],
    ['blank', '\n \n# nothing\n', 'f: must not be empty'],
    ['prose', 'hello world', 'f:1: must have a column of rate'],
    ['Mahimahi, negative', '1\n\n-2', 'f:3: must be >= 0, received -2'],
    ['Mahimahi, back', '5\n3', 'f:2: must not go back from 5 ms, received 3'],
    ['Mahimahi, a fraction', '1\n2.5', 'f:2: must be a whole number of milliseconds (Mahimahi), received 2.5'],
    ['Mahimahi, NaN', '1\nNaN', 'f:2: must be a finite number, received the text "NaN"'],
    ['Mahimahi, enormous', '1\n1e300', 'f:2: must be <= 10000000000'],
    ['Mahimahi, no time', '0\n0', 'f:2: must last longer than 0 ms in all'],
    ['Mahimahi, too fast', `${'0\n'.repeat(90_000)}1`, 'f:90001: must be <= 1000000000000'],
    ['Pensieve, one line', '0 1', 'f: must have two lines or more'],
    ['Pensieve, all zero', '0 5\n1 0\n2 0', 'f: must have a rate above 0 somewhere'],
    ['Pensieve, negative', '0 1\n1 -4', 'f:2.mbps: must be >= 0, received -4'],
    ['Pensieve, NaN', '0 1\n1 nan', 'f:2.mbps: must be a finite number, received the text "nan"'],
    ['Pensieve, endless', '0 1\n1 1e999', 'f:2.mbps: must be a finite number, received Infinity'],
    ['Pensieve, back', '0 1\n2 1\n1 1', 'f:3.seconds: must not go back from 2 s, received 1'],
    ['Pensieve, cut off', '0 1\n1 2\n2', 'f:3: must be two numbers, seconds and Mbit/s (Pensieve), received the text "2"'],
    ['Pensieve, enormous', '0 1\n1 1e9', 'f:2.mbps: must be <= 1000000'],
    ['Pensieve, without end', '0 1\n1e8 1', 'f:2: must be <= 10000000'],
    ['Pensieve, no time', '1 1\n1 1', 'f: must last longer than 0 s in all'],
    ['Pensieve, less than a bit', '0 1\n1 1e-9', 'f: must carry at least 1 bit in all'],
    ['Sabre, cut off in a text', '[{"duration_ms":1000,"bandwidth_kbps":5},\n{"duration_m', 'f:2: must be JSON to its end, it is cut off'],
    [
      'Sabre, cut off in a number',
      '[{"duration_ms":1000,"bandwidth_kbps":5},\n{"duration_ms":10',
      'f:2: must be JSON to its end, it is cut off',
    ],
    ['Sabre, cut off between lines', '[\n {\n  "duration_ms": 1000,\n', 'f:3: must be JSON to its end, it is cut off'],
    [
      'Sabre, NaN',
      '[{"duration_ms":1,"bandwidth_kbps":5},\n{"duration_ms":1,"bandwidth_kbps":NaN}]',
      'f:2: must be a finite number, received the text "NaN"',
    ],
    [
      'Sabre, negative',
      '[\n{"duration_ms":1,"bandwidth_kbps":5},\n{"duration_ms":1,"bandwidth_kbps":-1}]',
      'f:3[1].bandwidth_kbps: must be >= 0, received -1',
    ],
    ['Sabre, all zero', '[{"duration_ms":1,"bandwidth_kbps":0}]', 'f:1: must have a rate above 0 somewhere'],
    ['Sabre, a field missing', '[{"duration_ms":1}]', 'f:1[0].bandwidth_kbps: must be a finite number, received undefined'],
    ['Sabre, broken within', '[{"duration_ms":1}\n{"duration_ms":1}]', 'must be JSON ('],
    ['no traces', '[]', 'f:1: must hold at least one trace'],
    ['a list of numbers', '[1,2]', 'f:1[0]: must be an object with "samples", received 1'],
    ['normal form, all zero', '{"samples":[[1000,0]]}', 'f:1: must have a rate above 0 somewhere'],
    ['normal form, too long', '{"samples":[[9e9,5],[9e9,5]]}', 'f:1.samples: must last at most 10000000 s in all'],
    ['JSONL, cut off', '{"samples":[[1000,5]]}\n{"samples":[[1000,5],[10', 'f:2: must be JSON to its end, it is cut off'],
    ['JSONL, first line broken', '{oops\n{"samples":[[1000,5]]}', 'f:1: must be JSON ('],
    ['JSONL, all zero', '{"samples":[[1000,5]]}\n\n{"samples":[[1000,0]]}', 'f:3: must have a rate above 0 somewhere'],
    ['CSV, no unit', 'time,bandwidth\n0,1\n1,2', 'f:1: must name the unit of its column, as in bandwidth_kbps or latency_ms'],
    ['CSV, latency without unit', 'time,kbps,rtt\n0,1,20\n1,1,20', 'f:1: must name the unit of its column'],
    [
      'CSV, two rates',
      'time,dl_kbps,ul_kbps\n0,1,1',
      'f:1: must have one column of rate, which one is meant is ambiguous, received the text "dl_kbps, ul_kbps"',
    ],
    ['CSV, bytes or bits', 'time,MB/s\n0,1\n1,1', 'f:1: must not name a rate that could be bytes or bits'],
    ['CSV, no time', 'kbps\n1\n2', 'f:1: must have a column of time or duration'],
    ['CSV, no titles, times or durations', '0,300\n1,400', 'f:1: must have titles, its first column could be times or durations'],
    ['CSV, no titles, four columns', '1,2,3,4', 'f:1: must have titles'],
    ['CSV, cut off', 'time_s,kbps\n0,300\n1', 'f:3: must have 2 columns as the first line has, received 1'],
    ['CSV, negative', 'time_s,kbps\n0,300\n1,-2', 'f:3.kbps: must be >= 0, received -2'],
    ['CSV, NaN', 'time_s,kbps\n0,300\n1,NaN', 'f:3.kbps: must be a finite number, received the text "NaN"'],
    ['CSV, an empty cell', 'time_s,kbps\n0,\n1,4', 'f:2.kbps: must be a finite number, received the text ""'],
    ['CSV, enormous', 'time_s,kbps\n0,3e9\n1,4', 'f:2.kbps: must be <= 1000000000'],
    ['CSV, back', 'time_s,kbps\n0,1\n2,2\n1,3', 'f:4.time_s: must not go back from 2 s, received 1'],
    ['CSV, one row', 'time_s,kbps\n0,300', 'f:2: must not be the only row'],
    ['CSV, titles only', 'time_s,kbps\n', 'f:1: must be followed by rows of numbers'],
    ['CSV, all zero', 'duration_ms,kbps\n1000,0', 'f: must have a rate above 0 somewhere'],
    ['CSV, dates', 'time,kbps\n2020-01-01T00:00:00,4', 'must'],
  ];
  it.each(bad)('%s', (_, text, message) => {
    expect(() => parseTraces(text, 'f')).toThrow(TraceError);
    expect(() => parseTraces(text, 'f')).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { type RunOptions, readArguments, STUDIES } from '../arguments.ts';
import { UsageError } from '../usage-error.ts';

const run = (...args: string[]): RunOptions => {
  const command = readArguments(args);
  if (command.kind !== 'run') throw new Error(`got ${command.kind}`);
  return command;
};

describe('the command line', () => {
  it('runs by default, with 180 s of content and seed 1', () => {
    expect(run()).toMatchObject({ contentSeconds: 180, seed: 1, sizesKnown: false, slowStart: true, optimum: true });
    expect(run('run')).toEqual(run());
  });

  it('takes lists by comma and by repeating', () => {
    expect(run('--rules', 'a,b', '--rules', 'b,c').rules).toEqual(['a', 'b', 'c']);
    expect(run('--player', 'hls', '--player', 'live').players).toEqual(['hls', 'live']);
    expect(run('--traces', 'a,b.csv', '--traces', 'c').traces).toEqual(['a,b.csv', 'c']);
  });

  it.each([
    [['--seed', '-1'], /seed/],
    [['--seed=1.5'], /--seed must be a whole number from 0 to 4294967295, got "1.5"/],
    [['--seconds', ''], /--seconds must be a number from 10/],
    [['--seconds', 'NaN'], /got "NaN"/],
    [['--rtt', '50'], /0\.05 for 50 ms/],
    [['--jobs', '0'], /--jobs/],
    [['--sessions', '0'], /--sessions/],
    [['--sizes', 'some'], /known and unknown/],
    [['--rules', 'a,,b'], /empty name/],
    [['--nonsense'], /nonsense/],
    [['traces/'], /Give traces with --traces traces\//],
    [['run', 'traces/'], /--traces/],
    [['--plan', 'x'], /merge/],
    [['--shard', '0/4'], /--parts/],
    [['--shard', '0/4', '--parts', 'p', '--json', 'x'], /merge/],
    [['merge'], /--parts/],
    [['--full'], /--full belongs to calibration, ablations, regions/],
    [['regions', '--rules', 'lowest'], /--rules does not belong to regions/],
    [['calibration', '--parts', 'p', '--shard', '0/2'], /--shard does not belong to calibration/],
    [['merge', '--parts', 'p', '--seed', '2'], /--seed does not belong to merge/],
  ] as const)('%j is a usage error that says what to do', (args, message) => {
    expect(() => readArguments([...args])).toThrow(UsageError);
    expect(() => readArguments([...args])).toThrow(message);
  });

  it('knows help, the list of rules and merge', () => {
    expect(readArguments(['-h'])).toEqual({ kind: 'help', of: undefined });
    for (const study of STUDIES) {
      expect(readArguments([study, '--help'])).toEqual({ kind: 'help', of: study });
      expect(readArguments(['help', study])).toEqual({ kind: 'help', of: study });
    }
    expect(readArguments(['--list-rules']).kind).toBe('list-rules');
    expect(readArguments(['merge', '--parts', 'p', '--plan', 'ab', '--jsonl', 'o'])).toMatchObject({
      kind: 'merge',
      parts: 'p',
      plan: 'ab',
      outputs: { jsonl: 'o' },
    });
  });

  it.each(['calibration', 'ablations', 'regions'] as const)('knows the study %s, with the options of a run', (study) => {
    expect(readArguments([study, '--full', '--seed', '4'])).toMatchObject({ kind: study, full: true, run: { seed: 4, optimum: true } });
    expect(readArguments([study])).toMatchObject({ kind: study, full: false });
  });
});

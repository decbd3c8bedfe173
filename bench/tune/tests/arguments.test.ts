import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command/usage-error.ts';
import { readTuneArguments } from '../arguments.ts';
import { DEFAULT_OBJECTIVE } from '../objective.ts';

describe('the command line of tune', () => {
  it('has defaults for everything', () => {
    expect(readTuneArguments([])).toMatchObject({
      players: ['hls', 'shaka', 'live'],
      budget: { evaluations: 800 },
      objective: DEFAULT_OBJECTIVE,
      out: 'options.json',
      seed: 1,
      resume: false,
    });
  });

  it('is undefined for help', () => {
    expect(readTuneArguments(['--help'])).toBeUndefined();
  });

  it('changes the weights that are named', () => {
    expect(readTuneArguments(['--objective', 'stalls=0.2,step=0'])?.objective).toEqual({ ...DEFAULT_OBJECTIVE, stalls: 0.2, step: 0 });
  });

  it('takes players by comma', () => {
    expect(readTuneArguments(['--players', 'hls,live'])?.players).toEqual(['hls', 'live']);
  });

  it.each([
    [['--minutes', '5', '--evaluations', '5'], /not both/],
    [['--minutes', '0'], /--minutes/],
    [['--evaluations', '1.5'], /--evaluations/],
    [['--split', 'window'], /network, file, trace, got "window"/],
    [['--split', 'file'], /belong to --traces/],
    [['--held-out', 'x'], /belong to --traces/],
    [['--objective', 'score=1'], /worst, avoidable, stalls, switches, step, utility/],
    [['--objective', 'step=-1'], /--objective step/],
    [['--population', '3'], /--population/],
    [['traces/'], /--traces/],
    [['--nonsense'], /nonsense/],
  ])('refuses %j', (args, message) => {
    expect(() => readTuneArguments(args)).toThrow(UsageError);
    expect(() => readTuneArguments(args)).toThrow(message);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inShard, readShard } from '../shard.ts';

describe('shards', () => {
  it('share out every item exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (items, count) => {
        const numbered = items.map((item, i) => ({ item, i }));
        const all = Array.from({ length: count }, (_, index) => inShard(numbered, { index, count })).flat();
        expect(all.sort((a, b) => a.i - b.i)).toEqual(numbered);
      }),
    );
  });

  it.each([
    [{ JOB_COMPLETION_INDEX: '3' }, 3],
    [{ AWS_BATCH_JOB_ARRAY_INDEX: '0' }, 0],
    [{ SLURM_ARRAY_TASK_ID: '5' }, 5],
    [{ SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_MIN: '1' }, 4],
    [{ SLURM_ARRAY_TASK_ID: '50', SLURM_ARRAY_TASK_MIN: '10', SLURM_ARRAY_TASK_STEP: '10' }, 4],
  ])('%j is shard %i', (environment, index) => {
    expect(readShard(undefined, '8', environment)).toEqual({ index, count: 8 });
  });

  it('an index given by hand wins over the environment', () => {
    expect(readShard('2/4', undefined, { JOB_COMPLETION_INDEX: '3' })).toEqual({ index: 2, count: 4 });
  });

  it.each([
    ['4/4', undefined, {}, /counted from 0 to 3/],
    ['1/0', undefined, {}, /1 to 100000/],
    ['one/2', undefined, {}, /I\/N, as in 0\/8/],
    ['0/2', '2', {}, /not both/],
    [undefined, '8', {}, /SLURM_ARRAY_TASK_ID/],
    [undefined, '8', { JOB_COMPLETION_INDEX: '8' }, /JOB_COMPLETION_INDEX=8/],
    [undefined, '8', { JOB_COMPLETION_INDEX: 'x' }, /must be a whole number, got "x"/],
    [undefined, '8', { SLURM_ARRAY_TASK_ID: '9', SLURM_ARRAY_TASK_MIN: '1' }, /shard 8 of 8/],
    [undefined, '8', { SLURM_ARRAY_TASK_ID: '15', SLURM_ARRAY_TASK_STEP: '10' }, /counted from 0/],
  ] as const)('%s, %s, %j is refused', (shard, shards, environment, message) => {
    expect(() => readShard(shard, shards, environment)).toThrow(message);
  });

  it('none asked for, none', () => {
    expect(readShard(undefined, undefined, { JOB_COMPLETION_INDEX: '3' })).toBeUndefined();
  });
});

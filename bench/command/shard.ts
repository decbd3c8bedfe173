/** Which part of a sweep this process computes: given, or told by Kubernetes, AWS Batch or Slurm. */

import { UsageError } from './usage-error.ts';
import { readWhole } from './values.ts';

export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MOST_SHARDS = 100_000;

/** `--shard i/n`, or `--shards n` with the index from the environment. */
export function readShard(shard: string | undefined, shards: string | undefined, environment: Environment): Shard | undefined {
  if (shard !== undefined && shards !== undefined) throw new UsageError('give --shard I/N or --shards N, not both');
  if (shard !== undefined) {
    const [, index, count] = /^(\d+)\/(\d+)$/.exec(shard) ?? [];
    if (index === undefined || count === undefined) throw new UsageError(`--shard must be I/N, as in 0/8, got "${shard}"`);
    return checkShard(Number(index), Number(count), `--shard ${shard}`);
  }
  const count = readWhole('shards', shards, 1, MOST_SHARDS);
  if (count === undefined) return undefined;
  const { index, source } = indexFrom(environment);
  return checkShard(index, count, `--shards ${count} with ${source}`);
}

function indexFrom(environment: Environment): { index: number; source: string } {
  for (const name of ['JOB_COMPLETION_INDEX', 'AWS_BATCH_JOB_ARRAY_INDEX'] as const) {
    if (environment[name] !== undefined) return { index: whole(name, environment[name]), source: `${name}=${environment[name]}` };
  }
  const { SLURM_ARRAY_TASK_ID: task, SLURM_ARRAY_TASK_MIN: least = '0', SLURM_ARRAY_TASK_STEP: step = '1' } = environment;
  if (task === undefined) {
    throw new UsageError(
      '--shards needs the index from JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX or SLURM_ARRAY_TASK_ID; by hand, use --shard I/N',
    );
  }
  // `--array=1-8` counts from 1, `--array=0-70:10` in tens.
  const index = (whole('SLURM_ARRAY_TASK_ID', task) - whole('SLURM_ARRAY_TASK_MIN', least)) / (whole('SLURM_ARRAY_TASK_STEP', step) || 1);
  return { index, source: `SLURM_ARRAY_TASK_ID=${task} from ${least}` };
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`${name} must be a whole number, got "${text}"`);
  return Number(text);
}

function checkShard(index: number, count: number, source: string): Shard {
  if (count < 1 || count > MOST_SHARDS) throw new UsageError(`${source}: there must be 1 to ${MOST_SHARDS} shards`);
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new UsageError(`${source}: shard ${index} of ${count}; shards are counted from 0 to ${count - 1}`);
  return { index, count };
}

export const inShard = <Item>(items: readonly Item[], { index, count }: Shard): Item[] => items.filter((_, i) => i % count === index);

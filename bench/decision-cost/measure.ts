/** Time and memory of one call. */
import type { HeapProfiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

/** Calls per timed batch: a clock cannot time one. */
const BATCH = 40;
const WARM_UP_CALLS = 20_000;
const MEMORY_CALLS = 20_000;
/** One allocation in about this many bytes is sampled. */
const SAMPLED_BYTES = 512;

/** Microseconds per call, over batches of calls. */
export interface Cost {
  readonly least: number;
  readonly mean: number;
  readonly median: number;
  readonly p99: number;
}

/** Times `work`, which gets the number of its call. What it returns is kept, so that it is made. */
export function microsecondsPer(work: (i: number) => unknown, batches: number): Cost {
  let kept: unknown;
  for (let i = 0; i < WARM_UP_CALLS; i++) kept = work(i);
  const costs = Array.from({ length: batches }, () => {
    const startMilliseconds = performance.now();
    for (let i = 0; i < BATCH; i++) kept = work(i);
    return ((performance.now() - startMilliseconds) * 1000) / BATCH;
  }).sort((a, b) => a - b);
  sink[0] = kept;
  const at = (share: number): number => costs[Math.floor(share * costs.length)] as number;
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / batches;
  return { least: at(0), mean, median: at(0.5), p99: at(0.99) };
}

const sink: unknown[] = [];

/**
 * Bytes allocated per call, counted by V8's own sampling of allocations, what was collected since included. (The growth of the heap is no
 * measure: it comes in pages, and falls with every collection.) Call it after {@link microsecondsPer}: code that is not optimized yet
 * allocates more.
 */
export async function bytesPer(work: (i: number) => unknown): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: SAMPLED_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  for (let i = 0; i < MEMORY_CALLS; i++) sink[0] = work(i);
  const { profile } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  return bytesUnder(profile.head) / MEMORY_CALLS;
}

const bytesUnder = ({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number =>
  children.reduce((bytes, child) => bytes + bytesUnder(child), selfSize);

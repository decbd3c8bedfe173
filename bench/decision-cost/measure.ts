/** Time and memory of one call. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Calls per timed batch: a clock cannot time one. */
const BATCH = 40;
const WARM_UP_CALLS = 20_000;
const MEMORY_CALLS = 400;

/** Microseconds per call, over batches of calls. */
export interface Cost {
  readonly least: number;
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
  sink.push(kept);
  const at = (share: number): number => costs[Math.floor(share * costs.length)] as number;
  return { least: at(0), median: at(0.5), p99: at(0.99) };
}

const sink: unknown[] = [];

/** Bytes allocated per call: the least of several tries, as a collection in between falsifies a try. */
export function bytesPer(work: (i: number) => unknown): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 7; attempt++) {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < MEMORY_CALLS; i++) work(i);
    const bytes = (process.memoryUsage().heapUsed - before) / MEMORY_CALLS;
    if (bytes >= 0) least = Math.min(least, bytes);
  }
  return least;
}

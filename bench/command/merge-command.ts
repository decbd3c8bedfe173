/** `merge`: one result from the parts that any number of shards left behind. */
import { PartStore } from '../run/part-store.ts';
import { collect } from '../run/result.ts';
import type { MergeOptions } from './arguments.ts';
import { deliver, type Occasion } from './outputs.ts';
import { UsageError } from './usage-error.ts';

/** Returns the exit code. */
export function mergeCommand({ parts, plan: idStart, outputs }: MergeOptions, occasion: Occasion): number {
  const store = new PartStore(parts);
  const plan = store.readPlan(idStart);
  const { result, missing } = collect(plan, (id) => store.read(id));
  if (missing.length > 0) {
    throw new UsageError(
      `${parts} lacks ${missing.length} of ${plan.scenarios.length} parts (first: number ${missing[0]}; shard I/N has those whose number modulo N is I). Run the missing shards again: finished parts are kept`,
    );
  }
  return deliver(result, outputs, occasion);
}

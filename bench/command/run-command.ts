/** `run`: prepares the scenarios, plays those that are not done, and delivers. */

import { decodePart } from '../run/part.ts';
import { collect } from '../run/result.ts';
import type { Outputs, RunOptions } from './arguments.ts';
import { deliver, type Occasion, reportTrouble } from './outputs.ts';
import { INTERRUPTED, playScenarios } from './play-scenarios.ts';
import { prepare } from './prepare.ts';

/** Of a run without arguments; git-ignored. */
const DEFAULT_OUTPUTS: Outputs = { json: 'bench-results/result.json', html: 'bench-results/report.html' };

/** Returns the exit code. */
export async function runCommand(options: RunOptions, occasion: Occasion): Promise<number> {
  const prepared = await prepare(options);
  const texts = await playScenarios(prepared, options);
  if (!texts) return INTERRUPTED;
  const { plan } = prepared;
  if (options.shard) {
    console.error(`Parts are in ${options.parts}; when all ${options.shard.count} shards are: merge --parts ${options.parts}`);
    return reportTrouble(
      [...texts].flatMap(([id, text]) => decodePart(id, text)?.failures ?? []),
      plan.problems,
    );
  }
  return deliver(collect(plan, (id) => texts.get(id)).result, outputsOf(options), occasion);
}

const outputsOf = ({ outputs, traces }: RunOptions): Outputs =>
  traces.length > 0 || Object.values(outputs).some((file) => file !== undefined) ? outputs : DEFAULT_OUTPUTS;

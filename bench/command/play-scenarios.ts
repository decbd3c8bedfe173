/** Plays the scenarios of a run that are not done yet: with progress, parts that are kept, and an end at Ctrl-C. */
import { PartStore } from '../run/part-store.ts';
import { runInPool } from '../run/pool.ts';
import type { RunOptions } from './arguments.ts';
import type { Prepared } from './prepare.ts';
import { showProgress } from './progress.ts';
import { inShard } from './shard.ts';

/** As shells have it: 128 + SIGINT. */
export const INTERRUPTED = 130;

/** The texts of all parts by scenario; undefined after an interruption, of which the user is told. */
export async function playScenarios(prepared: Prepared, options: RunOptions): Promise<ReadonlyMap<string, string> | undefined> {
  const startedSeconds = performance.now() / 1000;
  const { plan, scenarios, setup, ruleNames, notes } = prepared;
  for (const note of notes) console.error(note);
  const store = options.parts === undefined ? undefined : new PartStore(options.parts);
  store?.writePlan(plan);

  const mine = options.shard ? inShard(scenarios, options.shard) : scenarios;
  const texts = new Map<string, string>();
  for (const { id } of mine) {
    const text = store?.read(id);
    if (text !== undefined) texts.set(id, text);
  }
  // The same scenario twice is computed once.
  const open = [...new Map(mine.filter(({ id }) => !texts.has(id)).map((scenario) => [scenario.id, scenario])).values()];
  const { networks, players, ladders } = plan.settings;
  console.error(
    `${mine.length} scenarios x ${ruleNames.length} rules (${networks.length} networks, ${ladders.length} ladders, ${players.join(' and ')}), ` +
      `${texts.size > 0 ? `${texts.size} of them done before, ` : ''}${options.jobs} threads`,
  );

  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const progress = showProgress(open.length);
  try {
    await runInPool(open, {
      setup,
      ruleNames,
      workers: options.jobs,
      signal: abort.signal,
      done: ({ id }, text) => {
        store?.write(id, text);
        texts.set(id, text);
        progress.step();
      },
    });
  } finally {
    progress.stop();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
  if (abort.signal.aborted) {
    const kept =
      options.parts === undefined
        ? 'nothing is kept without --parts DIR'
        : `they are in ${options.parts}; the same command goes on from there`;
    console.error(`Interrupted: ${texts.size} of ${mine.length} scenarios are done; ${kept}.`);
    return undefined;
  }
  console.error(`${open.length} scenarios in ${(performance.now() / 1000 - startedSeconds).toFixed(1)} s`);
  return texts;
}

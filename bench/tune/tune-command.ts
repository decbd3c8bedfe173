/** `tune`: fits, looks once at what was held out, writes and tells. */
import { existsSync } from 'node:fs';
import { problemLines } from '../command/outputs.ts';
import { showProgress } from '../command/progress.ts';
import { readTuneArguments, type TuneOptions } from './arguments.ts';
import { openEvaluator } from './evaluate.ts';
import { lookOnce, type Outcome } from './held-out.ts';
import { TUNE_HELP } from './help.ts';
import { optionsAt } from './parameters.ts';
import { type PreparedTuning, prepareTuning } from './prepare.ts';
import { showTuning, type TuneProgress } from './progress.ts';
import { encodeReport, isBetter, renderReport } from './report.ts';
import { type SearchState, search, startSearch } from './search.ts';
import { encodeState, openState, type SavedSearch, stateFileOf, writeWhole } from './state-file.ts';

/** As shells have it: 128 + SIGINT. */
const INTERRUPTED = 130;

/** `args` without the word `tune`. Returns the exit code; throws `UsageError`. */
export async function tuneCommand(args: readonly string[]): Promise<number> {
  const options = readTuneArguments(args);
  if (!options) {
    console.log(TUNE_HELP);
    return 0;
  }
  const prepared = prepareTuning(options);
  const stateFile = stateFileOf(options.out);
  const saved = openState(stateFile, prepared.address, options.resume);
  announce(prepared, options, saved);

  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const finished = saved?.outcome ? (saved as Finished) : await run(prepared, options, saved, abort.signal);
    if (!finished) {
      const kept = existsSync(stateFile)
        ? `finished generations are in ${stateFile}; the same command with --resume goes on from there.`
        : 'no generation was finished, so nothing is kept.';
      console.error(`Interrupted: ${kept}`);
      return INTERRUPTED;
    }
    return deliver(prepared, options, finished);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

type Finished = SavedSearch & { readonly outcome: Outcome };

function announce({ fit, heldOut, split, parameters, population, notes }: PreparedTuning, options: TuneOptions, saved?: SavedSearch): void {
  for (const note of notes) console.error(note);
  const { fitUnits, heldOutUnits, level } = split;
  console.error(
    `${parameters.length} options, ${population} tries a generation, ${fit.length} sessions each, ${options.workers} threads. ` +
      `Fitted to ${fitUnits.length} ${level}(s), held out ${heldOutUnits.length}: ${heldOut.length} sessions`,
  );
  if (saved?.outcome) console.error('This fit is finished, and its held-out sessions were looked at: nothing is played again.');
  else if (saved) console.error(`Going on after generation ${saved.search.strategy.generation}.`);
}

async function run(
  prepared: PreparedTuning,
  options: TuneOptions,
  saved: SavedSearch | undefined,
  signal: AbortSignal,
): Promise<Finished | undefined> {
  const { fit, parameters, base, population, address } = prepared;
  const { workers, seed, budget, objective: weights } = options;
  const stateFile = stateFileOf(options.out);
  const startedSeconds = performance.now() / 1000;
  const tries = population + 1;
  const used = (state: SearchState | undefined, part: number): number =>
    'minutes' in budget
      ? (performance.now() / 1000 - startedSeconds) / (60 * budget.minutes)
      : ((state?.evaluations ?? 0) + part * tries) / budget.evaluations;
  const progress: TuneProgress = showTuning({ sessions: fit.length, used });
  const evaluator = openEvaluator({ scenarios: fit, weights, workers, signal, step: progress.session });
  let done: SearchState | undefined;
  try {
    done = await search(saved?.search ?? startSearch(parameters), {
      parameters,
      base,
      seed,
      population,
      evaluate: evaluator.evaluate,
      // At least one generation, whatever the budget.
      goesOn: (state) => state.strategy.generation === 0 || used(state, 'minutes' in budget ? 0 : 1) <= 1,
      save: (state) => {
        writeWhole(stateFile, encodeState({ format: 1, address, search: state, outcome: null }));
        progress.generation(state);
      },
    });
  } finally {
    progress.stop();
    await evaluator.close();
  }
  if (!done) return undefined;
  console.error(`The last look: ${prepared.heldOut.length} sessions that no try has seen, with the offline optimum of each`);
  const tuned = optionsAt(parameters, done.best?.point ?? [], base);
  const { step, stop } = showProgress(prepared.heldOut.length);
  const look = { scenarios: prepared.heldOut, before: base, after: tuned, weights, workers, seed, signal, step };
  const outcome = await lookOnce(look).finally(stop);
  if (!outcome) return undefined;
  const finished: Finished = { format: 1, address, search: done, outcome };
  writeWhole(stateFile, encodeState(finished));
  return finished;
}

function deliver(prepared: PreparedTuning, { out }: TuneOptions, { search: done, outcome }: Finished): number {
  const { parameters, base, version, problems } = prepared;
  const tuned = optionsAt(parameters, done.best?.point ?? [], base);
  const reportFile = `${out.replace(/\.json$/i, '')}.report.json`;
  const report = { prepared, search: done, outcome, out, reportFile };
  writeWhole(out, `${JSON.stringify(isBetter(outcome) ? tuned : base, null, 1)}\n`);
  writeWhole(reportFile, encodeReport(report, tuned, version));
  console.log(renderReport(report, process.stdout.columns ?? 120));
  const failed = outcome.failures.map(({ rule, error }) => `${rule}: ${error}`);
  const lines = [...problemLines(problems), ...new Set(failed)];
  for (const line of lines) console.error(line);
  return lines.length > 0 ? 1 : 0;
}

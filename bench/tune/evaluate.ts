/** Plays every set of options in the same sessions, over all cores: differences come from the options and from nothing else. */
import type { AbrOptions } from 'evenkeel';
import type { ResultRow } from '../results/row.ts';
import { decodePart } from '../run/part.ts';
import { openPool, type ScenarioPool } from '../run/pool.ts';
import type { Scenario } from '../run/scenario.ts';
import { type ObjectiveWeights, objectiveOf } from './objective.ts';

/** Values in the order of the options; undefined where it was stopped. Minus infinity for options that failed in any session. */
export type Evaluate = (candidates: readonly AbrOptions[]) => Promise<readonly number[] | undefined>;

export interface Evaluator {
  readonly evaluate: Evaluate;
  close(): Promise<void>;
}

export interface EvaluatorSettings {
  readonly scenarios: readonly Scenario[];
  readonly weights: ObjectiveWeights;
  /** Threads. */
  readonly workers: number;
  readonly signal: AbortSignal;
  /** Called as scenarios end, each with all candidates. */
  readonly step: () => void;
}

export function openEvaluator({ scenarios, weights, workers, signal, step }: EvaluatorSettings): Evaluator {
  const pool: ScenarioPool = openPool(Math.min(workers, scenarios.length));
  return {
    async evaluate(candidates) {
      const variants = candidates.map((options, i) => ({ name: String(i), options }));
      const texts = new Map<string, string>();
      await pool.run(scenarios, {
        setup: { rules: [], ruleFiles: [], optimum: false, variants },
        ruleNames: variants.map(({ name }) => name),
        signal,
        done({ id }, text) {
          texts.set(id, text);
          step();
        },
      });
      if (signal.aborted) return undefined;
      return valuesOf(scenarios, texts, candidates.length, weights);
    },
    close: () => pool.close(),
  };
}

/** In the order of the scenarios and not of their ends: sums then agree to the last bit. */
function valuesOf(scenarios: readonly Scenario[], texts: ReadonlyMap<string, string>, count: number, weights: ObjectiveWeights): number[] {
  const rows = Array.from({ length: count }, (): ResultRow[] => []);
  const reasons = new Map<number, string>();
  for (const { id } of scenarios) {
    const part = decodePart(id, texts.get(id) ?? '');
    for (const row of part?.rows ?? []) rows[Number(row.rule)]?.push(row);
    for (const { rule, error } of part?.failures ?? []) reasons.set(Number(rule), error);
  }
  // A mistake of the program and not of one candidate: a search over it would wander for hours.
  if (reasons.size === count) throw new Error(`no options could be played; the last failed with: ${[...reasons.values()].at(-1)}`);
  return rows.map((own, i) => (reasons.has(i) ? Number.NEGATIVE_INFINITY : objectiveOf(own, weights)));
}

/** What a worker thread does: one scenario in, the text of its part out. */
import { playDecisions } from '../calibration/record/play-decisions.ts';
import { type EngineVariant, variantEntry } from '../rules/evenkeel.ts';
import { findRules } from '../rules/index.ts';
import { readRuleFile } from '../rules/rule-file.ts';
import { encodePart } from './part.ts';
import { type LoadedRule, runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';

/** Equal for all scenarios of a run. */
export interface WorkerSetup {
  readonly rules: readonly string[];
  /** Absolute paths. */
  readonly ruleFiles: readonly string[];
  readonly optimum: boolean;
  /** Our own rule at other options, after the rules by name. Default none. */
  readonly variants?: readonly EngineVariant[];
  /** Play our engine alone, and keep every decision with what came of it in place of rows: see bench/calibration. Default false. */
  readonly decisions?: boolean;
}

export interface WorkerTask {
  readonly scenario: Scenario;
  readonly setup: WorkerSetup;
}

// It would end this thread without a word, and the pool would wait for ever.
process.exit = (code): never => {
  throw new Error(`process.exit(${code ?? ''}) was called`);
};

let loading: { readonly key: string; readonly rules: Promise<LoadedRule[]> } | undefined;

export default async function work({ scenario, setup }: WorkerTask): Promise<string> {
  if (setup.decisions) return playDecisions(scenario);
  const key = JSON.stringify(setup);
  if (loading?.key !== key) loading = { key, rules: loadRules(setup) };
  return encodePart(scenario.id, runScenario(scenario, await loading.rules, setup.optimum));
}

async function loadRules({ rules, ruleFiles, variants = [] }: WorkerSetup): Promise<LoadedRule[]> {
  const entries = [...findRules(rules), ...variants.map(variantEntry), ...(await Promise.all(ruleFiles.map(readRuleFile)))];
  return await Promise.all(
    entries.map(async (entry): Promise<LoadedRule> => {
      try {
        return { name: entry.name, rule: await entry.load() };
      } catch (error) {
        return { name: entry.name, problem: `cannot be loaded: ${error instanceof Error ? error.message : String(error)}` };
      }
    }),
  );
}

/** A user's own rule: `--rule-file ./my-rule.js`, a module whose default export is a `Rule` of evenkeel/simulator. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Rule } from 'evenkeel/simulator';
import { UsageError } from '../command/usage-error.ts';
import { sha256 } from '../run/scenario-id.ts';
import type { RuleEntry } from './entry.ts';

/** Loads it at once: a file that holds no rule is a mistake of the command line, not of a session. */
export async function readRuleFile(file: string): Promise<RuleEntry> {
  const rule = checkRule(file, await importFile(file));
  const hash = sha256(readFileSync(file)).slice(0, 12);
  return { name: rule.name, title: rule.name, kind: 'ours', source: `A file of the user, SHA-256 ${hash}.`, load: async () => rule };
}

async function importFile(file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return module.default ?? module.rule;
  } catch (error) {
    throw new UsageError(`--rule-file ${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checkRule(file: string, value: unknown): Rule {
  const { name, start } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Rule, unknown>>;
  if (typeof name !== 'string' || name === '' || typeof start !== 'function') {
    throw new UsageError(
      `--rule-file ${file}: its default export must be a rule { name: 'mine', start(session) { return { choose: (view) => 0 }; } } (see Rule in evenkeel/simulator)`,
    );
  }
  return value as Rule;
}

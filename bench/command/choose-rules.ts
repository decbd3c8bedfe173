/** The rules of a run: those asked for, or all that can run here. */
import type { RuleEntry } from '../rules/entry.ts';
import { ALL_RULES, findRules } from '../rules/index.ts';
import { UsageError } from './usage-error.ts';

/** The optimum is a line of every table already; as a rule, its schedule is played on request. */
const NOT_BY_DEFAULT: readonly string[] = ['optimum'];

export interface ChosenRules {
  readonly entries: readonly RuleEntry[];
  /** For the user: what was left out, and what to install. */
  readonly notes: readonly string[];
}

/**
 * `names` of `--rules`; undefined: all but those of players that are not installed.
 *
 * @throws UsageError for an unknown name, and for a player's rule asked for by name whose package cannot be loaded.
 */
export async function chooseRules(names: readonly string[] | undefined, all: readonly RuleEntry[] = ALL_RULES): Promise<ChosenRules> {
  const wanted = names ? findRules(names, all) : all.filter(({ name }) => !NOT_BY_DEFAULT.includes(name));
  const problems = await Promise.all(wanted.map(problemOf));
  const unusable = new Map<string, string[]>();
  for (const [i, { name }] of wanted.entries()) {
    const problem = problems[i];
    if (problem !== undefined) unusable.set(problem, [...(unusable.get(problem) ?? []), name]);
  }
  const lines = [...unusable].map(([problem, rules]) => `${rules.join(', ')}: ${problem}`);
  if (names && lines.length > 0) throw new UsageError(lines.map((line) => `--rules ${line}`).join('\n'));
  return { entries: wanted.filter((_, i) => problems[i] === undefined), notes: lines.map((line) => `Left out: ${line}`) };
}

/** Only players' rules need a package of the user's. Loading is the whole test: it also finds one that is too old to be driven. */
async function problemOf(entry: RuleEntry): Promise<string | undefined> {
  if (entry.kind !== 'player') return undefined;
  try {
    await entry.load();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

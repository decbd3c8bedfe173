/** Every rule that the benchmark knows, and finding them by name. */
import { UsageError } from '../command/usage-error.ts';
import { BOUND_RULES } from './bounds/index.ts';
import { DASH_RULES } from './dashjs/index.ts';
import type { RuleEntry } from './entry.ts';
import { EVENKEEL_RULES } from './evenkeel.ts';
import { PLAYER_RULES } from './players/index.ts';
import { PUBLISHED_RULES } from './published/index.ts';

/** Ours, the players', the published ones, the bounds. */
export const ALL_RULES: readonly RuleEntry[] = [...EVENKEEL_RULES, ...PLAYER_RULES, ...DASH_RULES, ...PUBLISHED_RULES, ...BOUND_RULES];

/** In the order of the names. Throws `UsageError` that lists what there is. */
export function findRules(names: readonly string[], all: readonly RuleEntry[] = ALL_RULES): RuleEntry[] {
  return names.map((name) => {
    const entry = all.find((each) => each.name === name);
    if (entry) return entry;
    throw new UsageError(`--rules: there is no rule "${name}"; there are ${all.map((each) => each.name).join(', ')}`);
  });
}

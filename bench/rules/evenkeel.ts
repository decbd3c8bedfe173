/** Our own rule: the plugin's engine, asked as the adapters ask it. */
import { evenkeelRule } from 'evenkeel/simulator';
import type { RuleEntry } from './entry.ts';

export const EVENKEEL_RULES: readonly RuleEntry[] = [
  {
    name: 'evenkeel',
    title: 'Evenkeel',
    kind: 'ours',
    source: 'createAbrEngine of this package at its default options, behind evenkeelRule of evenkeel/simulator.',
    load: async () => evenkeelRule(),
  },
];

/** Our own rule: the plugin's engine, asked as the adapters ask it. */
import type { AbrOptions } from 'evenkeel';
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

/** Our engine at some options, under a name of its own. */
export interface EngineVariant {
  readonly name: string;
  /** What `createHlsAbr(Hls, options)` takes, without what only a page has. */
  readonly options: AbrOptions;
}

/** Loading it throws `TypeError` for options that the plugin would refuse. */
export const variantEntry = ({ name, options }: EngineVariant): RuleEntry => ({
  name,
  title: name,
  kind: 'ours',
  source: `createAbrEngine of this package with the options ${JSON.stringify(options)}, behind evenkeelRule of evenkeel/simulator.`,
  load: async () => evenkeelRule({ name, options }),
});

/** dash.js's five strategies, driven from its own package. */
import type { RuleContext, RuleSession } from 'evenkeel/simulator';
import type { RuleEntry } from '../entry.ts';
import { dashVersion, loadDash } from './load.ts';
import { STRATEGIES } from './strategies.ts';

export const DASH_RULES: readonly RuleEntry[] = STRATEGIES.map((strategy) => ({
  name: strategy.name,
  // Labels follow the copy that is installed.
  get title(): string {
    return `dash.js ${dashVersion() ?? ''} ${strategy.title}`.replace('  ', ' ');
  },
  kind: 'player',
  get source(): string {
    return `npm dashjs ${dashVersion() ?? '(not installed)'}, its own AbrController, rules and ThroughputController at default settings: ${strategy.what}.`;
  },
  async load() {
    const loaded = loadDash();
    const { startDash } = await import('./session.ts');
    return {
      name: strategy.name,
      start: (context: RuleContext): RuleSession => startDash(loaded, strategy, context),
    };
  },
}));

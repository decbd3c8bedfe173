/** What a thing is worth, from the comparison of the engine without it with the whole one. */
import type { Comparison, Difference } from '../statistics/index.ts';

/**
 * `earns`: J is worse without it. `earns otherwise`: J is the same, and a figure that viewers notice is worse. `trades`: J is better
 * without it, and such a figure is worse. `costs`: J is better without it, and nothing is worse.
 */
export type Worth = 'earns' | 'earns otherwise' | 'earns nothing' | 'trades' | 'costs' | 'too few';

/** What may justify a thing that J does not. */
const NOTICED = ['stallCount', 'avoidableStalls', 'stallSeconds', 'switchesPerMinute', 'startupSeconds'] as const;

export interface Judgement {
  readonly worth: Worth;
  /** Metrics that are worse without it. */
  readonly worse: readonly string[];
  /** Metrics that are better without it. */
  readonly better: readonly string[];
}

/** `comparison`: without it against with it. */
export function judgeAblation({ metrics }: Comparison): Judgement {
  const score = metrics.score as Difference;
  const having = (verdict: Difference['verdict']): string[] => NOTICED.filter((name) => metrics[name]?.verdict === verdict);
  const [worse, better] = [having('worse'), having('better')];
  const worth = ((): Worth => {
    if (score.verdict === 'too few traces') return 'too few';
    if (score.verdict === 'worse') return 'earns';
    if (score.verdict === 'better') return worse.length > 0 ? 'trades' : 'costs';
    return worse.length > 0 ? 'earns otherwise' : 'earns nothing';
  })();
  return { worth, worse, better };
}

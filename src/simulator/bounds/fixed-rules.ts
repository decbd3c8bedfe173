/** One rung all along: the lowest, and the best in hindsight. */
import { measureSession } from '../metrics/measure-session.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { simulateSession } from '../session.ts';
import { knownSession } from './known-session.ts';

/** Always one rung. */
export const fixedRule = (name: string, rung: number): Rule => ({ name, start: () => ({ choose: () => rung }) });

/** Always the lowest rung: what a session comes to when nothing is dared. */
export const lowestRule = (): Rule => fixedRule('lowest', 0);

/** The rung that scores most when played all along, found by playing each. The cheapest rung wins a tie. */
export function bestFixedRule(): Rule {
  return {
    name: 'best-fixed',
    start: (context) => ({
      choose: (
        (rung) => () =>
          rung
      )(bestRung(context)),
    }),
  };
}

function bestRung(context: RuleContext): number {
  const options = knownSession(context);
  let best = 0;
  let bestScore = -Infinity;
  context.renditions.forEach((_, rung) => {
    const { score } = measureSession(simulateSession(options, fixedRule('trial', rung)), options.content);
    if (score > bestScore) {
      best = rung;
      bestScore = score;
    }
  });
  return best;
}

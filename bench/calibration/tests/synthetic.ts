/** Decisions made up: what was reported, and stalls drawn with what is true. */
import { createRandomStream } from 'evenkeel/link';
import type { DecisionColumns, SessionDecisions } from '../record/session-decisions.ts';

/** `trueRisk` of a decision that reported `risk`. Risks are spread evenly over powers of ten from 0.3 % to 100 %. */
export function makeSessions(traces: number, decisions: number, trueRisk: (risk: number) => number, seed = 5): SessionDecisions[] {
  const { uniform } = createRandomStream(seed);
  return Array.from({ length: traces }, (_, trace): SessionDecisions => {
    const risk = Array.from({ length: decisions }, () => 10 ** (-2.5 * uniform()));
    const columns: DecisionColumns = {
      risk,
      stalled: risk.map((each) => (uniform() < trueRisk(each) ? 1 : 0)),
      givenUp: risk.map(() => 0),
      next: risk.map(() => (uniform() < 0.05 ? 0 : uniform() < 0.45 / 0.95 ? 1 : uniform() < 0.9 ? 2 : 3)),
      window: risk.map(() => null),
    };
    return {
      network: trace % 2 === 0 ? 'even' : 'odd',
      region: '',
      trace: `t${trace}`,
      ladder: 'l',
      player: 'hls',
      finished: columns,
      played: columns,
    };
  });
}

/** The work of a thread: one scenario in, its decisions out, as the text of a part. */
import { encodeLines } from '../../run/part.ts';
import { type Scenario, sessionOptions, traceOf } from '../../run/scenario.ts';
import { type DecisionOutcome, decisionOutcomes } from './decision-outcomes.ts';
import { columnsOf, type SessionDecisions } from './session-decisions.ts';

export function playDecisions(scenario: Scenario): string {
  const { network, region, trace, ladder, player, seed } = scenario;
  const naming = { network, region, trace, ladder, player: player.name };
  try {
    const session = sessionOptions(scenario, traceOf(scenario.table));
    const play = (neverGiveUp: boolean): readonly DecisionOutcome[] => decisionOutcomes(session, { neverGiveUp });
    const decisions: SessionDecisions = { ...naming, finished: columnsOf(play(true)), played: columnsOf(play(false)) };
    return encodeLines(scenario.id, [JSON.stringify(decisions)]);
  } catch (error) {
    const failure = { ...naming, rule: 'evenkeel', seed, error: error instanceof Error ? error.message : String(error) };
    return encodeLines(scenario.id, [JSON.stringify(failure)]);
  }
}

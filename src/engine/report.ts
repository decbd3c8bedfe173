/** Puts a choice and all that led to it into one plain record. */
import { type Assessment, riskOf } from './assess.ts';
import type { Choice } from './choose.ts';
import type { Action, CandidateReport, Decision } from './decision.ts';
import { SCORE_LENGTH, STALL_RISK, TOTAL } from './plan-setting.ts';
import type { PlayState } from './play-state.ts';
import { explain } from './reasons.ts';
import type { Situation } from './situation.ts';

export function report(
  situation: Situation,
  { index, reasonCode }: Choice,
  action: Action,
  assessment: Assessment,
  play: PlayState,
): Decision {
  const { forecast, exclusions, setting } = assessment;
  const { scores } = setting.ladder;
  let reason: string | undefined;
  return {
    atSeconds: situation.atSeconds,
    index,
    previousIndex: situation.currentIndex,
    action,
    reasonCode,
    candidates: situation.renditions.map(({ id }, at): CandidateReport => {
      const first = at * SCORE_LENGTH;
      const isScored = !Number.isNaN(scores[first]);
      const score = (term: number): number => (isScored ? (scores[first + term] as number) : 0);
      const terms = { quality: score(0), sustainability: score(1), bufferSafety: score(2), smoothness: score(3), deviceFit: score(4) };
      const candidate = { index: at, id, terms, total: score(TOTAL), stallRisk: score(STALL_RISK) };
      const excluded = exclusions[at] ?? (isScored ? undefined : 'not-considered');
      return excluded ? { ...candidate, excluded } : candidate;
    }),
    forecast,
    stallRisk: riskOf(assessment, index) || 0,
    bufferSeconds: situation.bufferSeconds,
    bufferTrend: play.trend?.trend ?? 0,
    /** Made when it is first read: few listeners want a sentence per segment. */
    get reason() {
      reason ??= explain(this, situation);
      return reason;
    },
  };
}

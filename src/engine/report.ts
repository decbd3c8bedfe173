/** Puts a choice and all that led to it into one plain record. */
import type { Assessment } from './assess.ts';
import type { Choice } from './choose.ts';
import type { Action, CandidateReport, Decision } from './decision.ts';
import { SCORE_LENGTH } from './plan-setting.ts';
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
  const candidates = situation.renditions.map(({ id }, at): CandidateReport => {
    const score = (term: number): number => scores[at * SCORE_LENGTH + term] || 0;
    const excluded = exclusions[at] ?? (Number.isNaN(scores[at * SCORE_LENGTH]) ? 'not-considered' : undefined);
    const terms = { quality: score(0), sustainability: score(1), bufferSafety: score(2), smoothness: score(3), deviceFit: score(4) };
    return { index: at, id, terms, total: score(5), stallRisk: score(6), ...(excluded && { excluded }) };
  });
  const decision = {
    atSeconds: situation.atSeconds,
    index,
    previousIndex: situation.currentIndex,
    action,
    reasonCode,
    candidates,
    forecast,
    stallRisk: candidates[index]?.stallRisk ?? 0,
    bufferSeconds: situation.bufferSeconds,
    bufferTrend: play.trend?.trend ?? 0,
  };
  return { ...decision, reason: explain(decision, situation) };
}

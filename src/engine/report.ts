/** Puts a choice and all that led to it into one plain record. */
import type { Assessment } from './assess.ts';
import type { Choice } from './choose.ts';
import type { Action, CandidateReport, Decision } from './decision.ts';
import type { PlayState } from './play-state.ts';
import { explain } from './reasons.ts';
import type { Situation } from './situation.ts';

const NOT_SCORED = { terms: { quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, deviceFit: 0 }, total: 0, stallRisk: 0 };

export function report(
  situation: Situation,
  { index, reasonCode }: Choice,
  action: Action,
  assessment: Assessment,
  play: PlayState,
): Decision {
  const { forecast, exclusions, scores } = assessment;
  const candidates = situation.renditions.map(({ id }, at): CandidateReport => {
    const score = scores.get(at);
    const excluded = exclusions[at] ?? (score ? undefined : 'not-considered');
    return { index: at, id, ...(score ?? NOT_SCORED), ...(excluded && { excluded }) };
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

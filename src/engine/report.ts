/** Puts a choice and all that led to it into one plain record. */
import { type Assessment, riskOf } from './assess.ts';
import type { Choice } from './choose.ts';
import type { Action, CandidateReport, Decision, Exclusion } from './decision.ts';
import { RESERVE, SCORE_LENGTH, TOTAL } from './plan-setting.ts';
import type { PlayState } from './play-state.ts';
import { explain } from './reasons.ts';
import type { Situation } from './situation.ts';
import { stallRiskOf } from './stall-risk.ts';

/** What a decision keeps for those who read its candidates or its sentence: hardly any listener does at every segment. */
interface Seen {
  readonly situation: Situation;
  readonly exclusions: readonly (Exclusion | undefined)[];
  readonly scores: readonly number[];
  candidates?: readonly CandidateReport[];
  reason?: string;
}

const SEEN: unique symbol = Symbol('seen');
type WithSeen = Decision & { readonly [SEEN]: Seen };

// Properties of the decision itself, as copies, JSON and structuredClone take nothing else; the same two functions for all
// decisions, as closures would make each an object of a kind of its own: 1 KB and as long as a look-ahead of two rungs.
const CANDIDATES: PropertyDescriptor & ThisType<WithSeen> = {
  enumerable: true,
  get() {
    const seen = this[SEEN];
    seen.candidates ??= listCandidates(seen, this.forecast.logErrorDeviation);
    return seen.candidates;
  },
};
const REASON: PropertyDescriptor & ThisType<WithSeen> = {
  enumerable: true,
  get() {
    const seen = this[SEEN];
    seen.reason ??= explain(this, seen.situation);
    return seen.reason;
  },
};

const listCandidates = ({ situation, exclusions, scores }: Seen, logErrorDeviation: number): CandidateReport[] =>
  situation.renditions.map(({ id }, index) => {
    const first = index * SCORE_LENGTH;
    const isScored = !Number.isNaN(scores[first]);
    const score = (term: number): number => (isScored ? (scores[first + term] as number) : 0);
    const terms = { quality: score(0), sustainability: score(1), bufferSafety: score(2), smoothness: score(3), deviceFit: score(4) };
    const stallRisk = isScored ? stallRiskOf(score(RESERVE), logErrorDeviation) : 0;
    const candidate = { index, id, terms, total: score(TOTAL), stallRisk };
    const excluded = exclusions[index] ?? (isScored ? undefined : 'not-considered');
    return excluded ? { ...candidate, excluded } : candidate;
  });

export function report(
  situation: Situation,
  { index, reasonCode }: Choice,
  action: Action,
  assessment: Assessment,
  play: PlayState,
): Decision {
  const { forecast, exclusions, setting } = assessment;
  const decision = {
    atSeconds: situation.atSeconds,
    index,
    previousIndex: situation.currentIndex,
    action,
    reasonCode,
    forecast,
    stallRisk: riskOf(assessment, index) || 0,
    bufferSeconds: situation.bufferSeconds,
    bufferTrend: play.trend?.trend ?? 0,
  };
  const seen: Seen = { situation, exclusions, scores: setting.ladder.scores.slice() };
  Object.defineProperty(decision, SEEN, { value: seen });
  Object.defineProperty(decision, 'candidates', CANDIDATES);
  return Object.defineProperty(decision, 'reason', REASON) as WithSeen;
}

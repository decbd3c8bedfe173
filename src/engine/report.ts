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
}

type LazyName = 'candidates' | 'reason';
/** ... and what of it was read. */
type Read = { -readonly [Name in LazyName]?: Decision[Name] };

const SEEN: unique symbol = Symbol();
type WithSeen = Decision & { readonly [SEEN]: Seen & Read };

/**
 * A property of the decision itself that is worked out when it is first read: copies, JSON and structuredClone take it along. One
 * function for all decisions, as closures would make each decision an object of a kind of its own, of 1 KB.
 */
const lazily = <Name extends LazyName>(name: Name, make: (decision: WithSeen) => Decision[Name]): PropertyDescriptor => ({
  enumerable: true,
  get(this: WithSeen) {
    const read: Read = this[SEEN];
    read[name] ??= make(this);
    return read[name];
  },
});

const REASON: PropertyDescriptor = lazily('reason', (decision) => explain(decision, decision[SEEN].situation));
const CANDIDATES: PropertyDescriptor = lazily('candidates', ({ forecast, [SEEN]: { situation, exclusions, scores } }) =>
  situation.renditions.map(({ id }, index): CandidateReport => {
    const first = index * SCORE_LENGTH;
    const isScored = !Number.isNaN(scores[first]);
    const score = (term: number): number => (isScored ? (scores[first + term] as number) : 0);
    const terms = { quality: score(0), sustainability: score(1), bufferSafety: score(2), smoothness: score(3), deviceFit: score(4) };
    const stallRisk = isScored ? stallRiskOf(score(RESERVE), forecast.logErrorDeviation) : 0;
    const excluded = exclusions[index] ?? (isScored ? undefined : 'not-considered');
    return { index, id, terms, total: score(TOTAL), stallRisk, ...(excluded && { excluded }) };
  }),
);

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
  // Writable: a deep proxy, as Vue's, may then hand on a proxy of it.
  Object.defineProperty(decision, SEEN, { value: seen, writable: true });
  Object.defineProperty(decision, 'candidates', CANDIDATES);
  return Object.defineProperty(decision, 'reason', REASON) as WithSeen;
}

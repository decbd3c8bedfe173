/** Says in one sentence why a decision was made, with the figures that decided. */
import type { Action, Decision, ReasonCode } from './decision.ts';
import { rateOf, type Situation } from './situation.ts';

/** A rate as people read it. */
function formatRate(rateBitsPerSecond: number): string {
  const megabits = rateBitsPerSecond / 1_000_000;
  return megabits >= 1 ? `${megabits.toFixed(megabits >= 10 ? 0 : 1)} Mbit/s` : `${(megabits * 1000).toFixed(0)} kbit/s`;
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

const MOVES: Readonly<Record<Action, string>> = {
  start: 'Start with',
  stay: 'Stay on',
  up: 'Up to',
  down: 'Down to',
  rescue: 'Give the segment up for',
};

/** One sentence, e.g. "Up to 1.4 Mbit/s: stall risk 0.0 %; 3.2 Mbit/s expected (1.9 Mbit/s to 5.1 Mbit/s), 12.0 s buffered." */
export function explain(decision: Omit<Decision, 'reason'>, situation: Situation): string {
  const { action, reasonCode, index, previousIndex, stallRisk, forecast } = decision;
  const { lowBitsPerSecond, medianBitsPerSecond, highBitsPerSecond } = forecast.next;
  const whys: Readonly<Record<ReasonCode, string>> = {
    'only-choice': 'nothing else is allowed',
    'no-measurement-yet': 'nothing measured yet, so the first segment must come quickly',
    'best-score': `stall risk ${percent(stallRisk)}`,
    'switch-not-worth-it': 'a switch would gain too little',
    'stall-risk': `staying would stall with a chance of ${percent((reasonCode === 'stall-risk' && decision.candidates[previousIndex]?.stallRisk) || 0)}`,
    'limit-lowered': 'the rendition before is no longer allowed',
    recovering: 'no climbing yet after a collapse',
    'rescue-slow-segment': 'at this pace it would come too late',
  };
  const expected = `${formatRate(medianBitsPerSecond)} expected (${formatRate(lowBitsPerSecond)} to ${formatRate(highBitsPerSecond)})`;
  return `${MOVES[action]} ${formatRate(rateOf(situation, index))}: ${whys[reasonCode]}; ${expected}, ${situation.bufferSeconds.toFixed(1)} s buffered.`;
}

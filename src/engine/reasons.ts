/** Says in one sentence why a decision was made, with the figures that decided. */
import type { Action, ReasonCode } from './decision.ts';
import type { Forecast } from './forecast.ts';
import type { Situation } from './situation.ts';

/** A rate as people read it: three significant digits at most. */
export function formatRate(rateBitsPerSecond: number): string {
  const megabits = rateBitsPerSecond / 1_000_000;
  if (megabits >= 10) return `${megabits.toFixed(0)} Mbit/s`;
  if (megabits >= 1) return `${megabits.toFixed(1)} Mbit/s`;
  return `${(megabits * 1000).toFixed(0)} kbit/s`;
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** What the sentence draws on. */
export interface ReasonFacts {
  readonly action: Action;
  readonly reasonCode: ReasonCode;
  readonly index: number;
  readonly situation: Situation;
  readonly forecast: Forecast;
  /** Risk that the choice accepts. */
  readonly stallRisk: number;
  /** Risk of the rendition that played before. */
  readonly previousStallRisk: number;
}

/** One sentence, e.g. "Up to 1.4 Mbit/s: 3.2 Mbit/s expected (1.9 Mbit/s to 5.1 Mbit/s), 12.0 s buffered, stall risk 0.0 %." */
export function explain({ action, reasonCode, index, situation, forecast, stallRisk, previousStallRisk }: ReasonFacts): string {
  const rate = formatRate(situation.renditions[index]?.rateBitsPerSecond ?? 0);
  const { lowBitsPerSecond, medianBitsPerSecond, highBitsPerSecond } = forecast.next;
  const expected = `${formatRate(medianBitsPerSecond)} expected (${formatRate(lowBitsPerSecond)} to ${formatRate(highBitsPerSecond)})`;
  const buffered = `${situation.bufferSeconds.toFixed(1)} s buffered`;
  const move = { start: 'Start with', stay: 'Stay on', up: 'Up to', down: 'Down to', rescue: 'Give the segment up for' }[action];
  const why: Record<ReasonCode, string> = {
    'only-choice': 'the only rendition that the player and the device allow',
    'no-measurement-yet': `nothing measured yet, so the first segment must come quickly; ${expected} is a guess`,
    'best-score': `${expected}, ${buffered}, stall risk ${percent(stallRisk)}`,
    'switch-not-worth-it': `another rendition would gain too little to be worth a switch; ${expected}, ${buffered}`,
    'stall-risk': `staying would stall with a chance of ${percent(previousStallRisk)}; ${expected}, ${buffered}`,
    'limit-lowered': 'a limit of the player or the device rules out the one before',
    recovering: `no climbing yet after a collapse; ${expected}, ${buffered}`,
    'rescue-slow-segment': `at this pace it would come too late; ${expected}, ${buffered}`,
  };
  return `${move} ${rate}: ${why[reasonCode]}.`;
}

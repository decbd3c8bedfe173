/** Our engine with one thing taken out at a time, as far as options can take it out. */
import type { AbrOptions } from 'evenkeel';

export type AblationKind = 'term' | 'forecast' | 'plan' | 'switching' | 'rescue';

export interface Ablation {
  /** Name of the variant in rows and tables: what is missing. */
  readonly name: string;
  readonly kind: AblationKind;
  readonly options: AbrOptions;
  /** What is left of it, for the report. */
  readonly meaning: string;
}

/** The most and the least that options allow. */
const LONGEST_SECONDS = 1000;
const PRIOR_ONLY = 100;
const NO_PRIOR = 0.1;

const term = (name: string, options: AbrOptions['weights'], meaning: string): Ablation => ({
  name: `term: ${name}`,
  kind: 'term',
  options: { weights: options as NonNullable<AbrOptions['weights']> },
  meaning,
});
const forecast = (name: string, options: NonNullable<AbrOptions['prediction']>, meaning: string): Ablation => ({
  name,
  kind: 'forecast',
  options: { prediction: options },
  meaning,
});
const plan = (name: string, options: NonNullable<AbrOptions['scales']>, meaning: string): Ablation => ({
  name,
  kind: 'plan',
  options: { scales: options },
  meaning,
});
const switching = (name: string, options: NonNullable<AbrOptions['switching']>, meaning: string): Ablation => ({
  name,
  kind: 'switching',
  options: { switching: options },
  meaning,
});
const rescue = (name: string, options: NonNullable<AbrOptions['rescue']>, meaning: string): Ablation => ({
  name,
  kind: 'rescue',
  options: { rescue: options },
  meaning,
});

export const ABLATIONS: readonly Ablation[] = [
  term('quality', { quality: 0 }, 'Weight 0; the other weights keep their proportions.'),
  term('sustainability', { sustainability: 0 }, 'Weight 0.'),
  term('buffer safety', { bufferSafety: 0 }, 'Weight 0.'),
  term('smoothness', { smoothness: 0 }, 'Weight 0.'),
  term('device fit', { deviceFit: 0 }, 'Weight 0. The simulator has no screen, so it is the same for every rendition here.'),

  forecast('slow mean', { fastShare: 1 }, 'The fast mean alone.'),
  forecast('fast mean', { fastShare: 0 }, 'The slow mean alone.'),
  forecast('better of two means', { shareGain: 0 }, 'A fixed share of each, whichever has erred less.'),
  forecast('return to the mean', { returnHalfLifeSeconds: LONGEST_SECONDS }, 'The window is forecast as the next segment is.'),
  forecast('sample weights', { weightExponent: 0 }, 'Every transfer counts the same, however long it took.'),
  forecast('weight of quick transfers', { weightOffsetSeconds: 0 }, 'Transfers in no time count for next to nothing.'),
  forecast('learnt spread', { priorErrorWeight: PRIOR_ONLY }, 'Nearly the prior for every session.'),
  forecast('prior spread', { priorErrorWeight: NO_PRIOR }, 'Only what the session itself has shown.'),

  plan('distribution', { spread: 0, caution: 0, sizeSpread: 0 }, 'The median for certain.'),
  plan('spread', { spread: 0 }, 'The median, less caution, for certain.'),
  plan('caution', { caution: 0 }, 'Medians are believed as they are.'),
  plan('spread of sizes', { sizeSpread: 0 }, 'Expected sizes are believed.'),
  plan(
    'look-ahead',
    { horizonSeconds: 0, horizonPerBuffer: 0, maxHorizonSeconds: 0 },
    'The next segment and one more: the shortest plan that there is.',
  ),
  plan('longer plans for longer buffers', { horizonPerBuffer: 0 }, 'The same plan length for every buffer.'),
  plan('best continuation', { bestShare: 0 }, 'A plan stays on its rendition.'),
  plan('doubt in the continuation', { bestShare: 1 }, 'A plan takes its best continuation for certain.'),
  plan('buffer as throughput', { bufferCredit: 0 }, 'Sustainability is that of the link alone.'),
  plan('loss per stall', { stall: 0 }, 'Stalls count by their length only.'),
  plan('loss per stalled second', { stallPerSegment: 0 }, 'Stalls count by their number only.'),
  plan('weight of the next stall', { nextStallGrowth: 0 }, 'A stall counts the same wherever in the plan.'),
  plan('low buffer', { lowBuffer: 0 }, 'Only stalls are feared.'),
  plan('low buffer by reach', { lowBufferGrowth: 0 }, 'The same scale for every buffer.'),
  plan('start-up delay', { startDelay: 0 }, 'A late start costs nothing.'),
  plan('loss per switch', { switchCount: 0 }, 'Switches count by their size only.'),
  plan('loss by size of switch', { switchSize: 0, switchSizeSquared: 0 }, 'Switches count by their number only.'),
  plan('big steps', { switchSizeSquared: 0 }, 'A big step costs no more than small ones.'),
  plan('memory of falls', { climbAfterFall: 0 }, 'Climbing back at once costs nothing.'),

  switching('hysteresis', { hysteresis: 0 }, 'Any gain is worth a switch.'),
  switching('what staying gave away', { forgoneShare: 0 }, 'A switch must be worth it for the next segment alone.'),
  switching('leaps', { leapGain: 1 }, 'Never more than one rung at a time.'),
  switching('one rung at a time', { maxStepUp: 100 }, 'Climbs of any size.'),
  switching('recovery', { recoverySeconds: 0 }, 'Climbing is allowed right after a rescue.'),

  rescue('rescue', { enabled: false }, 'Every segment is played to its end.'),
  rescue('second rescue', { maxPerSegment: 1 }, 'One rescue a segment.'),
  rescue('patience', { fallbackFactor: 20, fallbackMarginSeconds: 20 }, 'Rescue as soon as a transfer is slow, however full the buffer.'),
  rescue('hopeless transfers', { hopelessSeconds: 60 }, 'A hopeless transfer is waited for until the buffer is low.'),
  rescue('soon enough', { restartShare: 10 }, 'A restart may take all of the buffer at the pace that is seen.'),
  rescue('own pace', { trustSeconds: 10 }, 'The forecast counts longer than what the transfer itself shows.'),
];

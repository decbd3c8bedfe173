/**
 * The inner scales of the terms: what turns seconds, bits and steps into losses. The weights say how much a term
 * counts, the scales say what it means. Units: loss of the term (0..1 per segment of the plan) unless noted.
 * Options `scales.*`, each 0..1000. First values from a prototype, refitted for J, its worst tenth,
 * avoidable stalls and switches on five development sets with the simulator of this repository (about 1,500 evaluations of some
 * 200 sessions, with what is `evenkeel-bench tune` now).
 */
export interface Scales {
  /** Length of the plan, seconds of media; longer when the buffer is, so that draining it is seen. */
  readonly horizonSeconds: number;
  readonly horizonPerBuffer: number;
  readonly maxHorizonSeconds: number;
  /** Plans believe medians a little less than reported, in deviations of the forecast error. */
  readonly caution: number;
  /** Spread of the scenarios per deviation; it grows as the reachable buffer shrinks, which corrects less. */
  readonly spread: number;
  readonly spreadGrowth: number;
  /** Share of the uncertainty of segment sizes that adds to the next segment's spread. */
  readonly sizeSpread: number;
  /** Share of the buffer that counts as throughput in `sustainability`. */
  readonly bufferCredit: number;
  /** Loss of buffer safety per stall, and per second of it in units of a 4 s segment. */
  readonly stall: number;
  readonly stallPerSegment: number;
  /** Weight of a stall in the very next segment against later ones: later ones can still be avoided. */
  readonly nextStall: number;
  /** ... growing as the reachable buffer shrinks below this, seconds, to this power, up to this factor. */
  readonly referenceBufferSeconds: number;
  readonly nextStallGrowth: number;
  readonly maxNextStallGrowth: number;
  /** Loss for ending the plan with a low buffer: `lowBuffer * exp(-end / lowBufferSeconds)`. */
  readonly lowBuffer: number;
  readonly lowBufferSeconds: number;
  readonly lowBufferGrowth: number;
  readonly lowBufferGrowthBeyond: number;
  /** It follows the share of outages against the expected one, to this power, within these bounds. */
  readonly outageGain: number;
  readonly outageReach: number;
  /** Share of that loss for the last plan of a film. */
  readonly lastBuffer: number;
  /** Delay of the start, per second in units of a 4 s segment. */
  readonly startDelay: number;
  /** Loss of smoothness per switch, per unit of quality, and per squared unit (big steps hurt more). */
  readonly switchCount: number;
  readonly switchSize: number;
  readonly switchSizeSquared: number;
  /** Extra gain in total that a climb needs right after a fall, and how fast that is forgotten, seconds. */
  readonly climbAfterFall: number;
  readonly fallHalfLifeSeconds: number;
  /** Share of the best continuation; the rest is simply staying. */
  readonly bestShare: number;
  /** Part of a stall that giving the segment up in time can save, and when that would happen. */
  readonly rescueShare: number;
  readonly rescueBufferShare: number;
  readonly rescueDelaySeconds: number;
}

/** The defaults. */
export const DEFAULT_SCALES: Scales = {
  horizonSeconds: 18.1,
  horizonPerBuffer: 0.5,
  maxHorizonSeconds: 48.3,
  caution: 0.379,
  spread: 0.7,
  spreadGrowth: 0.0671,
  sizeSpread: 0.0427,
  bufferCredit: 0.231,
  stall: 3.5,
  stallPerSegment: 2.36,
  nextStall: 1,
  referenceBufferSeconds: 43.1,
  nextStallGrowth: 1.18,
  maxNextStallGrowth: 3.06,
  lowBuffer: 0.9,
  lowBufferSeconds: 26,
  lowBufferGrowth: 1.33,
  lowBufferGrowthBeyond: 0.236,
  lastBuffer: 0.8,
  outageGain: 0.2,
  outageReach: 4,
  startDelay: 0.103,
  switchCount: 0.33,
  switchSize: 6.56,
  switchSizeSquared: 0.97,
  climbAfterFall: 0.113,
  fallHalfLifeSeconds: 11.7,
  bestShare: 0.852,
  rescueShare: 0.278,
  rescueBufferShare: 1,
  rescueDelaySeconds: 0.163,
};

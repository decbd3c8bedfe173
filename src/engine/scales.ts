/**
 * The inner scales of the terms: what turns seconds, bits and steps into losses. The weights say how much a term
 * counts, the scales say what it means. Units: loss of the term (0..1 per segment of the plan) unless noted.
 * Options `scales.*`, each 0..1000. First values from a prototype; fitted for J, its worst tenth, avoidable stalls and switches on five
 * development sets with the simulator of this repository (about 1,500 evaluations of some 200 sessions, with what is
 * `evenkeel-bench tune` now); then those of the buffer, of stalls and of switches set anew by paired differences on those sets and the
 * seven built-in families (about 120 variants of 400 to 700 sessions each), and all rounded to two digits.
 */
export interface Scales {
  /** Length of the plan, seconds of media; longer when the buffer is, so that draining it is seen. */
  readonly horizonSeconds: number;
  readonly horizonPerBuffer: number;
  readonly maxHorizonSeconds: number;
  /** Plans believe medians a little less than reported, in deviations of the forecast error. */
  readonly caution: number;
  /** Spread of the scenarios per deviation. */
  readonly spread: number;
  /** Share of the uncertainty of segment sizes that adds to the next segment's spread. */
  readonly sizeSpread: number;
  /** Share of the buffer that counts as throughput in `sustainability`. */
  readonly bufferCredit: number;
  /** Loss of buffer safety per stall, and per second of it in units of a 4 s segment. */
  readonly stall: number;
  readonly stallPerSegment: number;
  /**
   * A stall in the very next segment weighs more than later ones, which can still be avoided, as the reachable buffer shrinks below
   * this, seconds, to this power, up to this factor.
   */
  readonly referenceBufferSeconds: number;
  readonly nextStallGrowth: number;
  readonly maxNextStallGrowth: number;
  /**
   * Loss for ending the plan with a low buffer: `lowBuffer * fading(end / lowBufferSeconds)`; the scale grows with the reachable
   * buffer, to this power.
   */
  readonly lowBuffer: number;
  readonly lowBufferSeconds: number;
  readonly lowBufferGrowth: number;
  /** Delay of the start, per second in units of a 4 s segment. */
  readonly startDelay: number;
  /** Loss of smoothness per switch, per unit of quality, and per squared unit (big steps hurt more). */
  readonly switchCount: number;
  readonly switchSize: number;
  readonly switchSizeSquared: number;
  /** Extra gain in total that a climb back needs for each fall, and how fast falls are forgotten, seconds. */
  readonly climbAfterFall: number;
  readonly fallHalfLifeSeconds: number;
  /** Share of the best continuation; the rest is simply staying. */
  readonly bestShare: number;
}

/** The defaults. */
export const DEFAULT_SCALES: Scales = {
  horizonSeconds: 20,
  horizonPerBuffer: 0.5,
  maxHorizonSeconds: 48,
  caution: 0.38,
  spread: 0.75,
  sizeSpread: 0.04,
  bufferCredit: 0.23,
  stall: 3.5,
  stallPerSegment: 2.4,
  referenceBufferSeconds: 43,
  nextStallGrowth: 1.2,
  maxNextStallGrowth: 3,
  lowBuffer: 0.9,
  lowBufferSeconds: 26,
  lowBufferGrowth: 0.24,
  startDelay: 0.1,
  switchCount: 0.33,
  switchSize: 6.5,
  switchSizeSquared: 1,
  climbAfterFall: 0.07,
  fallHalfLifeSeconds: 30,
  bestShare: 0.85,
};

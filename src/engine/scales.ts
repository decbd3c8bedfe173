/**
 * The inner scales of the terms: what turns seconds, bits and steps into losses. The weights say how much a term
 * counts, the scales say what it means. Units: loss of the term (0..1 per segment of the plan) unless noted.
 * Options `scales.*`, each 0..1000: what `evenkeel-bench tune` fits. First values from reference/engine.md section 6, refitted on the development traces with a
 * simulator that was thrown away: the benchmark will fit them anew, on the real players' rules.
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
  horizonSeconds: 16,
  horizonPerBuffer: 0.8,
  maxHorizonSeconds: 45,
  caution: 0.54,
  spread: 0.64,
  spreadGrowth: 0.24,
  sizeSpread: 0.1,
  bufferCredit: 0.3,
  stall: 1.6,
  stallPerSegment: 3.2,
  nextStall: 1.2,
  referenceBufferSeconds: 34,
  nextStallGrowth: 1.1,
  maxNextStallGrowth: 3,
  lowBuffer: 1.5,
  lowBufferSeconds: 10,
  lowBufferGrowth: 0.7,
  lowBufferGrowthBeyond: 0.3,
  startDelay: 0.2,
  switchCount: 0.26,
  switchSize: 1.2,
  switchSizeSquared: 2,
  climbAfterFall: 0.066,
  fallHalfLifeSeconds: 15,
  bestShare: 0.79,
  rescueShare: 0.9,
  rescueBufferShare: 0.43,
  rescueDelaySeconds: 0.4,
};

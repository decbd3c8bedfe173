/**
 * The inner scales of the terms: what turns seconds, bits and steps into losses. The weights say how much a term
 * counts, the scales say what it means. Units: loss of the term (0..1 per segment of the plan) unless noted.
 * First values from reference/engine.md section 6, refitted on the development traces with a
 * simulator that was thrown away: the benchmark will fit them anew, on the real players' rules.
 */
export const SCALES = {
  /** Length of the plan, seconds of media; longer when the buffer is, so that draining it is seen. */
  horizonSeconds: 16,
  horizonPerBuffer: 0.8,
  maxHorizonSeconds: 45,
  /** Plans believe medians a little less than reported, in deviations of the forecast error. */
  caution: 0.54,
  /** Spread of the scenarios per deviation; it grows as the reachable buffer shrinks, which corrects less. */
  spread: 0.64,
  spreadGrowth: 0.24,
  /** Share of the uncertainty of segment sizes that adds to the next segment's spread. */
  sizeSpread: 0.1,
  /** Share of the buffer that counts as throughput in `sustainability`. */
  bufferCredit: 0.3,
  /** Loss of buffer safety per stall, and per second of it in units of a 4 s segment. */
  stall: 1.6,
  stallPerSegment: 3.2,
  /** Weight of a stall in the very next segment against later ones: later ones can still be avoided. */
  nextStall: 1.2,
  /** ... growing as the reachable buffer shrinks below this, seconds, to this power, up to this factor. */
  referenceBufferSeconds: 34,
  nextStallGrowth: 1.1,
  maxNextStallGrowth: 3,
  /** Loss for ending the plan with a low buffer: `lowBuffer * exp(-end / lowBufferSeconds)`. */
  lowBuffer: 1.5,
  lowBufferSeconds: 10,
  lowBufferGrowth: 0.7,
  lowBufferGrowthBeyond: 0.3,
  /** Delay of the start, per second in units of a 4 s segment. */
  startDelay: 0.2,
  /** Loss of smoothness per switch, per unit of quality, and per squared unit (big steps hurt more). */
  switchCount: 0.26,
  switchSize: 1.2,
  switchSizeSquared: 2,
  /** Extra gain in total that a climb needs right after a fall, and how fast that is forgotten, seconds. */
  climbAfterFall: 0.066,
  fallHalfLifeSeconds: 15,
  /** Share of the best continuation; the rest is simply staying. */
  bestShare: 0.79,
  /** Part of a stall that giving the segment up in time can save, and when that would happen. */
  rescueShare: 0.9,
  rescueBufferShare: 0.43,
  rescueDelaySeconds: 0.4,
} as const;

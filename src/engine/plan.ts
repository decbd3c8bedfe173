/**
 * Stage 4: the worth of downloading the next segment in one rendition.
 *
 * For each scenario of the forecast: download this segment, then continue with the rendition that is best from
 * there to the horizon. The five terms are means per segment along that plan, then over the scenarios. Taken
 * greedily for one segment the same terms make the worst rule of all; summed along a plan they win
 * (reference/engine.md sections 0, 6 and 7, where the formulas and first constants come from).
 */
import { SCALES } from './scales.ts';
import type { Terms, Weights } from './terms.ts';

/** One possible future: the link's rate for the next segment and for the rest of the plan. */
export interface Scenario {
  readonly probability: number;
  readonly nextRateBitsPerSecond: number;
  readonly laterRateBitsPerSecond: number;
}

/** One rendition as the plan sees it. */
export interface PlanOption {
  readonly quality: number;
  readonly fit: number;
  /** Expected size of the next segment, bits. */
  readonly nextBits: number;
  /** Expected size of the segments after it, bits. */
  readonly laterBits: number;
  /** Time before the request's own round trip, e.g. to fetch its playlist, seconds. */
  readonly delaySeconds: number;
}

/** What all candidates of one decision share. */
export interface PlanSetting {
  readonly bufferSeconds: number;
  /** Most that the buffer can hold once the next segment is in, seconds. */
  readonly maxBufferSeconds: number;
  readonly segmentSeconds: number;
  readonly rttSeconds: number;
  /** False while nothing plays: waiting then delays the start instead of stalling. */
  readonly playing: boolean;
  readonly scenarios: readonly Scenario[];
  /** Renditions to continue with. */
  readonly options: readonly PlanOption[];
  /** Quality of the segment before; undefined at the start. */
  readonly previousQuality: number | undefined;
  /** The cheapest option: what a rescue falls back to. */
  readonly fallback: PlanOption;
  readonly weights: Weights;
}

/** Mutable sums of the five terms. */
interface TermSums {
  quality: number;
  sustainability: number;
  bufferSafety: number;
  smoothness: number;
  deviceFit: number;
}

const noTerms = (): TermSums => ({ quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, deviceFit: 0 });

function addScaled(sums: TermSums, terms: Terms, share: number): void {
  sums.quality += share * terms.quality;
  sums.sustainability += share * terms.sustainability;
  sums.bufferSafety += share * terms.bufferSafety;
  sums.smoothness += share * terms.smoothness;
  sums.deviceFit += share * terms.deviceFit;
}

/** Sum of weight x term, in units where the weights sum to 1. */
export function totalOf(terms: Terms, weights: Weights): number {
  const sum = weights.quality + weights.sustainability + weights.bufferSafety + weights.smoothness + weights.deviceFit;
  return (
    (weights.quality * terms.quality +
      weights.sustainability * terms.sustainability +
      weights.bufferSafety * terms.bufferSafety +
      weights.smoothness * terms.smoothness +
      weights.deviceFit * terms.deviceFit) /
    sum
  );
}

const switchLoss = (from: number | undefined, to: number): number => {
  if (from === undefined || from === to) return 0;
  const step = Math.abs(from - to);
  return SCALES.switchCount + SCALES.switchSize * step + SCALES.switchSizeSquared * step * step;
};

/** Segments that follow the next one in the plan; may be fractional. */
export function laterSegments({ bufferSeconds, segmentSeconds }: PlanSetting): number {
  const horizonSeconds = Math.min(SCALES.maxHorizonSeconds, Math.max(SCALES.horizonSeconds, SCALES.horizonPerBuffer * bufferSeconds));
  return Math.max(1, horizonSeconds / segmentSeconds - 1);
}

const stallLoss = (setting: PlanSetting, stallSeconds: number): number =>
  stallSeconds > 0 ? SCALES.stall + SCALES.stallPerSegment * (4 / setting.segmentSeconds) * stallSeconds : 0;

/** How much more a stall in the next segment weighs: small buffers leave no time to correct. */
function nextStallWeight({ maxBufferSeconds }: PlanSetting): number {
  const growth = Math.max(1, SCALES.referenceBufferSeconds / maxBufferSeconds) ** SCALES.nextStallGrowth;
  return SCALES.nextStall * Math.min(SCALES.maxNextStallGrowth, growth);
}

/** Plan in one scenario whose first download takes `firstSeconds`, continued with `next`. Means per segment. */
function planTerms(setting: PlanSetting, scenario: Scenario, first: PlanOption, firstSeconds: number, next: PlanOption): Terms {
  const { bufferSeconds, maxBufferSeconds, segmentSeconds, rttSeconds } = setting;
  const later = laterSegments(setting);
  const segments = later + 1;
  const nextStallSeconds = Math.max(0, firstSeconds - bufferSeconds);
  const afterFirst = Math.min(maxBufferSeconds, Math.max(0, bufferSeconds - firstSeconds) + segmentSeconds);
  const laterSeconds = rttSeconds + next.laterBits / scenario.laterRateBitsPerSecond;
  const laterStallSeconds = Math.max(0, laterSeconds - afterFirst, later * laterSeconds - (later - 1) * segmentSeconds - afterFirst);
  const endSeconds = Math.max(0, Math.min(maxBufferSeconds, afterFirst + later * (segmentSeconds - laterSeconds) + laterStallSeconds));
  const lowBufferSeconds = SCALES.lowBufferSeconds * (maxBufferSeconds / SCALES.referenceBufferSeconds) ** SCALES.lowBufferGrowth;
  const firstLoss = setting.playing
    ? nextStallWeight(setting) * stallLoss(setting, nextStallSeconds)
    : SCALES.startDelay * (4 / segmentSeconds) * nextStallSeconds;
  const firstSustained = Math.min(1, (SCALES.bufferCredit * bufferSeconds + segmentSeconds) / firstSeconds);
  const laterSustained = Math.min(1, (SCALES.bufferCredit * afterFirst + later * segmentSeconds) / (later * laterSeconds));
  return {
    quality: (first.quality + later * next.quality) / segments,
    sustainability: (firstSustained + later * laterSustained) / segments,
    bufferSafety: 1 - (firstLoss + stallLoss(setting, laterStallSeconds)) / segments - SCALES.lowBuffer * Math.exp(-endSeconds / lowBufferSeconds),
    smoothness: 1 - (switchLoss(setting.previousQuality, first.quality) + switchLoss(first.quality, next.quality)) / segments,
    deviceFit: (first.fit + later * next.fit) / segments,
  };
}

/** The best continuation mixed with simply staying: the plan is never so sure of its next step. */
function scenarioTerms(setting: PlanSetting, scenario: Scenario, first: PlanOption, firstSeconds: number, sums: TermSums, share: number): number {
  const hold = planTerms(setting, scenario, first, firstSeconds, first);
  const holdTotal = totalOf(hold, setting.weights);
  let best = hold;
  let bestTotal = holdTotal;
  for (const next of setting.options) {
    if (next === first) continue;
    const terms = planTerms(setting, scenario, first, firstSeconds, next);
    const total = totalOf(terms, setting.weights);
    if (total > bestTotal) {
      best = terms;
      bestTotal = total;
    }
  }
  addScaled(sums, best, share * SCALES.bestShare);
  addScaled(sums, hold, share * (1 - SCALES.bestShare));
  return SCALES.bestShare * bestTotal + (1 - SCALES.bestShare) * holdTotal;
}

/** Result of a plan: its expected terms and the chance that the next segment stalls playback. */
export interface PlanScore {
  readonly terms: Terms;
  readonly total: number;
  readonly stallRisk: number;
}

/**
 * Expected terms of downloading the next segment as `first`.
 *
 * @param remaining bits still missing and no new request needed: the plan "let it finish".
 * @param mayRescue whether a slow download may be given up later, which softens its worst scenarios.
 */
export function scorePlan(setting: PlanSetting, first: PlanOption, mayRescue: boolean, remaining?: number): PlanScore {
  const sums = noTerms();
  let stallRisk = 0;
  for (const scenario of setting.scenarios) {
    const overheadSeconds = remaining === undefined ? first.delaySeconds + setting.rttSeconds : 0;
    const firstSeconds = Math.max(0.001, overheadSeconds + (remaining ?? first.nextBits) / scenario.nextRateBitsPerSecond);
    const stalls = firstSeconds > setting.bufferSeconds;
    if (stalls) stallRisk += scenario.probability;
    const rescueAtSeconds = SCALES.rescueBufferShare * setting.bufferSeconds + setting.rttSeconds + SCALES.rescueDelaySeconds;
    const rescuedSeconds = rescueAtSeconds + setting.rttSeconds + setting.fallback.nextBits / scenario.nextRateBitsPerSecond;
    if (!mayRescue || !stalls || !setting.playing || rescuedSeconds >= firstSeconds) {
      scenarioTerms(setting, scenario, first, firstSeconds, sums, scenario.probability);
      continue;
    }
    const plain = noTerms();
    const rescued = noTerms();
    const plainTotal = scenarioTerms(setting, scenario, first, firstSeconds, plain, 1);
    const rescuedTotal = scenarioTerms(setting, scenario, setting.fallback, rescuedSeconds, rescued, 1);
    const rescueShare = rescuedTotal > plainTotal ? SCALES.rescueShare : 0;
    addScaled(sums, plain, scenario.probability * (1 - rescueShare));
    addScaled(sums, rescued, scenario.probability * rescueShare);
  }
  return { terms: sums, total: totalOf(sums, setting.weights), stallRisk };
}

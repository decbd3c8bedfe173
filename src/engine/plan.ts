/**
 * Stage 4: the worth of downloading the next segment in one rendition.
 *
 * For each scenario of the forecast: download this segment, then continue with the rendition that is best from
 * there to the horizon. The five terms are means per segment along that plan, then over the scenarios. Taken
 * greedily for one segment the same terms make the worst rule of all; summed along a plan they win
 * (reference/engine.md sections 0, 6 and 7, where the formulas and first constants come from).
 */
import { SCALES } from './scales.ts';
import { type Terms, type TermVector, type Weights, weightVector } from './terms.ts';

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
  /** Media left to load, seconds: no plan goes beyond the end. */
  readonly remainingSeconds: number;
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

/** What follows from the setting alone; worked out once per decision. */
interface PlanFrame extends PlanSetting {
  /** Segments that follow the next one in the plan; may be fractional. */
  readonly later: number;
  /** Loss per second of stall. */
  readonly stallPerSecond: number;
  /** How much more a stall in the next segment weighs: small buffers leave no time to correct. */
  readonly nextStallWeight: number;
  /** Scale on which the loss for a low buffer fades, seconds. */
  readonly lowBufferSeconds: number;
  readonly weightVector: TermVector;
}

/** Segments that a plan looks beyond the next one at least. */
const MIN_LATER_SEGMENTS = 1;

function frameOf(setting: PlanSetting): PlanFrame {
  const { bufferSeconds, segmentSeconds, maxBufferSeconds } = setting;
  const horizonSeconds = Math.min(SCALES.maxHorizonSeconds, Math.max(SCALES.horizonSeconds, SCALES.horizonPerBuffer * bufferSeconds));
  const reach = maxBufferSeconds / SCALES.referenceBufferSeconds;
  const growth = Math.max(1, 1 / reach) ** SCALES.nextStallGrowth;
  return {
    ...setting,
    later: Math.max(MIN_LATER_SEGMENTS, Math.min(horizonSeconds, setting.remainingSeconds) / segmentSeconds - 1),
    stallPerSecond: SCALES.stallPerSegment * (4 / segmentSeconds),
    nextStallWeight: SCALES.nextStall * Math.min(SCALES.maxNextStallGrowth, growth),
    lowBufferSeconds: SCALES.lowBufferSeconds * reach ** (reach < 1 ? SCALES.lowBufferGrowth : SCALES.lowBufferGrowthBeyond),
    weightVector: weightVector(setting.weights),
  };
}

const switchLoss = (from: number | undefined, to: number): number => {
  if (from === undefined || from === to) return 0;
  const step = Math.abs(from - to);
  return SCALES.switchCount + SCALES.switchSize * step + SCALES.switchSizeSquared * step * step;
};

const stallLoss = (frame: PlanFrame, stallSeconds: number): number =>
  stallSeconds > 0 ? SCALES.stall + frame.stallPerSecond * stallSeconds : 0;

/** The five terms of one plan, before they are added up. One object, written over and over: a decision compares hundreds. */
interface PlanTerms {
  quality: number;
  sustainability: number;
  bufferSafety: number;
  smoothness: number;
  fit: number;
}

/** What a first download leaves behind in one scenario: the same for every continuation. */
interface FirstStep {
  readonly first: PlanOption;
  readonly afterSeconds: number;
  readonly loss: number;
  readonly sustained: number;
  readonly switchLoss: number;
}

function takeFirst(frame: PlanFrame, first: PlanOption, firstSeconds: number): FirstStep {
  const { bufferSeconds, segmentSeconds } = frame;
  const stallSeconds = Math.max(0, firstSeconds - bufferSeconds);
  return {
    first,
    afterSeconds: Math.min(frame.maxBufferSeconds, Math.max(0, bufferSeconds - firstSeconds) + segmentSeconds),
    loss: frame.playing ? frame.nextStallWeight * stallLoss(frame, stallSeconds) : SCALES.startDelay * (4 / segmentSeconds) * stallSeconds,
    sustained: Math.min(1, (SCALES.bufferCredit * bufferSeconds + segmentSeconds) / firstSeconds),
    switchLoss: switchLoss(frame.previousQuality, first.quality),
  };
}

/** Writes the terms of going on with `next`, each of whose segments takes `laterSeconds`, into `out`; returns their weighted sum. */
function continueWith(out: PlanTerms, frame: PlanFrame, step: FirstStep, next: PlanOption, laterSeconds: number): number {
  const { maxBufferSeconds, segmentSeconds, later, weightVector } = frame;
  const { first, afterSeconds } = step;
  const segments = later + 1;
  const stallSeconds = Math.max(0, laterSeconds - afterSeconds, later * laterSeconds - (later - 1) * segmentSeconds - afterSeconds);
  const endSeconds = Math.max(0, Math.min(maxBufferSeconds, afterSeconds + later * (segmentSeconds - laterSeconds) + stallSeconds));
  const sustained = Math.min(1, (SCALES.bufferCredit * afterSeconds + later * segmentSeconds) / (later * laterSeconds));
  out.quality = (first.quality + later * next.quality) / segments;
  out.sustainability = (step.sustained + later * sustained) / segments;
  out.bufferSafety =
    1 - (step.loss + stallLoss(frame, stallSeconds)) / segments - SCALES.lowBuffer * Math.exp(-endSeconds / frame.lowBufferSeconds);
  out.smoothness = 1 - (step.switchLoss + switchLoss(first.quality, next.quality)) / segments;
  out.fit = (first.fit + later * next.fit) / segments;
  return weighted(out, weightVector);
}

const weighted = (terms: PlanTerms, weights: TermVector): number =>
  terms.quality * (weights[0] as number) +
  terms.sustainability * (weights[1] as number) +
  terms.bufferSafety * (weights[2] as number) +
  terms.smoothness * (weights[3] as number) +
  terms.fit * (weights[4] as number);

const noTerms = (): PlanTerms => ({ quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, fit: 0 });

function addScaled(sums: PlanTerms, terms: PlanTerms, share: number): void {
  sums.quality += share * terms.quality;
  sums.sustainability += share * terms.sustainability;
  sums.bufferSafety += share * terms.bufferSafety;
  sums.smoothness += share * terms.smoothness;
  sums.fit += share * terms.fit;
}

/** Plans being compared; swapped instead of copied. */
interface Scratch {
  best: PlanTerms;
  trial: PlanTerms;
  readonly hold: PlanTerms;
}

/**
 * Adds the plan that goes on with the best continuation, mixed with simply staying: a plan is never so sure of its
 * next step. Returns the total of what was added, before `share`.
 */
function addScenario(
  sums: PlanTerms,
  scratch: Scratch,
  frame: PlanFrame,
  scenario: Scenario,
  first: PlanOption,
  firstSeconds: number,
  share: number,
): number {
  const { options, rttSeconds } = frame;
  const step = takeFirst(frame, first, firstSeconds);
  const laterSecondsOf = (option: PlanOption): number => rttSeconds + option.laterBits / scenario.laterRateBitsPerSecond;
  const holdTotal = continueWith(scratch.hold, frame, step, first, laterSecondsOf(first));
  let bestTotal = holdTotal;
  for (let i = 0; i < options.length; i++) {
    const next = options[i] as PlanOption;
    if (next === first) continue;
    const total = continueWith(scratch.trial, frame, step, next, laterSecondsOf(next));
    if (total <= bestTotal) continue;
    bestTotal = total;
    const { best } = scratch;
    scratch.best = scratch.trial;
    scratch.trial = best;
  }
  addScaled(sums, bestTotal > holdTotal ? scratch.best : scratch.hold, share * SCALES.bestShare);
  addScaled(sums, scratch.hold, share * (1 - SCALES.bestShare));
  return SCALES.bestShare * bestTotal + (1 - SCALES.bestShare) * holdTotal;
}

/** Result of a plan: its expected terms and the chance that the next segment stalls playback. */
export interface PlanScore {
  readonly terms: Terms;
  readonly total: number;
  readonly stallRisk: number;
}

/** Scores one option; see {@link createPlanner}. */
export type ScorePlan = (first: PlanOption, mayRescue: boolean, remainingBits?: number) => PlanScore;

/**
 * Scores plans in one setting: how many `segments` they have, and a function for the expected terms of downloading
 * the next segment as `first`.
 *
 * - `mayRescue`: a slow download may be given up later, which softens its worst scenarios.
 * - `remainingBits`: bits still missing, no new request needed: the plan "let it finish".
 */
export function createPlanner(setting: PlanSetting): { readonly segments: number; readonly score: ScorePlan } {
  const frame = frameOf(setting);
  const scratch: Scratch = { best: noTerms(), trial: noTerms(), hold: noTerms() };
  const { bufferSeconds, rttSeconds, fallback } = setting;
  const rescueAtSeconds = SCALES.rescueBufferShare * bufferSeconds + rttSeconds + SCALES.rescueDelaySeconds;

  const score: ScorePlan = (first, mayRescue, remainingBits) => {
    const sums = noTerms();
    let stallRisk = 0;
    for (const scenario of frame.scenarios) {
      const overheadSeconds = remainingBits === undefined ? first.delaySeconds + rttSeconds : 0;
      const firstSeconds = Math.max(0.001, overheadSeconds + (remainingBits ?? first.nextBits) / scenario.nextRateBitsPerSecond);
      const stalls = firstSeconds > bufferSeconds;
      if (stalls) stallRisk += scenario.probability;
      const rescuedSeconds = rescueAtSeconds + rttSeconds + fallback.nextBits / scenario.nextRateBitsPerSecond;
      if (!mayRescue || !stalls || !frame.playing || rescuedSeconds >= firstSeconds) {
        addScenario(sums, scratch, frame, scenario, first, firstSeconds, scenario.probability);
        continue;
      }
      const plain = noTerms();
      const rescued = noTerms();
      const plainTotal = addScenario(plain, scratch, frame, scenario, first, firstSeconds, 1);
      const rescuedTotal = addScenario(rescued, scratch, frame, scenario, fallback, rescuedSeconds, 1);
      const rescueShare = rescuedTotal > plainTotal ? SCALES.rescueShare : 0;
      addScaled(sums, plain, scenario.probability * (1 - rescueShare));
      addScaled(sums, rescued, scenario.probability * rescueShare);
    }
    const { quality, sustainability, bufferSafety, smoothness, fit } = sums;
    const terms = { quality, sustainability, bufferSafety, smoothness, deviceFit: fit };
    return { terms, total: weighted(sums, frame.weightVector), stallRisk };
  };
  return { segments: frame.later + 1, score };
}

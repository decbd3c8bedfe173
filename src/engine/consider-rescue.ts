/**
 * Should the segment on its way be given up? The same plan under the transfer's own pace: "finish" against every
 * lower restart.
 */
import { assess, bestOf, totalOf } from './assess.ts';
import type { AbrConfig } from './config.ts';
import type { Decision } from './decision.ts';
import type { Forecast } from './forecast.ts';
import { paceOf } from './in-flight.ts';
import { scorePlan } from './plan.ts';
import type { PlanSetting } from './plan-setting.ts';
import type { PlayState } from './play-state.ts';
import { report } from './report.ts';
import { foldPace, isFastEnough, isInDanger, missingBits, playableSeconds } from './rescue.ts';
import { type InFlightSegment, rateOf, type Situation } from './situation.ts';
import { expectedBits } from './sizes.ts';
import { keepsUpWithSource } from './source-limited.ts';

const bitsOf = ({ renditions, segmentSeconds }: Situation, { sizes }: PlayState, index: number): number => {
  const { nextSegmentBits, rateBitsPerSecond = 0 } = renditions[index] ?? {};
  return nextSegmentBits ?? expectedBits(sizes, rateBitsPerSecond, segmentSeconds);
};

/** Of the cheapest rendition that may be played: what a rescue falls back to. */
const leastBits = (situation: Situation, play: PlayState): number =>
  situation.renditions.reduce(
    (least, { allowed, smooth }, index) => (allowed && smooth ? Math.min(least, bitsOf(situation, play, index)) : least),
    Number.POSITIVE_INFINITY,
  );

/** A decision with action `rescue`, or undefined to let the segment finish. */
export function considerRescue(
  situation: Situation,
  inFlight: InFlightSegment,
  forecast: Forecast,
  play: PlayState,
  config: AbrConfig,
  setting: PlanSetting,
): Decision | undefined {
  const pace = paceOf(play.inFlight, inFlight);
  const loading = inFlight.renditionIndex;
  const { enabled, maxPerSegment, minElapsedSeconds } = config.rescue;
  // Without a byte the server or the path is at fault: a lower rendition would wait just the same.
  if (!enabled || pace === undefined || !situation.playing) return undefined;
  if (inFlight.rescues >= maxPerSegment || inFlight.elapsedSeconds < minElapsedSeconds) return undefined;
  const wholeBits = bitsOf(situation, play, loading);
  if (keepsUpWithSource(play.inFlight.pacing, inFlight, wholeBits, situation)) return undefined;
  const missing = missingBits(inFlight, wholeBits);
  // Asked ten times a second: hardly any transfer gets past this.
  if (isFastEnough(situation, missing, Math.min(pace, forecast.next.medianBitsPerSecond), config.rescue)) return undefined;
  const folded = foldPace(forecast, pace, inFlight.elapsedSeconds - (inFlight.ttfbSeconds ?? 0), config.rescue);
  if (!isInDanger(situation, inFlight, missing, folded, leastBits(situation, play), config.rescue)) return undefined;
  const from = { ...situation, currentIndex: loading };
  const assessment = assess(from, folded, play, config, setting);
  // A restart that needs more bits than are missing cannot come sooner.
  const lower = assessment.ranked.filter(
    (index) => rateOf(situation, index) < rateOf(situation, loading) && (setting.ladder.nextBits[index] as number) < missing,
  );
  if (lower.length === 0) return undefined;
  scorePlan(setting, loading, missing, 0);
  // The pace is what is known; that the link recovers is hoped. The second rescue would come when the buffer is gone.
  const mostBits = pace * config.rescue.restartShare * playableSeconds(situation);
  const soon = lower.filter((index, at) => at === 0 || (setting.ladder.nextBits[index] as number) <= mostBits);
  for (const index of soon) scorePlan(setting, index);
  const index = bestOf(assessment, soon);
  if (totalOf(assessment, index) <= totalOf(assessment, loading)) return undefined;
  return report(from, { index, reasonCode: 'rescue-slow-segment' }, 'rescue', assessment, play);
}

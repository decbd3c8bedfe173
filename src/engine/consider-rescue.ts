/**
 * Should the segment on its way be given up? The same plan under the transfer's own pace: "finish" against every
 * lower restart.
 */
import { assess } from './assess.ts';
import type { AbrConfig } from './config.ts';
import type { Decision } from './decision.ts';
import type { Forecast } from './forecast.ts';
import { paceOf } from './in-flight.ts';
import type { PlayState } from './play-state.ts';
import { report } from './report.ts';
import { foldPace, isInDanger, missingBits } from './rescue.ts';
import { type InFlightSegment, rateOf, type Situation } from './situation.ts';

/** A restart must be better than finishing by this much of the total: half-loaded segments are worth something. */
const RESCUE_MARGIN = 0.02;

/** A decision with action `rescue`, or undefined to let the segment finish. */
export function considerRescue(
  situation: Situation,
  inFlight: InFlightSegment,
  plainForecast: Forecast,
  play: PlayState,
  config: AbrConfig,
): Decision | undefined {
  const pace = paceOf(play.inFlight, inFlight);
  const loading = inFlight.renditionIndex;
  const { enabled, maxPerSegment, minElapsedSeconds } = config.rescue;
  // Without a byte the server or the path is at fault: a lower rendition would wait just the same.
  if (!enabled || pace === undefined || !situation.playing) return undefined;
  if (inFlight.rescues >= maxPerSegment || inFlight.elapsedSeconds < minElapsedSeconds) return undefined;
  const forecast = foldPace(plainForecast, pace, inFlight.elapsedSeconds - (inFlight.ttfbSeconds ?? 0));
  const from = { ...situation, currentIndex: loading };
  const assessment = assess(from, forecast, play, config);
  const { fallback, optionOf, score, total, gain } = assessment;
  const missing = missingBits(inFlight, optionOf(loading).nextBits);
  if (!isInDanger(situation, inFlight, missing, forecast, fallback.nextBits)) return undefined;
  // A restart that needs more bits than are missing cannot come sooner.
  const lower = assessment.ranked.filter(
    (index) => rateOf(situation, index) < rateOf(situation, loading) && optionOf(index).nextBits < missing,
  );
  if (lower.length === 0) return undefined;
  score(loading, false, missing);
  for (const index of lower) score(index, false);
  const index = lower.reduce((best, candidate) => (total(candidate) > total(best) ? candidate : best));
  if (gain(index, loading) < RESCUE_MARGIN) return undefined;
  return report(from, { index, reasonCode: 'rescue-slow-segment' }, 'rescue', assessment, play);
}

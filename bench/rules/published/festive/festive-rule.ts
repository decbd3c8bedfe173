import type { PlayerView, Rule, RuleContext } from 'evenkeel/simulator';
import { highestRungWithin } from '../ladder/highest-rung.ts';
import { RecentThroughput } from '../measured/recent-throughput.ts';
import { segmentThroughput } from '../measured/segment-throughput.ts';
import { EFFICIENCY_WEIGHT, SAMPLES, TARGET_SHARE } from './constants.ts';
import { jitter } from './jitter.ts';
import { RungHistory } from './rung-history.ts';

/**
 * FESTIVE (Jiang et al., CoNEXT 2012): one rung at a time, up only after as many segments on a rung as its number (from 1),
 * and only if what is gained outweighs the recent switches. Requests are made at a buffer drawn from goal +- one segment;
 * the upper half of that is the player's own limit. On demand only: live, the edge sets the pace.
 */
export function festiveRule(): Rule {
  return {
    name: 'festive',
    start(context) {
      const { segmentSeconds, player, renditions } = context;
      const recent = new RecentThroughput(SAMPLES);
      const history = new RungHistory(SAMPLES);
      const draw = jitter(context.seed);
      let offsetSeconds = 0;
      return {
        choose(view) {
          const bitsPerSecond = recent.harmonicMean();
          if (bitsPerSecond === 0 || view.currentIndex < 0) return 0;
          const target = highestRungWithin(renditions, TARGET_SHARE * bitsPerSecond);
          return delayedUpdate(context, view.currentIndex, target, bitsPerSecond, history);
        },
        waitSeconds(view: PlayerView) {
          const limitSeconds = view.maxBufferSeconds - offsetSeconds;
          if (player.live || limitSeconds <= segmentSeconds) return 0;
          return Math.max(0, view.bufferSeconds - limitSeconds) / view.playbackRate;
        },
        downloaded(download) {
          const throughput = segmentThroughput(download);
          if (throughput === undefined) return;
          recent.add(throughput);
          history.add(download.renditionIndex);
          offsetSeconds = Math.max(0, (2 * draw() - 1) * segmentSeconds);
        },
      };
    },
  };
}

/** Stays, or goes one rung towards the target: whichever has the lower 2^switches + alpha x |rate / fair rate - 1|. */
function delayedUpdate(context: RuleContext, current: number, target: number, bitsPerSecond: number, history: RungHistory): number {
  let next = current;
  if (target < current) next = current - 1;
  else if (target > current && history.heldCount >= current + 1) next = current + 1;
  if (next === current) return current;
  const rateOf = (rung: number): number => context.renditions[rung]?.rateBitsPerSecond ?? 0;
  const fairRate = Math.min(bitsPerSecond, rateOf(next));
  const switches = history.switchCount();
  const cost = (rung: number): number =>
    2 ** (switches + (rung === current ? 0 : 1)) + EFFICIENCY_WEIGHT * Math.abs(rateOf(rung) / fairRate - 1);
  return cost(next) < cost(current) ? next : current;
}

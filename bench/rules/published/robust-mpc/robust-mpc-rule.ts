import type { Rule } from 'evenkeel/simulator';
import { segmentSizes } from '../ladder/segment-sizes.ts';
import { goalNowSeconds } from '../ladder/steady-goal.ts';
import { segmentThroughput } from '../measured/segment-throughput.ts';
import { HORIZON_SEGMENTS, SWITCH_COST, stallCost } from './constants.ts';
import { ExactPlanner } from './exact-plan.ts';
import { RobustForecast } from './robust-forecast.ts';

export interface MpcOptions {
  /** False: plain MPC, no discount. Default true. */
  readonly discounts?: boolean;
}

/**
 * RobustMPC (Yin et al., SIGCOMM 2015): the plan of 5 segments with the best QoE under a discounted forecast; its first
 * segment is loaded and the plan made anew. The first segment of all, with nothing measured, is the lowest. The plan
 * knows the buffer's limit, as the paper's equations do (Pensieve's remake leaves it out), and gives up no transfer.
 */
export function robustMpcRule(options: MpcOptions = {}): Rule {
  const { discounts = true } = options;
  return {
    name: discounts ? 'robust-mpc' : 'mpc',
    start(context) {
      const { renditions, segmentSeconds } = context;
      const rungs = renditions.length;
      const quality = Float64Array.from(renditions, (rendition) => rendition.rateBitsPerSecond / 1e6);
      const topRate = renditions[rungs - 1]?.rateBitsPerSecond ?? 1;
      const planner = new ExactPlanner({ quality, switchCost: SWITCH_COST, stallCost: stallCost(topRate) }, HORIZON_SEGMENTS);
      const sizeBits = segmentSizes(context);
      const forecast = new RobustForecast();
      const downloadSeconds = new Float64Array(HORIZON_SEGMENTS * rungs);
      const problem = { steps: 1, segmentSeconds, bufferSeconds: 0, goalSeconds: 0, lastRung: -1, downloadSeconds };
      return {
        choose(view) {
          const bitsPerSecond = discounts ? forecast.discounted() : forecast.mean();
          if (bitsPerSecond === 0) return 0;
          problem.steps = Math.max(1, Math.min(HORIZON_SEGMENTS, Math.round(view.remainingSeconds / segmentSeconds)));
          // Media plays faster or slower than the clock: all of the plan is in seconds of media.
          const mediaPerBit = view.playbackRate / bitsPerSecond;
          for (let step = 0; step < problem.steps; step++) {
            for (let rung = 0; rung < rungs; rung++) {
              downloadSeconds[step * rungs + rung] = sizeBits(rung, view.segmentIndex + step) * mediaPerBit;
            }
          }
          problem.bufferSeconds = view.bufferSeconds;
          problem.goalSeconds = Math.max(goalNowSeconds(context, view), view.bufferSeconds);
          problem.lastRung = view.currentIndex;
          return planner.best(problem);
        },
        downloaded(download) {
          const throughput = segmentThroughput(download);
          if (throughput !== undefined) forecast.add(throughput);
        },
      };
    },
  };
}

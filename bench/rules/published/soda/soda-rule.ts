import type { Rule } from 'evenkeel/simulator';
import { goalNowSeconds, steadyGoalSeconds } from '../ladder/steady-goal.ts';
import { EwmaThroughput } from '../measured/ewma-throughput.ts';
import { segmentThroughput } from '../measured/segment-throughput.ts';
import { HORIZON_INTERVALS, SODA_WEIGHTS, type SodaWeights } from './constants.ts';
import { MonotonePlanner } from './monotone-plan.ts';

/** SODA (Chen et al., SIGCOMM 2024): smooth, time-based MPC with a buffer target. It plays nominal rates and knows no sizes, as published. */
export function sodaRule(weights: SodaWeights = SODA_WEIGHTS): Rule {
  return {
    name: 'soda',
    start(context) {
      const { segmentSeconds, renditions, player } = context;
      const rates = Float64Array.from(renditions, (rendition) => rendition.rateBitsPerSecond);
      const planner = new MonotonePlanner(rates, weights);
      const throughput = new EwmaThroughput();
      const steadySeconds = steadyGoalSeconds(context);
      const problem = {
        intervals: HORIZON_INTERVALS,
        segmentSeconds,
        bufferSeconds: 0,
        goalSeconds: 0,
        targetSeconds: 0,
        bitsPerSecond: 0,
        lastRung: 0,
        highestRung: 0,
      };
      return {
        choose(view) {
          const bitsPerSecond = throughput.forecast() / view.playbackRate;
          if (bitsPerSecond === 0) return 0;
          problem.bufferSeconds = view.bufferSeconds;
          // On demand one goal for all rungs: hls.js's own moves with the rung.
          problem.goalSeconds = player.live ? goalNowSeconds(context, view) : steadySeconds;
          problem.targetSeconds = Math.min(weights.targetShare * problem.goalSeconds, weights.mostTargetSeconds);
          problem.bitsPerSecond = bitsPerSecond;
          problem.lastRung = Math.max(0, view.currentIndex);
          // At most the lowest rate that is not below the forecast.
          let highest = 0;
          while (highest < rates.length - 1 && (rates[highest] as number) < bitsPerSecond) highest++;
          problem.highestRung = highest;
          return planner.best(problem);
        },
        downloaded(download) {
          const sample = segmentThroughput(download);
          if (sample !== undefined) throughput.add(sample, download.endSeconds - download.requestSeconds);
        },
      };
    },
  };
}

import type { Rule } from 'evenkeel/simulator';
import { logUtilities } from '../ladder/log-utility.ts';
import { segmentSizes } from '../ladder/segment-sizes.ts';
import { goalNowSeconds } from '../ladder/steady-goal.ts';
import { EwmaThroughput } from '../measured/ewma-throughput.ts';
import { segmentThroughput } from '../measured/segment-throughput.ts';
import {
  BIN_SECONDS,
  FUGU_TUNING,
  type FuguTuning,
  HORIZON_SEGMENTS,
  MOST_BUFFER_SECONDS,
  MOST_TRANSMISSION_SECONDS,
  SWITCH_COST,
} from './constants.ts';
import { ErrorDistribution } from './error-distribution.ts';
import { TransmissionTimes } from './transmission-times.ts';
import { ValueIteration } from './value-iteration.ts';

/**
 * Like Fugu (Yan et al., NSDI 2020): value iteration over a distribution of transmission times. Its neural net is replaced by
 * the session's own errors of an EWMA forecast, its SSIM by the logarithm of the rate. The first segment is the lowest.
 */
export function fuguRule(tuning: FuguTuning = FUGU_TUNING): Rule {
  return {
    name: 'fugu',
    start(context) {
      const { renditions, segmentSeconds } = context;
      const rungs = renditions.length;
      const planner = new ValueIteration(
        { quality: logUtilities(renditions), switchCost: SWITCH_COST, stallCost: tuning.stallCost },
        Math.ceil(MOST_BUFFER_SECONDS / BIN_SECONDS),
        MOST_TRANSMISSION_SECONDS / BIN_SECONDS,
      );
      const times = new TransmissionTimes(HORIZON_SEGMENTS * rungs);
      const errors = new ErrorDistribution(tuning.priorDeviation, tuning.priorWeight, tuning.errorSamples);
      const throughput = new EwmaThroughput();
      const sizeBits = segmentSizes(context);
      const problem = {
        steps: 1,
        bufferBin: 0,
        segmentBins: Math.min(Math.max(1, Math.round(segmentSeconds / BIN_SECONDS)), MOST_BUFFER_SECONDS / BIN_SECONDS),
        goalBin: 0,
        lastRung: -1,
      };
      return {
        choose(view) {
          const bitsPerSecond = throughput.forecast() / view.playbackRate;
          if (bitsPerSecond === 0) return 0;
          problem.steps = Math.max(1, Math.min(HORIZON_SEGMENTS, Math.round(view.remainingSeconds / segmentSeconds)));
          for (let place = 0; place < problem.steps * rungs; place++) {
            const step = Math.floor(place / rungs);
            const rung = place - step * rungs;
            // Nominal sizes are the same at every step.
            if (step > 0 && context.sizeBits === undefined) times.copy(rung, place);
            else times.set(place, sizeBits(rung, view.segmentIndex + step) / bitsPerSecond, errors);
          }
          const bufferSeconds = Math.min(view.bufferSeconds, MOST_BUFFER_SECONDS);
          const goalSeconds = Math.min(Math.max(goalNowSeconds(context, view), bufferSeconds), MOST_BUFFER_SECONDS);
          problem.bufferBin = Math.round(bufferSeconds / BIN_SECONDS);
          problem.goalBin = Math.max(Math.floor(goalSeconds / BIN_SECONDS), problem.bufferBin);
          problem.lastRung = view.currentIndex;
          return planner.best(problem, times);
        },
        downloaded(download) {
          const sample = segmentThroughput(download);
          if (sample === undefined) return;
          const forecast = throughput.forecast();
          if (forecast > 0) errors.add(sample / forecast);
          throughput.add(sample, Math.min(download.endSeconds - download.requestSeconds, MOST_TRANSMISSION_SECONDS));
        },
      };
    },
  };
}

import type { Rule } from 'evenkeel/simulator';
import { highestRungWithin } from '../ladder/highest-rung.ts';
import { RecentThroughput } from '../measured/recent-throughput.ts';
import { segmentThroughput } from '../measured/segment-throughput.ts';

/** Samples in the mean: as in MPC's paper. */
const SAMPLES = 5;
/** Share of the measured throughput that may be spent: dash.js's and Sabre's bandwidth safety factor. */
const SAFETY = 0.9;

/** The plain rule that every player began with: the highest rung below 0.9 x the harmonic mean of the last 5 segments. */
export function throughputRule(): Rule {
  return {
    name: 'throughput',
    start(context) {
      const recent = new RecentThroughput(SAMPLES);
      return {
        choose: () => highestRungWithin(context.renditions, SAFETY * recent.harmonicMean()),
        downloaded(download) {
          const throughput = segmentThroughput(download);
          if (throughput !== undefined) recent.add(throughput);
        },
      };
    },
  };
}

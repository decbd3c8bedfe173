import type { Rule } from '../rule.ts';
import { knownSession } from './known-session.ts';
import { offlineOptimum } from './optimum.ts';

/**
 * Plays the schedule that the offline optimum found. What the optimum leaves out (slow start, playlists, polling) makes it score a
 * little less here: for its stalls, switches and bytes. The bound itself is `offlineOptimum(...).upperBound`.
 */
export function optimumRule(): Rule {
  return {
    name: 'optimum',
    start(context) {
      const { schedule, startWaitSeconds } = offlineOptimum(knownSession(context));
      return {
        choose: ({ segmentIndex }) => schedule[Math.min(segmentIndex, schedule.length - 1)] as number,
        // Counted from the session's first request: playlists take their time out of the wait.
        waitSeconds: ({ segmentIndex, atSeconds, started }) =>
          segmentIndex === 0 && !started ? Math.max(0, startWaitSeconds - atSeconds) : 0,
      };
    },
  };
}

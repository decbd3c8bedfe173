import type { Rule } from '../rule.ts';

/** Plays a schedule: `schedule[k]` is the rung of segment k. */
export const scheduleRule = (name: string, schedule: readonly number[]): Rule => ({
  name,
  start: () => ({ choose: ({ segmentIndex }) => schedule[Math.min(segmentIndex, schedule.length - 1)] as number }),
});

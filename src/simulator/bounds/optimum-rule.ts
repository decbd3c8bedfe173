import type { Rule } from '../rule.ts';
import { knownSession } from './known-session.ts';
import { offlineOptimum } from './optimum.ts';
import { scheduleRule } from './schedule-rule.ts';

/** Plays the schedule that the offline optimum found, and scores what the optimum says. */
export function optimumRule(): Rule {
  return {
    name: 'optimum',
    start: (context) => scheduleRule('optimum', offlineOptimum(knownSession(context)).schedule).start(context),
  };
}

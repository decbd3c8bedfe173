/** Plays tasks one after another in a process of its own: a player in an endless loop must not take the others with it. */

import { type Outcome, violations } from './outcome.ts';
import { neighbourOf } from './schedule.ts';
import { playSession } from './session.ts';
import { type DestroyMoment, scheduleOf, type Task, type TaskResult } from './task.ts';

// Players warn on the console of what these sessions do to them.
console.warn = console.error = () => undefined;

/** How many neighbours of a schedule are asked whether an end is the player's own. */
const MAX_NEIGHBOURS = 24;

const nearby = (moment: DestroyMoment, i: number): DestroyMoment => {
  const step = i % 2 ? i : -i;
  return 'task' in moment ? { task: Math.max(1, moment.task + step) } : { event: Math.max(1, moment.event + step) };
};

process.on('message', (task: Task) => {
  void work(task).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// The command ended.
process.on('disconnect', () => process.exit(0));

async function work(task: Task): Promise<TaskResult> {
  const schedule = scheduleOf(task);
  const evenkeel = await playSession(schedule, task.player, 'evenkeel', task.destroyAt);
  const isClean = evenkeel.escapes.length + evenkeel.internal.length + evenkeel.faults.length + evenkeel.leftovers.length === 0;
  // Moments of destruction are many, and the built-in rule's are only asked for to compare what went wrong.
  const builtIn = task.destroyAt && isClean ? evenkeel : await playSession(schedule, task.player, 'built-in', task.destroyAt);
  const neighbours: Outcome[] = [];
  for (let i = 1; i <= MAX_NEIGHBOURS && violations(evenkeel, builtIn, neighbours).length > 0; i++) {
    // A moment of destruction has other moments beside it.
    const at = task.destroyAt && nearby(task.destroyAt, i);
    neighbours.push(await playSession(neighbourOf(schedule, i), task.player, 'built-in', at));
  }
  return { builtIn, evenkeel, neighbours };
}
process.send?.({ ready: true });

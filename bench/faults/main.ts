/** `npm run test:faults`: real players, real faults, no real time; `--browser` and `--leaks` for what needs a browser. */
import { writeFileSync } from 'node:fs';
import { UsageError } from '../command/usage-error.ts';
import { type FaultOptions, HELP, readArguments } from './arguments.ts';
import { KINDS } from './kinds.ts';
import type { PlayerName } from './players.ts';
import { runTasks } from './pool.ts';
import { differences, faultTable, lawBreakers, type Played } from './table.ts';
import type { DestroyMoment, Task } from './task.ts';

/** Events in which destroy() is called, of `--moments`; the rest are tasks. */
const EVENT_SHARE = 0.2;
/** From here on only every seventh task: the first ones hold the start-up, where most is awaited. */
const EVERY_TASK_UNTIL = 250;
const DEFAULT_WIDTH = 160;

function momentsOf(count: number): DestroyMoment[] {
  const eventCount = Math.floor(count * EVENT_SHARE);
  const events = Array.from({ length: eventCount }, (_, i) => ({ event: i + 1 }));
  const tasks = Array.from({ length: count - eventCount }, (_, i) => ({
    task: i < EVERY_TASK_UNTIL ? i + 1 : EVERY_TASK_UNTIL + (i - EVERY_TASK_UNTIL + 1) * 7,
  }));
  return [...events, ...tasks];
}

function tasksOf({ players, kinds, schedules, seed, firstSeed, moments }: FaultOptions): Task[] {
  if (seed !== undefined) return players.map((player) => ({ player, seed, kinds }));
  return players.flatMap((player) => [
    ...Array.from({ length: schedules }, (_, i) => ({ player, seed: firstSeed + i, kinds })),
    // HLS and DASH in turn.
    ...momentsOf(moments).map((destroyAt, i) => ({ player, seed: i, kinds: [], destroyAt })),
  ]);
}

/** The players in turn, so that each meets every kind in the long run. */
function browserTasks(options: FaultOptions): Task[] {
  const { players, kinds, schedules, firstSeed, seed } = options;
  if (seed !== undefined) return tasksOf(options);
  return Array.from({ length: schedules }, (_, i) => {
    const round = Math.floor(i / KINDS.length);
    return { player: players[(i + round) % players.length] as PlayerName, seed: firstSeed + i, kinds };
  });
}

async function playAll(options: FaultOptions): Promise<Played[]> {
  if (options.mode === 'browser') {
    const { playInBrowser } = await import('./browser/run.ts');
    return playInBrowser(browserTasks(options), options.jobs);
  }
  const tasks = tasksOf(options);
  const played: Played[] = [];
  let printed = 0;
  await runTasks(tasks, options.jobs, (task, result) => {
    played.push({ task, result });
    const tenths = Math.floor((played.length * 10) / tasks.length);
    if (tenths > printed) process.stderr.write(`${played.length}/${tasks.length} sessions\n`);
    printed = tenths;
  });
  // In the order in which they were asked for, whichever process was faster.
  return played.sort((a, b) => tasks.indexOf(a.task) - tasks.indexOf(b.task));
}

async function run(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  if (options.mode === 'leaks') {
    const { measureLeaks } = await import('./browser/leaks.ts');
    return measureLeaks(options.players, options.cycles);
  }
  const played = await playAll(options);
  if (options.json) writeFileSync(options.json, JSON.stringify(played, undefined, 1));
  const width = process.stdout.columns ?? DEFAULT_WIDTH;
  console.log('Cells are built-in / Evenkeel.');
  for (const player of options.players) console.log(`\n${faultTable(player, played, width)}`);
  console.log(`\n${differences(played).join('\n')}`);
  const broken = lawBreakers(played);
  if (broken.length > 0) console.log(`\nTHE LAW IS BROKEN\n${broken.join('\n')}`);
  else console.log('\nThe law holds in every session.');
  return broken.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\nSee npm run test:faults -- --help` : error);
  process.exitCode = 2;
}

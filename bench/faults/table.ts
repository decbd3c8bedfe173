/** What came of all schedules, in the terminal: built-in rule and ours side by side. */
import { textGrid } from '../report/text-grid.ts';
import { KINDS } from './kinds.ts';
import { isWorse, type Outcome, violations } from './outcome.ts';
import type { PlayerName } from './players.ts';
import { scheduleOf, type Task, type TaskResult, titleOf } from './task.ts';

export interface Played {
  readonly task: Task;
  readonly result: TaskResult;
}

const pair = (played: readonly Played[], count: (outcome: Outcome) => boolean | number): string => {
  const sum = (rule: 'builtIn' | 'evenkeel'): number => played.reduce((total, { result }) => total + Number(count(result[rule])), 0);
  return `${sum('builtIn')} / ${sum('evenkeel')}`;
};
/** Exceptions that reached the page or the player, whoever's. */
const escapesOf = ({ escapes, internal, faults }: Outcome): number => escapes.length + internal.length + faults.length;

function row(title: string, played: readonly Played[]): string[] {
  return [
    title,
    String(played.length),
    pair(played, ({ end }) => end === 'ended' || end === 'destroyed'),
    pair(played, ({ end }) => end === 'fatal'),
    String(played.filter(({ result }) => isWorse(result.evenkeel, result.builtIn)).length),
    pair(played, ({ end }) => end === 'hang'),
    pair(played, escapesOf),
    pair(played, ({ leftovers }) => leftovers.length),
    pair(played, ({ stalledSeconds }) => Math.round(stalledSeconds)),
  ];
}

/** One player's table. Cells are built-in / Evenkeel. */
export function faultTable(player: PlayerName, played: readonly Played[], width: number): string {
  const mine = played.filter(({ task }) => task.player === player);
  const schedules = mine.filter(({ task }) => !task.destroyAt);
  const rows = KINDS.map(({ id, title }) => [title, schedules.filter(({ task }) => scheduleOf(task).kind === id)] as const)
    .filter(([, some]) => some.length > 0)
    .map(([title, some]) => row(title, some));
  const moments = mine.filter(({ task }) => task.destroyAt);
  // The built-in rule plays these only where ours leaves something to compare.
  const sweep = moments.length > 0 ? [row('destroy() after each task and in each event', moments)] : [];
  const lines = textGrid(
    [
      { title: player === 'hls' ? 'hls.js' : 'Shaka', align: 'left', dropped: 0 },
      { title: 'tried', align: 'right', dropped: 0 },
      { title: 'ended well', align: 'right', dropped: 0 },
      { title: 'fatal error', align: 'right', dropped: 0 },
      { title: 'ours worse', align: 'right', dropped: 0 },
      { title: 'hangs', align: 'right', dropped: 0 },
      { title: 'escapes', align: 'right', dropped: 0 },
      { title: 'left over', align: 'right', dropped: 0 },
      { title: 'stalled, s', align: 'right', dropped: 1 },
    ],
    [...rows, ...(schedules.length > 0 ? [row('all schedules', schedules)] : []), ...sweep],
    width,
  );
  return lines.join('\n');
}

const failed = ({ end }: Outcome): boolean => end === 'fatal' || end === 'hang';
const describe = ({ end, fatal }: Outcome): string => (fatal ? `${end} ${fatal}` : end);

/** Schedules that one rule survives and the other does not. */
export function differences(played: readonly Played[]): string[] {
  const line = ({ task, result }: Played): string => {
    const { kind, also } = scheduleOf(task);
    const isPlayersOwn =
      isWorse(result.evenkeel, result.builtIn) && violations(result.evenkeel, result.builtIn, result.neighbours).length === 0;
    const note = isPlayersOwn ? `; the built-in rule meets the same on neighbouring schedule ${result.neighbours.length}` : '';
    return `  ${titleOf(task)}: ${[kind, ...also].join(' + ')}: built-in ${describe(result.builtIn)}, Evenkeel ${describe(result.evenkeel)}${note}`;
  };
  const better = played.filter(({ result }) => failed(result.builtIn) && !failed(result.evenkeel));
  const worse = played.filter(({ result }) => !failed(result.builtIn) && failed(result.evenkeel));
  return [
    `Faults that the built-in rule fails and Evenkeel passes: ${better.length}`,
    ...better.map(line),
    `Faults that Evenkeel fails and the built-in rule passes: ${worse.length}`,
    ...worse.map(line),
  ];
}

/** Sessions that break the law, each with how to play it again. */
export function lawBreakers(played: readonly Played[]): string[] {
  return played.flatMap(({ task, result }) => {
    // Which moment is the n-th event depends on what was loaded: all moments of the sweep are each other's neighbours.
    const moments = task.destroyAt ? played.filter((other) => other.task.destroyAt && other.task.player === task.player) : [];
    const neighbours = [...result.neighbours, ...moments.flatMap((other) => [other.result.builtIn, ...other.result.neighbours])];
    // A session that was clean stands in for the built-in rule's own.
    const theirs = neighbours.filter((outcome) => !played.some((other) => other.result.evenkeel === outcome));
    const found = violations(result.evenkeel, result.builtIn, theirs);
    return found.length > 0 ? [`${titleOf(task)} (${scheduleOf(task).kind})`, ...found.map((text) => `    ${text.slice(0, 1500)}`)] : [];
  });
}

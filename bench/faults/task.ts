/** What a worker is asked, and what it answers. */
import type { KindId } from './kinds.ts';
import type { Outcome } from './outcome.ts';
import type { PlayerName } from './players.ts';
import { drawSchedule, type Schedule } from './schedule.ts';

/** Ends a session early, at one exact moment: after so many tasks of the page, or inside so-manieth event of the player. */
export type DestroyMoment = { readonly task: number } | { readonly event: number };

export interface Task {
  readonly player: PlayerName;
  readonly seed: number;
  readonly kinds: readonly KindId[];
  /** Destroys a session without faults instead of playing the seed's schedule. */
  readonly destroyAt?: DestroyMoment;
}

export interface TaskResult {
  readonly builtIn: Outcome;
  readonly evenkeel: Outcome;
  /** The built-in rule on neighbouring schedules; only where ours ended worse or something was thrown. */
  readonly neighbours: readonly Outcome[];
}

/** A link that collapses, so that a rescue is among the moments; the seed chooses DASH or HLS. */
const COLLAPSING = [
  [6000, 5000],
  [30_000, 300],
] as const;

export const scheduleOf = ({ seed, kinds, destroyAt }: Task): Schedule => {
  const drawn = drawSchedule(seed, kinds);
  if (!destroyAt) return drawn;
  return {
    ...drawn,
    kind: 'destroy',
    also: [],
    faults: [],
    actions: [],
    variant: undefined,
    samples: COLLAPSING,
    rttSeconds: 0.05,
    isDash: seed % 2 === 0,
  };
};

export const titleOf = ({ player, seed, kinds, destroyAt }: Task): string =>
  destroyAt
    ? `${player}, destroy() ${'task' in destroyAt ? `after task ${destroyAt.task}` : `in event ${destroyAt.event}`}, seed ${seed}`
    : `${player}, --seed ${seed}${kinds.length > 0 ? ` --kinds ${kinds.join(',')}` : ''}`;

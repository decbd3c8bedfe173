/** The command line of `npm run test:faults`. */
import { parseArgs } from 'node:util';
import { UsageError } from '../command/usage-error.ts';
import { readList, readWhole } from '../command/values.ts';
import { KINDS, type KindId } from './kinds.ts';
import type { PlayerName } from './players.ts';

export interface FaultOptions {
  readonly help: boolean;
  readonly mode: 'speed' | 'browser' | 'leaks';
  readonly players: readonly PlayerName[];
  readonly kinds: readonly KindId[];
  readonly schedules: number;
  /** Replays this one alone. */
  readonly seed: number | undefined;
  readonly firstSeed: number;
  /** Moments of destruction per player. */
  readonly moments: number;
  readonly cycles: number;
  readonly jobs: number;
  readonly json: string | undefined;
}

const PLAYERS: readonly PlayerName[] = ['hls', 'shaka'];

export const HELP = `Usage: npm run test:faults -- [options]

Plays both players' real code through seeded random faults, with the built-in rule and with Evenkeel on the same
schedules: at speed in Node, on a virtual clock and a fake media source. Prints how each kind of fault ended.
The law: playback ends at the end of the film, or at a fatal error of the player or a hang that the built-in rule
meets too; nothing of ours is thrown at the page; nothing of ours is left after destroy().

  --schedules N   per player, 1 to 5000 (default 200; with --browser for both together, default 30)
  --player LIST   ${PLAYERS.join(', ')} (default both)
  --kinds LIST    only ${KINDS.map(({ id }) => id).join(', ')}
  --seed N        one schedule again, with what broke it
  --first-seed N  where the seeds begin (default 0)
  --moments N     moments of destroy() per player, 0 to 5000 (default 600)
  --jobs N        processes, or browser pages, at the same time, 1 to 8 (default 2)
  --browser       in the real browser, in real time
  --leaks         no schedules: memory over create/destroy cycles in the real browser
  --cycles N      of --leaks, 20 to 1000 (default 100)
  --json FILE     also write every outcome
  --help          this text

Exit code 1 when the law is broken.`;

/** @throws UsageError */
export function readArguments(args: readonly string[]): FaultOptions {
  const values = parsed(args);
  const isBrowser = values.browser ?? false;
  return {
    help: values.help ?? false,
    mode: values.leaks ? 'leaks' : isBrowser ? 'browser' : 'speed',
    players: (readList('player', values.player) ?? PLAYERS).map((name) => find('player', PLAYERS, name)),
    kinds: (readList('kinds', values.kinds) ?? []).map((name) =>
      find(
        'kinds',
        KINDS.map(({ id }) => id),
        name,
      ),
    ),
    schedules: readWhole('schedules', values.schedules, 1, 5000) ?? (isBrowser ? 30 : 200),
    seed: readWhole('seed', values.seed, 0, 1_000_000),
    firstSeed: readWhole('first-seed', values['first-seed'], 0, 1_000_000) ?? 0,
    moments: readWhole('moments', values.moments, 0, 5000) ?? 600,
    cycles: readWhole('cycles', values.cycles, 20, 1000) ?? 100,
    jobs: readWhole('jobs', values.jobs, 1, 8) ?? 2,
    json: values.json,
  };
}

function find<Name extends string>(option: string, names: readonly Name[], name: string): Name {
  const found = names.find((each) => each === name);
  if (!found) throw new UsageError(`--${option} must be of ${names.join(', ')}, got "${name}"`);
  return found;
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        schedules: text,
        player: list,
        kinds: list,
        seed: text,
        'first-seed': text,
        moments: text,
        jobs: text,
        browser: flag,
        leaks: flag,
        cycles: text,
        json: text,
        help: flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

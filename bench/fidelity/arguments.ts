/** The command line of `npm run fidelity`. */
import { parseArgs } from 'node:util';
import { UsageError } from '../command/usage-error.ts';
import { readList, readWhole } from '../command/values.ts';
import { PLAYER_NAMES, type PlayerName } from '../compare/arguments.ts';

export interface FidelityOptions {
  readonly help: boolean;
  readonly players: readonly PlayerName[];
  /** Files or folders; undefined: the built-in networks. */
  readonly traces: readonly string[] | undefined;
  readonly sessions: number;
  readonly jobs: number;
  readonly seconds: number;
  readonly json: string | undefined;
  readonly again: string | undefined;
  readonly requests: boolean;
}

export const HELP = `Usage: npm run fidelity -- [options]

Plays sessions in a real browser, in real time, on traces through the demo's origin: hls.js and Shaka, each with its built-in
rule and with Evenkeel. Then simulates the same sessions and prints how far the simulator is off: segments at another rung,
start-up delay, stalls, bytes. Differences are simulated less browser.

  --sessions N     how many, 1 to 200 (default 20: five networks, two players, two rules)
  --player LIST    ${PLAYER_NAMES.join(', ')} or all (default hls,shaka-dash)
  --traces PATHS   trace files or folders in place of the built-in networks; the first 20 minutes of each
  --seconds N      how much of each session, 20 to 500 (default 90)
  --jobs N         browser sessions at the same time, 1 to 4 (default 2; each decodes one video)
  --json FILE      also write everything, the requests of both included
  --again FILE     no browser: simulates the sessions of a file of --json once more
  --requests       print the requests of both side by side
  --help           this text

Exit code 1 when a session fails. Falling short of a target does not: the summary says so.

Examples:
  npm run fidelity -- --sessions 4
  npm run fidelity -- --player hls --traces my-traces.jsonl --seconds 180 --json fidelity.json
  npm run fidelity -- --again bench/fidelity/recorded/sessions.json --requests`;

/** @throws UsageError */
export function readArguments(args: readonly string[]): FidelityOptions {
  const values = parsed(args);
  const players = readList('player', values.player) ?? ['hls', 'shaka-dash'];
  return {
    help: values.help ?? false,
    players: players.includes('all') ? PLAYER_NAMES : players.map(findPlayer),
    traces: readList('traces', values.traces),
    sessions: readWhole('sessions', values.sessions, 1, 200) ?? 20,
    jobs: readWhole('jobs', values.jobs, 1, 4) ?? 2,
    seconds: readWhole('seconds', values.seconds, 20, 500) ?? 90,
    json: values.json,
    again: values.again,
    requests: values.requests ?? false,
  };
}

const findPlayer = (name: string): PlayerName => {
  const found = PLAYER_NAMES.find((each) => each === name);
  if (!found) throw new UsageError(`--player knows ${PLAYER_NAMES.join(', ')} and all, got "${name}"`);
  return found;
};

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  const options = { player: list, traces: list, sessions: text, jobs: text, seconds: text, json: text, again: text, requests: flag };
  try {
    return parseArgs({ args: [...args], options: { ...options, help: { ...flag, short: 'h' } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

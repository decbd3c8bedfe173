/** The command line of `npm run compare`. */
import { parseArgs } from 'node:util';
import { NETWORK_PROFILES } from 'evenkeel/link';

export const PLAYER_NAMES = ['hls', 'shaka-hls', 'shaka-dash'] as const;
export type PlayerName = (typeof PLAYER_NAMES)[number];
const TABLE_NAMES = ['cbr', 'vbr', 'film'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

export interface CompareOptions {
  readonly players: readonly PlayerName[];
  readonly profiles: readonly string[];
  readonly table: TableName;
  /** Length of each run, seconds. */
  readonly seconds: number;
  /** Runs at the same time. */
  readonly jobs: number;
  readonly out: string | undefined;
  /** Only print the tables of a recorded file. */
  readonly print: string | undefined;
}

const PROFILE_NAMES = NETWORK_PROFILES.map(({ id }) => id);

const HELP = `Usage: npm run compare -- [options]

Plays the built-in rule and Evenkeel side by side on identical links in a real browser, in real time, and prints
start-up delay, stalls, bitrate, log-utility, QoE, switches and bytes of both.

  --player LIST    ${PLAYER_NAMES.join(', ')} or all (default all)
  --profile LIST   ${PROFILE_NAMES.join(', ')} or all (default all)
  --table NAME     segment sizes: ${TABLE_NAMES.join(', ')} (default vbr)
  --seconds N      length of each run, 10 to 3600 (default 180)
  --jobs N         runs at the same time, 1 to 8 (default 1; each run decodes two videos)
  --out FILE       also write JSON
  --print FILE     play nothing: print the tables of a file written before
  --help           this text

Examples:
  npm run compare -- --profile cliff --player hls --seconds 60
  npm run compare -- --out bench-results/compare.json`;

function fail(message: string): never {
  console.error(`${message}\nSee npm run compare -- --help`);
  process.exit(2);
}

function readList<Name extends string>(option: string, text: string, known: readonly Name[]): readonly Name[] {
  if (text === 'all') return known;
  return text.split(',').map((name) => known.find((each) => each === name) ?? fail(`--${option} knows ${known.join(', ')}, got "${name}"`));
}

function readNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most
    ? value
    : fail(`--${option} must be a whole number from ${least} to ${most}, got "${text}"`);
}

/** Reads the arguments; ends the process after `--help`, and with exit code 2 and a message when they are wrong. */
export function readArguments(args: string[]): CompareOptions {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args,
      options: {
        player: text,
        profile: text,
        table: text,
        seconds: text,
        jobs: text,
        out: text,
        print: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const [table] = readList('table', values.table ?? 'vbr', TABLE_NAMES);
    return {
      players: readList('player', values.player ?? 'all', PLAYER_NAMES),
      profiles: readList('profile', values.profile ?? 'all', PROFILE_NAMES),
      table: table ?? 'vbr',
      seconds: readNumber('seconds', values.seconds ?? '180', 10, 3600),
      jobs: readNumber('jobs', values.jobs ?? '1', 1, 8),
      out: values.out,
      print: values.print,
    };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

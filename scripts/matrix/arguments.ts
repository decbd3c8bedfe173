/** The command line of `npm run test:matrix`. */
import { parseArgs } from 'node:util';

export interface MatrixOptions {
  readonly node: boolean;
  readonly chromium: boolean;
  readonly firefox: boolean;
  /** Only builds whose name contains this text. */
  readonly only: string;
  /** Browser tests at the same time. */
  readonly jobs: number;
  /** Put the table into README.md. */
  readonly write: boolean;
}

const HELP = `Usage: npm run test:matrix -- [options]

Tries every supported version of hls.js and Shaka: the adapters' tests in Node, and real playback in a browser on a link
that collapses. Prints a table; fails when any cell fails. About 10 minutes.

  --node         only the part in Node (a minute)
  --firefox      also plays the newest versions in Firefox: EVENKEEL_FIREFOX, or firefox-esr or firefox on the PATH
  --only TEXT    only builds whose name contains TEXT, such as "hls.js" or "Shaka 5"
  --jobs N       browser tests at the same time, 1 to 8 (default 2)
  --write        also put the table into README.md; needs a complete run that passes
  --help         this text

EVENKEEL_MATRIX_FOLDERS=/path/to/hls.js-1.5.0,/path/to/... tries unpacked packages instead of the installed ones.`;

function fail(message: string): never {
  console.error(`${message}\nSee npm run test:matrix -- --help`);
  process.exit(2);
}

/** Reads the arguments; ends the process after `--help`, and with exit code 2 and a message when they are wrong. */
export function readArguments(args: readonly string[]): MatrixOptions {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const options = { node: flag, firefox: flag, write: flag, help: flag, only: { ...text, default: '' }, jobs: { ...text, default: '2' } };
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const jobs = Number(values.jobs);
    if (!Number.isInteger(jobs) || jobs < 1 || jobs > 8) fail(`--jobs must be a whole number from 1 to 8, got "${values.jobs}"`);
    if (values.write && (values.node || values.only)) fail('--write needs a complete run: leave out --node and --only');
    return { node: true, chromium: !values.node, firefox: values.firefox, only: values.only, jobs, write: values.write };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

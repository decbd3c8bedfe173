/** Flags of small commands: a wrong one ends the process with a sentence, not with a stack. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Values of `options` on this process's command line; `command` is how it is started, such as `npm run soak`. Exit code 2 if one is wrong. */
export function parseOrExit<const Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options }>>['values'] {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nSee ${command} -- --help`);
    process.exit(2);
  }
}

#!/usr/bin/env node
/** `npm run bench`, `npx evenkeel-bench`: rules against each other and against the optimum, on anybody's traces. */
import { ablationsCommand } from './ablations/command.ts';
import { calibrationCommand } from './calibration/command.ts';
import { readArguments } from './command/arguments.ts';
import { HELP } from './command/help.ts';
import { mergeCommand } from './command/merge-command.ts';
import type { Occasion } from './command/outputs.ts';
import { runCommand } from './command/run-command.ts';
import { STUDY_HELP } from './command/study-help.ts';
import { UsageError } from './command/usage-error.ts';
import { frontierCommand } from './frontier/command.ts';
import { regionsCommand } from './regions/command.ts';
import { ALL_RULES } from './rules/index.ts';
import { tuneCommand } from './tune/tune-command.ts';

const STUDY_COMMANDS = { calibration: calibrationCommand, ablations: ablationsCommand, regions: regionsCommand } as const;

/** Commands that read their own arguments. */
const OWN_COMMANDS: Readonly<Record<string, (args: readonly string[], occasion: Occasion) => Promise<number>>> = {
  tune: tuneCommand,
  frontier: frontierCommand,
};

async function main(args: readonly string[]): Promise<number> {
  const [verb = '', ...rest] = args;
  if (Object.hasOwn(OWN_COMMANDS, verb)) return (await OWN_COMMANDS[verb]?.(rest, { date: new Date(), args: rest })) ?? 0;
  const command = readArguments(args, process.env);
  const occasion = { date: new Date(), args };
  if (command.kind === 'help') console.log(command.of ? STUDY_HELP[command.of] : HELP);
  else if (command.kind === 'list-rules')
    for (const { name, title, source } of ALL_RULES) console.log(`${name.padEnd(22)} ${title}\n${''.padEnd(23)}${source}`);
  else if (command.kind === 'merge') return mergeCommand(command, occasion);
  else if (command.kind === 'run') return await runCommand(command, occasion);
  else return await STUDY_COMMANDS[command.kind](command, occasion);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\nSee --help.`);
  process.exitCode = 2;
}

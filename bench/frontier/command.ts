/** `frontier`: our presets and slider beside the others' defaults, in the plane of picture and each of its costs. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readArguments } from '../command/arguments.ts';
import { chooseRules } from '../command/choose-rules.ts';
import { type Occasion, reportTrouble, write } from '../command/outputs.ts';
import { playRows, writeRows } from '../command/play-rows.ts';
import { INTERRUPTED } from '../command/play-scenarios.ts';
import { UsageError } from '../command/usage-error.ts';
import { PLAYERS } from '../input/scenarios/players.ts';
import { type EngineVariant, variantEntry } from '../rules/evenkeel.ts';
import { PUBLISHED_RULES } from '../rules/published/index.ts';
import { summarise } from '../statistics/index.ts';
import { checkOptions } from '../tune/parameters.ts';
import { FRONTIER_HELP } from './help.ts';
import { frontierPage } from './page.ts';
import { BASELINE } from './points.ts';
import { listPositions, type Position } from './positions.ts';
import { frontierTable } from './table.ts';

const DEFAULT_HTML = 'bench-results/frontier.html';
/** Of these, those that are installed. */
export const PEERS: readonly string[] = ['hls.js', 'shaka', ...PUBLISHED_RULES.map(({ name }) => name)];

/** `args` without the word `frontier`. Returns the exit code; throws `UsageError`. */
export async function frontierCommand(args: readonly string[], { date }: Occasion): Promise<number> {
  const { files, others } = takeOptionFiles(args);
  const command = readArguments(others, {});
  if (command.kind === 'help') {
    console.log(FRONTIER_HELP);
    return 0;
  }
  if (command.kind !== 'run') throw new UsageError('frontier takes the options of a run and --options FILE');
  if (command.shard) throw new UsageError('--shard does not belong to frontier: it needs all sessions at once');
  const positions = listPositions(files.map(readVariant));
  const options = {
    ...command,
    rules: command.rules ?? (await installedPeers()),
    players: command.players ?? Object.keys(PLAYERS),
  };
  const played = await playRows(options, { entries: positions.map(variantEntry), setup: { variants: positions.map(plain) } });
  if (!played) return INTERRUPTED;
  const { rows, failures, plan } = played;
  if (rows.length === 0) console.error('No session could be played, so there is nothing to show.');
  else {
    const summary = summarise(rows, { subject: BASELINE, baselines: [BASELINE], seed: plan.settings.seed });
    console.log(frontierTable(summary, positions));
    const { json, html } = command.outputs;
    if (json !== undefined) write(json, `${JSON.stringify({ settings: plan.settings, positions, summary })}\n`);
    writeRows(command.outputs, rows);
    const facts = `${date.toISOString()}. evenkeel-bench frontier ${args.join(' ')}`.trim();
    const sources = plan.identity.rules.filter(({ name }) => options.rules.includes(name));
    if (html !== undefined || json === undefined) write(html ?? DEFAULT_HTML, frontierPage(summary, positions, sources, facts));
  }
  return reportTrouble(failures, plan.problems);
}

const plain = ({ name, options }: Position): EngineVariant => ({ name, options });

async function installedPeers(): Promise<string[]> {
  const { entries } = await chooseRules(undefined);
  const installed = entries.map(({ name }) => name).filter((name) => PEERS.includes(name));
  const missing = PEERS.filter((name) => !installed.includes(name));
  if (missing.length > 0) console.error(`Left out, since their package is not installed: ${missing.join(', ')}`);
  return installed;
}

/** `--options FILE`, any number of times: what `tune` wrote, or a hand did. */
export function takeOptionFiles(args: readonly string[]): { files: string[]; others: string[] } {
  const files: string[] = [];
  const others: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] as string;
    if (arg.startsWith('--options=')) files.push(arg.slice('--options='.length));
    else if (arg === '--options') {
      i += 1;
      const file = args[i];
      if (file === undefined) throw new UsageError('--options needs a file');
      files.push(file);
    } else others.push(arg);
  }
  return { files, others };
}

function readVariant(file: string): EngineVariant {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--options ${file}: no such file`);
  }
  return { name: basename(file), options: checkOptions(file, text) };
}

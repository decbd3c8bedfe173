/** The command line. Everything that can be wrong without reading a file is found here. */

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { DEFAULT_CONTENT_SECONDS } from 'evenkeel/simulator';
import { readShard, type Shard } from './shard.ts';
import { UsageError } from './usage-error.ts';
import { readList, readNumber, readWhole } from './values.ts';

export interface Outputs {
  readonly json?: string | undefined;
  readonly jsonl?: string | undefined;
  readonly parquet?: string | undefined;
  readonly html?: string | undefined;
}

export interface RunOptions {
  readonly kind: 'run';
  readonly traces: readonly string[];
  readonly ladders: readonly string[];
  /** Undefined: the default for what is played. Likewise below. */
  readonly players: readonly string[] | undefined;
  readonly bufferSeconds: number | undefined;
  readonly families: readonly string[] | undefined;
  readonly regions: readonly string[] | undefined;
  readonly rules: readonly string[] | undefined;
  readonly ruleFiles: readonly string[];
  readonly sessions: number | undefined;
  readonly contentSeconds: number;
  readonly sizesKnown: boolean;
  readonly rttSeconds: number | undefined;
  readonly slowStart: boolean;
  readonly optimum: boolean;
  readonly seed: number;
  readonly jobs: number;
  readonly parts: string | undefined;
  readonly shard: Shard | undefined;
  readonly outputs: Outputs;
}

export interface MergeOptions {
  readonly kind: 'merge';
  readonly parts: string;
  readonly plan: string | undefined;
  readonly outputs: Outputs;
}

/** Questions of their own to the same sessions. */
export const STUDIES = ['calibration', 'ablations', 'regions'] as const;
export type StudyName = (typeof STUDIES)[number];

export interface StudyOptions {
  readonly kind: StudyName;
  /** Sessions, networks, content, player and outputs as of a run; each study has rules of its own. */
  readonly run: RunOptions;
  /** More sessions than fit into two minutes. */
  readonly full: boolean;
}

/** Of one study, or of the whole command. */
export interface HelpRequest {
  readonly kind: 'help';
  readonly of: StudyName | undefined;
}

export type Command = RunOptions | MergeOptions | StudyOptions | HelpRequest | { readonly kind: 'list-rules' };

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean' } as const;
const OUTPUTS = { json: TEXT, jsonl: TEXT, parquet: TEXT, html: TEXT } as const;
const MERGE_ONLY = { plan: TEXT } as const;
const OPTIONS = {
  ...OUTPUTS,
  ...MERGE_ONLY,
  help: { ...FLAG, short: 'h' },
  full: FLAG,
  'list-rules': FLAG,
  traces: TEXTS,
  ladder: TEXTS,
  player: TEXTS,
  buffer: TEXT,
  families: TEXTS,
  regions: TEXTS,
  rules: TEXTS,
  'rule-file': TEXTS,
  sessions: TEXT,
  seconds: TEXT,
  sizes: TEXT,
  rtt: TEXT,
  'no-slow-start': FLAG,
  'no-optimum': FLAG,
  seed: TEXT,
  jobs: TEXT,
  parts: TEXT,
  shard: TEXT,
  shards: TEXT,
} as const;

type Values = ReturnType<typeof parse>['values'];

/** Throws `UsageError`. `environment` tells a shard of a cluster which one it is. */
export function readArguments(args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}): Command {
  const { values, positionals } = parse(args);
  const [verb = 'run', ...more] = positionals;
  const study = STUDIES.find((name) => name === verb);
  if (values.help || verb === 'help') return { kind: 'help', of: study ?? STUDIES.find((name) => name === more[0]) };
  if (values['list-rules']) return { kind: 'list-rules' };
  if (more.length > 0) throw new UsageError(`${more[0]}: one command only; give files with --traces or --ladder`);
  if (verb === 'merge') return readMerge(values);
  if (study) return readStudy(study, values, environment);
  if (verb !== 'run')
    throw new UsageError(
      `${verb}: no such command; there are run, merge, tune, frontier, ${STUDIES.join(', ')}. Give traces with --traces ${verb}`,
    );
  return readRun(values, environment);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What a study decides for itself. */
const NOT_OF_STUDIES = ['rules', 'rule-file', 'shard', 'shards', 'no-optimum', 'plan'] as const;

function readStudy(kind: StudyName, values: Values, environment: Readonly<Record<string, string | undefined>>): StudyOptions {
  const { full = false, ...others } = values;
  const strange = NOT_OF_STUDIES.find((name) => others[name] !== undefined);
  if (strange) throw new UsageError(`--${strange} does not belong to ${kind}`);
  return { kind, full, run: readRun(others, environment) };
}

function readRun(values: Values, environment: Readonly<Record<string, string | undefined>>): RunOptions {
  if (values.full) throw new UsageError(`--full belongs to ${STUDIES.join(', ')}; give --sessions to a run`);
  if (values.plan !== undefined) throw new UsageError('--plan belongs to merge');
  const { sizes = 'unknown', parts } = values;
  if (sizes !== 'known' && sizes !== 'unknown') throw new UsageError(`--sizes knows known and unknown, got "${sizes}"`);
  const shard = readShard(values.shard, values.shards, environment);
  if (shard && parts === undefined) throw new UsageError('a shard needs --parts DIR: its results are collected there by merge');
  const outputs = readOutputs(values);
  if (shard && Object.values(outputs).some((file) => file !== undefined)) {
    throw new UsageError('a shard writes parts only; give --json and the like to merge');
  }
  return {
    kind: 'run',
    traces: values.traces ?? [],
    ladders: values.ladder ?? [],
    players: readList('player', values.player),
    bufferSeconds: readNumber('buffer', values.buffer, 1, 3600),
    families: readList('families', values.families),
    regions: readList('regions', values.regions),
    rules: readList('rules', values.rules),
    ruleFiles: values['rule-file'] ?? [],
    sessions: readWhole('sessions', values.sessions, 1, 1_000_000),
    contentSeconds: readNumber('seconds', values.seconds, 10, 36_000) ?? DEFAULT_CONTENT_SECONDS,
    sizesKnown: sizes === 'known',
    rttSeconds: readNumber('rtt', values.rtt, 0, 5, 'seconds, as in 0.05 for 50 ms'),
    slowStart: !values['no-slow-start'],
    optimum: !values['no-optimum'],
    seed: readWhole('seed', values.seed, 0, 2 ** 32 - 1) ?? 1,
    jobs: readWhole('jobs', values.jobs, 1, 1024) ?? availableParallelism(),
    parts,
    shard,
    outputs,
  };
}

function readMerge(values: Values): MergeOptions {
  const { parts, plan } = values;
  if (parts === undefined) throw new UsageError('merge needs --parts DIR, the directory that the shards wrote to');
  const known = new Set([...Object.keys(OUTPUTS), ...Object.keys(MERGE_ONLY), 'parts']);
  const strange = Object.keys(values).find((name) => !known.has(name));
  if (strange) throw new UsageError(`--${strange} does not belong to merge: what was run is known from the parts`);
  return { kind: 'merge', parts, plan, outputs: readOutputs(values) };
}

const readOutputs = ({ json, jsonl, parquet, html }: Values): Outputs => ({ json, jsonl, parquet, html });

/** The command line of `tune`. Everything that can be wrong without reading a file is found here. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../command/usage-error.ts';
import { readList, readNumber, readWhole } from '../command/values.ts';
import { DEFAULT_OBJECTIVE, type ObjectiveWeights } from './objective.ts';
import { SPLIT_LEVELS, type SplitLevel } from './split.ts';

export interface TuneOptions {
  readonly traces: readonly string[];
  /** Traces for the last look; none: a part of `traces`. */
  readonly heldOut: readonly string[];
  readonly split: SplitLevel | undefined;
  readonly families: readonly string[] | undefined;
  readonly ladders: readonly string[];
  readonly players: readonly string[];
  readonly bufferSeconds: number | undefined;
  readonly rttSeconds: number | undefined;
  readonly sizesKnown: boolean;
  readonly contentSeconds: number;
  /** Of each network, on each ladder and player; undefined: as many as give about `DEFAULT_SESSIONS` in all. */
  readonly sessions: number | undefined;
  readonly budget: Budget;
  readonly population: number | undefined;
  readonly only: readonly string[] | undefined;
  readonly objective: ObjectiveWeights;
  /** A preset or a file of options to begin from; undefined: the defaults. */
  readonly start: string | undefined;
  readonly out: string;
  readonly workers: number;
  readonly seed: number;
  readonly resume: boolean;
}

/** Minutes of clock time, or a number of options tried: only the second is repeatable. */
export type Budget = { readonly minutes: number } | { readonly evaluations: number };

const DEFAULT_EVALUATIONS = 800;

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
  help: { ...FLAG, short: 'h' },
  traces: TEXTS,
  'held-out': TEXTS,
  split: TEXT,
  families: TEXTS,
  ladder: TEXTS,
  players: TEXTS,
  player: TEXTS,
  buffer: TEXT,
  rtt: TEXT,
  sizes: TEXT,
  seconds: TEXT,
  sessions: TEXT,
  minutes: TEXT,
  evaluations: TEXT,
  population: TEXT,
  only: TEXTS,
  objective: TEXTS,
  start: TEXT,
  out: TEXT,
  workers: TEXT,
  jobs: TEXT,
  seed: TEXT,
  resume: FLAG,
} as const;

/** `args` without the word `tune`. Undefined for `--help`. Throws `UsageError`. */
export function readTuneArguments(args: readonly string[]): TuneOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help || positionals[0] === 'help') return undefined;
  if (positionals[0] !== undefined) throw new UsageError(`${positionals[0]}: give files with --traces or --ladder`);
  const { sizes = 'unknown', split } = values;
  if (sizes !== 'known' && sizes !== 'unknown') throw new UsageError(`--sizes knows known and unknown, got "${sizes}"`);
  if (split !== undefined && !isLevel(split)) throw new UsageError(`--split knows ${SPLIT_LEVELS.join(', ')}, got "${split}"`);
  if (values.traces === undefined && (values['held-out'] ?? split) !== undefined) {
    throw new UsageError('--held-out and --split belong to --traces; of built-in networks whole families are held out');
  }
  return {
    traces: values.traces ?? [],
    heldOut: values['held-out'] ?? [],
    split,
    families: readList('families', values.families),
    ladders: values.ladder ?? [],
    players: readList('players', values.players ?? values.player) ?? ['hls', 'shaka', 'live'],
    bufferSeconds: readNumber('buffer', values.buffer, 1, 3600),
    rttSeconds: readNumber('rtt', values.rtt, 0, 5, 'seconds, as in 0.05 for 50 ms'),
    sizesKnown: sizes === 'known',
    contentSeconds: readNumber('seconds', values.seconds, 10, 36_000) ?? 180,
    sessions: readWhole('sessions', values.sessions, 1, 100_000),
    budget: readBudget(values.minutes, values.evaluations),
    population: readWhole('population', values.population, 4, 1000),
    only: readList('only', values.only),
    objective: readObjective(values.objective),
    start: values.start,
    out: values.out ?? 'options.json',
    workers: readWhole('workers', values.workers ?? values.jobs, 1, 1024) ?? availableParallelism(),
    seed: readWhole('seed', values.seed, 0, 2 ** 32 - 1) ?? 1,
    resume: values.resume ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const isLevel = (text: string): text is SplitLevel => (SPLIT_LEVELS as readonly string[]).includes(text);

function readBudget(minutesText: string | undefined, evaluationsText: string | undefined): Budget {
  const minutes = readNumber('minutes', minutesText, 0.01, 100_000, 'minutes');
  const evaluations = readWhole('evaluations', evaluationsText, 1, 10_000_000);
  if (minutes !== undefined && evaluations !== undefined) throw new UsageError('--minutes or --evaluations, not both');
  return minutes === undefined ? { evaluations: evaluations ?? DEFAULT_EVALUATIONS } : { minutes };
}

/** `switches=0.02,step=0`: what is not named keeps its default. */
function readObjective(texts: readonly string[] | undefined): ObjectiveWeights {
  const weights: Record<string, number> = { ...DEFAULT_OBJECTIVE };
  const names = Object.keys(weights).join(', ');
  for (const part of readList('objective', texts) ?? []) {
    const [name = '', text, ...more] = part.split('=');
    if (!Object.hasOwn(weights, name) || text === undefined || more.length > 0) {
      throw new UsageError(`--objective takes name=weight by comma, with ${names}; got "${part}"`);
    }
    weights[name] = readNumber(`objective ${name}`, text, 0, 1000, 'in J') as number;
  }
  return weights as unknown as ObjectiveWeights;
}

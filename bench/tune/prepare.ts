/** From the command line to the two lists of sessions: those of the fit, and those for the last look. */

import { readFileSync } from 'node:fs';
import type { AbrOptions } from 'evenkeel';
import { PRESETS, resolveOptions } from 'evenkeel';
import { DEFAULT_RTT_SECONDS } from 'evenkeel/simulator';
import { problemLines } from '../command/outputs.ts';
import { UsageError } from '../command/usage-error.ts';
import { findFamilies } from '../input/scenarios/built-in-networks.ts';
import { crossScenarios, type NetworkSession } from '../input/scenarios/cross.ts';
import { chooseLadders } from '../input/scenarios/ladders.ts';
import { findPlayers } from '../input/scenarios/players.ts';
import { type SessionDraw, sessionsOfBuiltIn, sessionsOfTraces } from '../input/scenarios/sessions.ts';
import { readTraceSets } from '../input/traces/read-traces.ts';
import { readProgram } from '../run/code-hash.ts';
import type { InputProblem } from '../run/plan.ts';
import type { Scenario } from '../run/scenario.ts';
import { identityOf, sha256 } from '../run/scenario-id.ts';
import type { TuneOptions } from './arguments.ts';
import { checkOptions, listParameters, type Parameter } from './parameters.ts';
import { type Split, splitNames, splitTraces, withoutCopies } from './split.ts';
import { type Address, PROGRAM } from './state-file.ts';
import { defaultPopulation } from './strategy.ts';

/** Sessions in all, about, that a fit plays for each set of options. */
const FIT_SESSIONS = 240;
/** The last look is taken once, so it may take longer. */
const HELD_OUT_TIMES = 3;

export interface PreparedTuning {
  readonly fit: readonly Scenario[];
  readonly heldOut: readonly Scenario[];
  readonly split: Pick<Split<unknown>, 'level' | 'fitUnits' | 'heldOutUnits'>;
  readonly parameters: readonly Parameter[];
  readonly base: AbrOptions;
  readonly population: number;
  readonly version: string;
  /** Two searches with one address are the same search. */
  readonly address: Address;
  readonly problems: readonly InputProblem[];
  readonly notes: readonly string[];
}

/** Throws `UsageError` where there is nothing to fit to, or nothing to hold out. */
export function prepareTuning(options: TuneOptions): PreparedTuning {
  const { contentSeconds, sizesKnown, seed } = options;
  const base = startOf(options);
  const parameters = listParameters(resolveOptions(base), options.only);
  if (parameters.length === 0) throw new UsageError('--only leaves nothing to fit: these numbers are 0 at the start');
  const population = options.population ?? defaultPopulation(parameters.length);
  const players = findPlayers(options.players, options.bufferSeconds);
  const { ladders, dealt, problems: ladderProblems } = chooseLadders(options.ladders);
  const networks = options.traces.length > 0 ? ownNetworks(options) : builtInNetworks(options);
  const problems = [...networks.problems, ...ladderProblems];
  if (ladders.length === 0) throw new UsageError(['there is no usable ladder in --ladder', ...problemLines(problems)].join('\n'));

  const perSession = players.length * (dealt ? 1 : ladders.length);
  const count = options.sessions ?? Math.max(2, Math.ceil(FIT_SESSIONS / (perSession * networks.fitNetworks)));
  const draw = { contentSeconds, seed };
  const { version, codeHash } = readProgram();
  const identity = identityOf(version, codeHash, [], false);
  const settings = { contentSeconds, sizesKnown, rttSeconds: options.rttSeconds ?? DEFAULT_RTT_SECONDS, slowStart: true };
  const cross = (sessions: readonly NetworkSession[]): Scenario[] =>
    crossScenarios({ sessions: sessions.map((each) => withRtt(each, options.rttSeconds)), ladders, dealt, players, settings, identity });
  const fit = cross(networks.fit({ ...draw, count }));
  const heldOut = cross(networks.heldOut({ ...draw, count: count * HELD_OUT_TIMES }));
  return {
    fit,
    heldOut,
    split: networks.split,
    parameters,
    base,
    population,
    version,
    address: {
      [PROGRAM]: codeHash,
      'the sessions of the fit': idOf(fit),
      'the held-out sessions': idOf(heldOut),
      'the objective': JSON.stringify(options.objective),
      'the options fitted, or where they start': sha256(JSON.stringify([parameters, base])),
      'the population': String(population),
      'the seed': String(seed),
    },
    problems,
    notes: networks.notes,
  };
}

const idOf = (scenarios: readonly Scenario[]): string => sha256(scenarios.map(({ id }) => id).join('\n'));

/** An RTT that is asked for is that of all networks. */
const withRtt = (session: NetworkSession, rttSeconds: number | undefined): NetworkSession =>
  rttSeconds === undefined ? session : { ...session, rttSeconds };

interface Networks {
  readonly split: PreparedTuning['split'];
  readonly fitNetworks: number;
  readonly fit: (draw: SessionDraw) => NetworkSession[];
  readonly heldOut: (draw: SessionDraw) => NetworkSession[];
  readonly problems: readonly InputProblem[];
  readonly notes: readonly string[];
}

function builtInNetworks({ families }: TuneOptions): Networks {
  const split = splitNames(findFamilies(families ?? ['all']));
  return {
    split,
    fitNetworks: split.fit.length,
    fit: (draw) => sessionsOfBuiltIn(split.fit, draw),
    heldOut: (draw) => sessionsOfBuiltIn(split.heldOut, draw),
    problems: [],
    notes: [],
  };
}

function ownNetworks({ traces, heldOut, split: level }: TuneOptions): Networks {
  const own = readTraceSets(traces);
  const apart = readTraceSets(heldOut);
  const problems = [...own.problems, ...apart.problems];
  const isMissing = own.sets.length === 0 ? '--traces' : heldOut.length > 0 && apart.sets.length === 0 ? '--held-out' : undefined;
  if (isMissing) throw new UsageError([`there is no usable trace in ${isMissing}`, ...problemLines(problems)].join('\n'));
  const split: Split<typeof own.sets> =
    heldOut.length === 0
      ? splitTraces(own.sets, level)
      : { level: 'network', fit: own.sets, heldOut: apart.sets, fitUnits: namesOf(own.sets), heldOutUnits: namesOf(apart.sets) };
  const { fit, copies } = withoutCopies(split.fit, split.heldOut);
  if (fit.length === 0) throw new UsageError(['all traces to fit to are copies of held-out ones:', ...copies].join('\n'));
  return {
    split,
    fitNetworks: fit.length,
    fit: (draw) => sessionsOfTraces(fit, draw),
    heldOut: (draw) => sessionsOfTraces(split.heldOut, draw),
    problems,
    notes: copies,
  };
}

const namesOf = (sets: readonly { readonly network: string }[]): string[] => sets.map(({ network }) => network).sort();

/** A preset or a file. */
function startOf({ start }: TuneOptions): AbrOptions {
  if (start === undefined) return {};
  const preset = PRESETS.find((name) => name === start);
  return preset ? { preset } : checkOptions(start, readFileOrSay(start));
}

function readFileOrSay(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--start ${file}: no such file, and no preset (${PRESETS.join(', ')})`);
  }
}

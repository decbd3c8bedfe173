/** From the command line to the list of scenarios. */

import { resolve } from 'node:path';
import { DEFAULT_RTT_SECONDS } from 'evenkeel/simulator';
import { findFamilies, findRegions } from '../input/scenarios/built-in-networks.ts';
import { crossScenarios, type NetworkSession } from '../input/scenarios/cross.ts';
import { chooseLadders } from '../input/scenarios/ladders.ts';
import { findPlayers, PLAYERS } from '../input/scenarios/players.ts';
import { type SessionDraw, sessionsOfBuiltIn, sessionsOfTraces } from '../input/scenarios/sessions.ts';
import { readTraceSets, type TraceSet } from '../input/traces/read-traces.ts';
import type { RuleEntry } from '../rules/entry.ts';
import { readRuleFile } from '../rules/rule-file.ts';
import { readProgram } from '../run/code-hash.ts';
import { makePlan, type Plan } from '../run/plan.ts';
import type { Scenario } from '../run/scenario.ts';
import { identityOf } from '../run/scenario-id.ts';
import type { WorkerSetup } from '../run/worker.ts';
import type { RunOptions } from './arguments.ts';
import { chooseRules } from './choose-rules.ts';
import { problemLines } from './outputs.ts';
import { UsageError } from './usage-error.ts';

/** Sessions for each network unless told otherwise: of own traces, and of each built-in network. */
const OWN_SESSIONS = 100;
const BUILT_IN_SESSIONS = 16;

export interface Prepared {
  readonly plan: Plan;
  readonly scenarios: readonly Scenario[];
  readonly setup: WorkerSetup;
  readonly ruleNames: readonly string[];
  /** For the user, before it starts. */
  readonly notes: readonly string[];
}

/** What a study has played beside the rules that `--rules` names: none unless it names some. */
export interface Study {
  /** They name the parts, so they say all that decides their content. */
  readonly entries: readonly RuleEntry[];
  readonly setup: Pick<WorkerSetup, 'variants' | 'decisions'>;
}

/** Throws `UsageError` where nothing is left to run. */
export async function prepare(options: RunOptions, study?: Study): Promise<Prepared> {
  const { contentSeconds, sizesKnown, slowStart, optimum, seed } = options;
  const chosen = await chooseRules(options.rules ?? (study && []));
  const ruleFiles = options.ruleFiles.map((file) => resolve(file));
  const entries = checkNames([...chosen.entries, ...(study?.entries ?? []), ...(await Promise.all(ruleFiles.map(readRuleFile)))]);

  const isOwn = options.traces.length > 0;
  const own = readTraceSets(options.traces);
  const { ladders, dealt, problems: ladderProblems } = chooseLadders(options.ladders);
  const problems = [...own.problems, ...ladderProblems];
  const players = findPlayers(options.players ?? (isOwn ? ['hls', 'shaka'] : Object.keys(PLAYERS)), options.bufferSeconds);
  const asked = [...findFamilies(options.families), ...findRegions(options.regions)];
  const builtIn = isOwn || asked.length > 0 ? asked : findFamilies(['all']);
  const draw = (count: number): SessionDraw => ({ contentSeconds, seed, count: options.sessions ?? count });
  const sessions = [...sessionsOfTraces(own.sets, draw(OWN_SESSIONS)), ...sessionsOfBuiltIn(builtIn, draw(BUILT_IN_SESSIONS))].map(
    // An RTT that is asked for is that of all networks.
    (session) => (options.rttSeconds === undefined ? session : { ...session, rttSeconds: options.rttSeconds }),
  );
  if (sessions.length === 0 || ladders.length === 0) {
    const what = sessions.length === 0 ? 'trace in --traces' : 'ladder in --ladder';
    throw new UsageError([`there is no usable ${what}: nothing to run`, ...problemLines(problems)].join('\n'));
  }

  const { version, codeHash } = readProgram();
  const identity = identityOf(version, codeHash, entries, optimum);
  const settings = { contentSeconds, sizesKnown, rttSeconds: options.rttSeconds ?? DEFAULT_RTT_SECONDS, slowStart };
  const scenarios = crossScenarios({ sessions, ladders, dealt, players, settings, identity });
  const plan = makePlan({
    identity,
    settings: {
      seed,
      ...settings,
      optimum,
      networks: [...new Set(sessions.map(({ network }) => network))],
      ladders: ladders.map(({ name }) => name),
      players: players.map(({ name }) => name),
    },
    problems,
    scenarios: scenarios.map(({ id }) => id),
  });
  const setup = { rules: chosen.entries.map(({ name }) => name), ruleFiles, optimum, ...study?.setup };
  const notes = [...chosen.notes, ...notesOn(sessions, own.sets, options.sessions)];
  return { plan, scenarios, setup, ruleNames: entries.map(({ name }) => name), notes };
}

/** Fewer sessions than asked for are not made up by playing the same seconds twice. */
function notesOn(sessions: readonly NetworkSession[], sets: readonly TraceSet[], asked: number | undefined): string[] {
  return sets.flatMap(({ network, traces }) => {
    const count = sessions.filter((session) => session.network === network).length;
    if (asked === undefined || count >= asked) return [];
    return [`${network}: ${traces.length} trace(s) hold ${count} sessions that do not overlap; all of them are played, not ${asked}`];
  });
}

function checkNames(entries: readonly RuleEntry[]): readonly RuleEntry[] {
  const names = entries.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`two rules are named "${twice}": rename the one of --rule-file`);
  return entries;
}

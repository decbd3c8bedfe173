/** Which sessions are played: every network with every player and both rules, network by network. */
import { findProfile } from 'evenkeel/link';
import type { SizeTable } from '../../demo/content/index.ts';
import { UsageError } from '../command/usage-error.ts';
import type { PlayerName } from '../compare/arguments.ts';
import { readTraceSets } from '../input/traces/read-traces.ts';
import { type FidelitySession, RULE_NAMES, samplesOf, steadyTrace } from './session.ts';

type Network = Pick<FidelitySession, 'network' | 'table' | 'rttSeconds' | 'samples'>;

/** For traces without latency, seconds; also the origin's. */
const DEFAULT_RTT_SECONDS = 0.05;
/** Of a trace, so that a session's description stays below the origin's 256 KB, seconds. */
const MOST_TRACE_SECONDS = 1200;

const profile = (id: string, table: SizeTable): Network => {
  const found = findProfile(id);
  if (!found) throw new Error(`there is no profile ${id}`);
  return { network: id, table, rttSeconds: found.rttSeconds, samples: samplesOf(found.trace) };
};

/** From what must match nearly perfectly to what moves. */
const builtInNetworks = (): readonly Network[] => [
  { network: 'even-4', table: 'cbr', rttSeconds: DEFAULT_RTT_SECONDS, samples: samplesOf(steadyTrace('even-4', 4e6)) },
  profile('steady', 'cbr'),
  profile('cliff', 'vbr'),
  profile('evening', 'vbr'),
  profile('lte-drive', 'film'),
];

/** @throws UsageError for traces that cannot be read. */
function networksOf(paths: readonly string[]): readonly Network[] {
  const { sets, problems } = readTraceSets(paths);
  const [problem] = problems;
  if (problem) throw new UsageError(`${problem.file}: ${problem.error}`);
  return sets.flatMap(({ traces }) =>
    traces.map((trace) => ({
      network: trace.name,
      table: 'vbr' as const,
      rttSeconds: DEFAULT_RTT_SECONDS,
      samples: samplesOf(trace, MOST_TRACE_SECONDS),
    })),
  );
}

export interface SessionChoice {
  readonly players: readonly PlayerName[];
  readonly traces: readonly string[] | undefined;
  readonly sessions: number;
  readonly seconds: number;
}

/** The first `sessions` of them. */
export function chooseSessions({ players, traces, sessions, seconds }: SessionChoice): FidelitySession[] {
  const networks = traces ? networksOf(traces) : builtInNetworks();
  return networks
    .flatMap((network) => players.flatMap((player) => RULE_NAMES.map((rule) => ({ ...network, player, rule, seconds }))))
    .slice(0, sessions);
}

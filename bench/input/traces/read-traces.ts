/** The user's traces: a bad file is a named problem, and the others go on. */
import { readFileSync } from 'node:fs';
import { type NetworkTrace, parseTraces } from 'evenkeel/link';
import type { InputProblem } from '../../run/plan.ts';
import { findTraceFiles } from './find-files.ts';

export interface TraceSet {
  /** For tables. */
  readonly network: string;
  readonly traces: readonly NetworkTrace[];
  /** The file of each trace. Absent in sets that come from no file. */
  readonly files?: readonly string[];
}

export interface TraceSets {
  readonly sets: readonly TraceSet[];
  readonly problems: readonly InputProblem[];
}

export function readTraceSets(paths: readonly string[]): TraceSets {
  const byNetwork = new Map<string, Map<string, { readonly trace: NetworkTrace; readonly file: string }>>();
  const problems: InputProblem[] = [];
  for (const { file, network } of paths.flatMap(findTraceFiles)) {
    try {
      const traces = parseTraces(readFileSync(file, 'utf8'), file);
      const set = byNetwork.get(network) ?? new Map<string, { readonly trace: NetworkTrace; readonly file: string }>();
      byNetwork.set(network, set);
      for (const trace of traces) {
        const name = unusedName(trace.name, set);
        set.set(name, { trace: { ...trace, name }, file });
      }
    } catch (error) {
      problems.push({ file, error: error instanceof Error ? error.message : String(error) });
    }
  }
  const sets = [...byNetwork].map(([network, set]) => {
    const all = [...set.values()];
    return { network, traces: all.map(({ trace }) => trace), files: all.map(({ file }) => file) };
  });
  return { sets, problems };
}

function unusedName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let unused = name;
  for (let count = 2; taken.has(unused); count++) unused = `${name} (${count})`;
  return unused;
}

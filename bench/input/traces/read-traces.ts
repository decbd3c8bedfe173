/** The user's traces: a bad file is a named problem, and the others go on. */
import { readFileSync } from 'node:fs';
import { type NetworkTrace, parseTraces } from 'evenkeel/link';
import type { InputProblem } from '../../run/plan.ts';
import { findTraceFiles } from './find-files.ts';

export interface TraceSet {
  /** For tables. */
  readonly network: string;
  readonly traces: readonly NetworkTrace[];
}

export interface TraceSets {
  readonly sets: readonly TraceSet[];
  readonly problems: readonly InputProblem[];
}

export function readTraceSets(paths: readonly string[]): TraceSets {
  const byNetwork = new Map<string, Map<string, NetworkTrace>>();
  const problems: InputProblem[] = [];
  for (const { file, network } of paths.flatMap(findTraceFiles)) {
    try {
      const traces = parseTraces(readFileSync(file, 'utf8'), file);
      const set = byNetwork.get(network) ?? new Map<string, NetworkTrace>();
      byNetwork.set(network, set);
      for (const trace of traces) {
        const name = unusedName(trace.name, set);
        set.set(name, { ...trace, name });
      }
    } catch (error) {
      problems.push({ file, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { sets: [...byNetwork].map(([network, set]) => ({ network, traces: [...set.values()] })), problems };
}

function unusedName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let unused = name;
  for (let count = 2; taken.has(unused); count++) unused = `${name} (${count})`;
  return unused;
}

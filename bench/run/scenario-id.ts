/** The address of a scenario's result: two runs that would compute the same have the same id, and no others. */
import { createHash } from 'node:crypto';
import type { RuleEntry } from '../rules/entry.ts';
import type { Scenario, TraceTable } from './scenario.ts';

export type RuleIdentity = Pick<RuleEntry, 'name' | 'title' | 'kind' | 'source'>;

/** What all scenarios of a run share. */
export interface RunIdentity {
  /** Raised when the form of a part changes. */
  readonly partFormat: 1;
  readonly packageVersion: string;
  /** Of the program itself: a part computed by other code is never taken for this one's. */
  readonly codeHash: string;
  readonly rules: readonly RuleIdentity[];
  readonly optimum: boolean;
}

export const identityOf = (packageVersion: string, codeHash: string, rules: readonly RuleEntry[], optimum: boolean): RunIdentity => ({
  partFormat: 1,
  packageVersion,
  codeHash,
  rules: rules.map(({ name, title, kind, source }) => ({ name, title, kind, source })),
  optimum,
});

const tableHashes = new WeakMap<TraceTable, string>();

export function scenarioId(scenario: Omit<Scenario, 'id'>, identity: RunIdentity): string {
  const { table, content, ...rest } = scenario;
  const { name, segmentSeconds, renditions, sizeBits, vmaf, audio } = content;
  const plain = {
    identity,
    ...rest,
    table: hashTable(table),
    content: { name, segmentSeconds, renditions, audio, sizeBits: sizeBits.map(hashNumbers), vmaf: vmaf?.map(hashNumbers) },
  };
  return sha256(JSON.stringify(plain));
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

function hashTable(table: TraceTable): string {
  const known = tableHashes.get(table);
  if (known) return known;
  const { name, loops, durationSeconds, rateBitsPerSecond, latencySeconds } = table;
  const hash = sha256(JSON.stringify([name, loops, ...[durationSeconds, rateBitsPerSecond, latencySeconds].map(hashNumbers)]));
  tableHashes.set(table, hash);
  return hash;
}

// A copy: a hash refuses to read memory that threads share.
const hashNumbers = (values: Float64Array): string => sha256(new Uint8Array(new Float64Array(values).buffer));

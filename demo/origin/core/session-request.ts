import type { NetworkTrace } from '../../../src/link/index.ts';
import { describe, findProfile, NETWORK_PROFILES, TraceError, traceFromNormalForm } from '../../../src/link/index.ts';
import type { Fault } from './fault.ts';
import { RequestError } from './request-error.ts';

/** Largest JSON body of `POST /link/{session}`, bytes. */
export const MAX_SESSION_BODY_BYTES: number = 256 * 1024;

/** A session as asked for, checked. */
export interface SessionPlan {
  readonly trace: NetworkTrace;
  /** Request to first byte, seconds, 0..10. */
  readonly rttSeconds: number;
  /** Where in the trace the session begins, seconds, 0..1,000,000. Default 0. */
  readonly startSeconds: number;
  /** Whether time runs from now on; default false: from the first shaped request. */
  readonly startNow: boolean;
  readonly faults: readonly Fault[];
}

const FIELDS = ['profile', 'trace', 'rttSeconds', 'startSeconds', 'startNow', 'faults'];
/** The numbers of a fault: smallest, largest, whole. */
const FAULT_NUMBERS: readonly (readonly [name: keyof Fault, min: number, max: number, whole: boolean])[] = [
  ['status', 400, 599, true],
  ['times', 1, 1_000_000, true],
  ['dropAfterBytes', 0, 1e9, true],
  ['keepBytes', 0, 1e9, true],
  ['corruptFromByte', 0, 1e9, true],
  ['stallAfterBytes', 0, 1e9, true],
  ['stallSeconds', 0, 600, false],
  ['delaySeconds', 0, 60, false],
  ['fromSeconds', 0, 1_000_000, false],
  ['untilSeconds', 0, 1_000_000, false],
];
const FAULT_SWITCHES: readonly (keyof Fault)[] = ['refuse', 'sameFolder'];
/** Each of these alone makes a fault. */
const FAULT_EFFECTS: readonly (keyof Fault)[] = [
  'status',
  'dropAfterBytes',
  'delaySeconds',
  'keepBytes',
  'corruptFromByte',
  'stallAfterBytes',
  'refuse',
];
const FAULT_FIELDS = ['pathIncludes', ...FAULT_NUMBERS.map(([name]) => name), ...FAULT_SWITCHES];
const DEFAULT_RTT_SECONDS = 0.05;
const MAX_FAULTS = 64;

/** Reads the body of `POST /link/{session}`. Throws `RequestError` 400 naming the field. */
export function readSessionPlan(bodyText: string): SessionPlan {
  const body = readObject(parseJson(bodyText), 'body', FIELDS);
  const { trace, rttSeconds: ownRttSeconds } = readNetwork(body);
  const startNow = body.startNow ?? false;
  if (typeof startNow !== 'boolean') throw badField('startNow', 'must be true or false', startNow);
  return {
    trace,
    rttSeconds: readNumber(body.rttSeconds, 'rttSeconds', 0, 10) ?? ownRttSeconds,
    startSeconds: readNumber(body.startSeconds, 'startSeconds', 0, 1_000_000) ?? 0,
    startNow,
    faults: readFaults(body.faults),
  };
}

function readNetwork(body: Record<string, unknown>): { trace: NetworkTrace; rttSeconds: number } {
  const { profile: profileId, trace } = body;
  if ((profileId === undefined) === (trace === undefined)) {
    throw new RequestError(400, 'bad-session-body', 'give either "profile" or "trace"', { profiles: profileIds() });
  }
  if (profileId !== undefined) {
    const profile = typeof profileId === 'string' ? findProfile(profileId) : undefined;
    if (profile === undefined) {
      const message = `profile: must be one of ${profileIds().join(', ')}, received ${describe(profileId)}`;
      throw new RequestError(400, 'unknown-profile', message, { profiles: profileIds() });
    }
    return profile;
  }
  try {
    return { trace: traceFromNormalForm(trace), rttSeconds: DEFAULT_RTT_SECONDS };
  } catch (error) {
    if (error instanceof TraceError) throw new RequestError(400, 'bad-trace', error.message, { path: error.path });
    throw error;
  }
}

function profileIds(): string[] {
  return NETWORK_PROFILES.map((profile) => profile.id);
}

function readFaults(value: unknown): Fault[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_FAULTS) throw badField('faults', `must be a list of at most ${MAX_FAULTS}`, value);
  return value.map((entry, i) => readFault(entry, `faults[${i}]`));
}

function readFault(value: unknown, path: string): Fault {
  const entry = readObject(value, path, FAULT_FIELDS);
  const pathIncludes = entry.pathIncludes;
  if (typeof pathIncludes !== 'string') throw badField(`${path}.pathIncludes`, 'must be a text', pathIncludes);
  const fault: Record<string, unknown> = { pathIncludes };
  for (const [name, min, max, whole] of FAULT_NUMBERS) {
    const number = readNumber(entry[name], `${path}.${name}`, min, max, whole);
    if (number !== undefined) fault[name] = number;
  }
  for (const name of FAULT_SWITCHES) {
    if (entry[name] === undefined) continue;
    if (typeof entry[name] !== 'boolean') throw badField(`${path}.${name}`, 'must be true or false', entry[name]);
    fault[name] = entry[name];
  }
  if (!FAULT_EFFECTS.some((name) => fault[name] !== undefined)) {
    throw badField(path, `must have a ${FAULT_EFFECTS.slice(0, -1).join(', ')} or ${FAULT_EFFECTS.at(-1)}`, value);
  }
  if ((fault.stallAfterBytes === undefined) !== (fault.stallSeconds === undefined)) {
    throw badField(path, 'must have both stallAfterBytes and stallSeconds, or neither', value);
  }
  return fault as unknown as Fault;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RequestError(400, 'bad-json', 'the body must be JSON');
  }
}

function readObject(value: unknown, path: string, fields: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badField(path, 'must be an object', value);
  const unknown = Object.keys(value).find((key) => !fields.includes(key));
  if (unknown !== undefined) throw badField(path, `may have ${fields.join(', ')}`, unknown);
  return value as Record<string, unknown>;
}

function readNumber(value: unknown, path: string, min: number, max: number, whole = false): number | undefined {
  if (value === undefined) return undefined;
  const fits = typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
  if (!fits) throw badField(path, `must be a ${whole ? 'whole ' : ''}number in ${min}..${max}`, value);
  return value;
}

function badField(path: string, rule: string, received: unknown): RequestError {
  return new RequestError(400, 'bad-session-body', `${path}: ${rule}, received ${describe(received)}`);
}

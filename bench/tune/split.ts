/**
 * Which part is fitted to, and which is kept for one look at the end. Always by where traces come from: windows of one
 * trace, or traces of one drive, know each other, and a fit that has seen one has seen the other.
 */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { UsageError } from '../command/usage-error.ts';
import type { TraceSet } from '../input/traces/read-traces.ts';

/** What is kept together: a network (a directory of traces, a built-in family), a file, or a trace. Never a window. */
export type SplitLevel = 'network' | 'file' | 'trace';
export const SPLIT_LEVELS: readonly SplitLevel[] = ['network', 'file', 'trace'];

/** Share of the units that is held out. */
const HELD_OUT_SHARE = 0.3;
/** Units from which a level is good enough to be taken without being asked for. */
const ENOUGH: Readonly<Record<SplitLevel, number>> = { network: 3, file: 4, trace: 2 };

export interface Split<Part> {
  readonly level: SplitLevel;
  readonly fit: Part;
  readonly heldOut: Part;
  /** Names of the units of each, in alphabetical order. */
  readonly fitUnits: readonly string[];
  readonly heldOutUnits: readonly string[];
}

/** By names alone: neither the seed nor the order of files moves anything, so nobody can draw until it fits. */
export function chooseHeldOut(units: readonly string[]): ReadonlySet<string> {
  const all = [...new Set(units)].sort((a, b) => (lotOf(a) < lotOf(b) ? -1 : 1));
  const count = Math.min(all.length - 1, Math.max(1, Math.round(HELD_OUT_SHARE * all.length)));
  return new Set(all.slice(0, Math.max(0, count)));
}

const lotOf = (unit: string): string => createHash('sha256').update(`held out: ${unit}`).digest('hex');

/** Built-in networks, whole ones. */
export function splitNames(names: readonly string[]): Split<readonly string[]> {
  const heldOut = chooseHeldOut(names);
  if (heldOut.size === 0) throw new UsageError(`${names.join(', ')}: one network only, so none can be held out; name at least two`);
  const parts = { fit: names.filter((name) => !heldOut.has(name)), heldOut: names.filter((name) => heldOut.has(name)) };
  return { level: 'network', ...parts, fitUnits: [...parts.fit].sort(), heldOutUnits: [...parts.heldOut].sort() };
}

/**
 * The user's traces: by network where there are three, else by file where there are four, else by trace; `asked` overrides.
 *
 * @throws UsageError where a level has one unit only, with what to do.
 */
export function splitTraces(sets: readonly TraceSet[], asked?: SplitLevel): Split<readonly TraceSet[]> {
  const level = asked ?? SPLIT_LEVELS.find((each) => unitsAt(sets, each).size >= ENOUGH[each]) ?? 'trace';
  const units = [...unitsAt(sets, level)];
  if (units.length < 2) {
    throw new UsageError(
      `there is one ${level} only (${units[0]}), so nothing can be held out: give more traces, a finer --split (${SPLIT_LEVELS.join(', ')}), or others with --held-out PATH. Windows of one trace are never split`,
    );
  }
  const heldOut = chooseHeldOut(units);
  const part = (isHeldOut: boolean): TraceSet[] => keep(sets, (set, i) => heldOut.has(unitOf(set, i, level)) === isHeldOut);
  return {
    level,
    fit: part(false),
    heldOut: part(true),
    fitUnits: units.filter((unit) => !heldOut.has(unit)).sort(),
    heldOutUnits: units.filter((unit) => heldOut.has(unit)).sort(),
  };
}

/** The traces for which `wanted` holds; sets without any are left out. */
export function keep(sets: readonly TraceSet[], wanted: (set: TraceSet, i: number) => boolean): TraceSet[] {
  return sets.flatMap((set) => {
    const places = set.traces.map((_, i) => i).filter((i) => wanted(set, i));
    if (places.length === 0) return [];
    const pick = <Item>(items: readonly Item[]): Item[] => places.map((i) => items[i] as Item);
    return [{ ...set, traces: pick(set.traces), ...(set.files && { files: pick(set.files) }) }];
  });
}

const unitsAt = (sets: readonly TraceSet[], level: SplitLevel): Set<string> =>
  new Set(sets.flatMap((set) => set.traces.map((_, i) => unitOf(set, i, level))));

/** File names and not paths: the same traces elsewhere are split the same way. */
function unitOf({ network, traces, files }: TraceSet, i: number, level: SplitLevel): string {
  if (level === 'network') return network;
  return `${network}/${level === 'file' ? basename(files?.[i] ?? '') : traces[i]?.name}`;
}

/** The same recording under two names, one on each side, would be seen by the fit: it stays held out only. */
export function withoutCopies(fit: readonly TraceSet[], heldOut: readonly TraceSet[]): { fit: TraceSet[]; copies: string[] } {
  const known = new Map(heldOut.flatMap((set) => set.traces.map((trace) => [contentOf(trace), `${set.network}/${trace.name}`] as const)));
  const copies: string[] = [];
  const kept = keep(fit, (set, i) => {
    const trace = set.traces[i] as TraceSet['traces'][number];
    const twin = known.get(contentOf(trace));
    if (twin !== undefined)
      copies.push(`${set.network}/${trace.name} is the same recording as ${twin}, which is held out: left out of the fit`);
    return twin === undefined;
  });
  return { fit: kept, copies };
}

const contentOf = ({ segments }: TraceSet['traces'][number]): string =>
  createHash('sha256')
    .update(JSON.stringify(segments.map(({ durationSeconds, rateBitsPerSecond }) => [durationSeconds, rateBitsPerSecond])))
    .digest('hex');

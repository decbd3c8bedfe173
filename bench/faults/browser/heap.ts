/** What is on a page's heap, by Chromium's own snapshots. */
import type { CDPSession } from '@playwright/test';

/** Objects by constructor or kind. */
export type HeapCensus = ReadonlyMap<string, { readonly count: number; readonly bytes: number }>;

interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[], ...unknown[]] };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** One pass leaves what finalizers and weak references let go. */
const PASSES = 4;

export async function collectGarbage(devtools: CDPSession): Promise<void> {
  for (let pass = 0; pass < PASSES; pass++) await devtools.send('HeapProfiler.collectGarbage');
}

/** Bytes in use by scripts. */
export async function heapBytes(devtools: CDPSession): Promise<number> {
  await collectGarbage(devtools);
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

export async function takeCensus(devtools: CDPSession): Promise<HeapCensus> {
  const chunks: string[] = [];
  const listen = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', listen);
  await collectGarbage(devtools);
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', listen);
  return count(JSON.parse(chunks.join('')) as Snapshot);
}

function count({ snapshot, nodes, strings }: Snapshot): HeapCensus {
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [number, number, number];
  const census = new Map<string, { count: number; bytes: number }>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = types[0][nodes[at + type] as number] ?? '';
    // Texts and code are many, and their names are their contents.
    const title = kind === 'object' || kind === 'closure' || kind === 'native' ? `${kind} ${strings[nodes[at + name] as number]}` : kind;
    const entry = census.get(title) ?? { count: 0, bytes: 0 };
    entry.count++;
    entry.bytes += nodes[at + size] as number;
    census.set(title, entry);
  }
  return census;
}

/** Compiled code comes and goes with the optimiser's moods, and native records are kept for the tools that watch the page. */
const NOT_THE_PAGES = /^(code|object shape|hidden|synthetic|native .*)$/;

/** Bytes of everything that scripts have made: objects, closures and their contexts, arrays, texts. */
export const objectBytes = (census: HeapCensus): number =>
  [...census].reduce((sum, [name, { bytes }]) => sum + (NOT_THE_PAGES.test(name) ? 0 : bytes), 0);

/** What there is at least `least` more of, most bytes first. */
export function growth(before: HeapCensus, after: HeapCensus, least: number): { name: string; count: number; bytes: number }[] {
  return [...after]
    .map(([name, { count: now, bytes }]) => ({
      name,
      count: now - (before.get(name)?.count ?? 0),
      bytes: bytes - (before.get(name)?.bytes ?? 0),
    }))
    .filter(({ name, count: more }) => more >= least && !NOT_THE_PAGES.test(name))
    .sort((a, b) => b.bytes - a.bytes);
}

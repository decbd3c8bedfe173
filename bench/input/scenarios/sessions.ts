/** The stretches of network of a run: windows of the user's traces, draws of built-in networks. */

import { drawNetwork } from 'evenkeel/simulator';
import { tableOf } from '../../run/scenario.ts';
import type { TraceSet } from '../traces/read-traces.ts';
import { seedFor } from '../traces/seed.ts';
import { drawWindows } from '../traces/windows.ts';
import type { NetworkSession } from './cross.ts';

export interface SessionDraw {
  /** For each trace set, family or region. */
  readonly count: number;
  readonly contentSeconds: number;
  readonly seed: number;
}

export function sessionsOfTraces(sets: readonly TraceSet[], { count, contentSeconds, seed }: SessionDraw): NetworkSession[] {
  return sets.flatMap(({ network, traces }) => {
    const windows = drawWindows(network, traces, { count, windowSeconds: contentSeconds, seed });
    const tables = new Map<number, NetworkSession['table']>();
    return windows.map(({ traceIndex, offsetSeconds, seed: sessionSeed }) => {
      const trace = traces[traceIndex] as TraceSet['traces'][number];
      const table = tables.get(traceIndex) ?? tableOf(trace);
      tables.set(traceIndex, table);
      return { network, region: '', trace: trace.name, traceOffsetSeconds: offsetSeconds, table, seed: sessionSeed };
    });
  });
}

/** Shortest network drawn, seconds: stalls make a session longer than its content. */
const SHORTEST_DRAW_SECONDS = 600;

/** `ids`: families or regions. A network of its own for each session, with the RTT of its family. */
export function sessionsOfBuiltIn(ids: readonly string[], { count, contentSeconds, seed }: SessionDraw): NetworkSession[] {
  const seconds = Math.max(SHORTEST_DRAW_SECONDS, Math.ceil(contentSeconds) * 2);
  return ids.flatMap((id) =>
    Array.from({ length: count }, (_, i) => {
      const sessionSeed = seedFor(seed, id, i);
      const { trace, rttSeconds, family, region } = drawNetwork(id, sessionSeed, seconds);
      return { network: family, region, trace: trace.name, traceOffsetSeconds: 0, table: tableOf(trace), rttSeconds, seed: sessionSeed };
    }),
  );
}

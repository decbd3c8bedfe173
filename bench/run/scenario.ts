/** The unit of work: one stretch of network, one content, one player; every rule and bound plays it. */
import { createTrace, type NetworkTrace } from 'evenkeel/link';
import type { Content, PlayerModel, SessionOptions } from 'evenkeel/simulator';

/** A trace as columns in shared memory: handing one to a worker costs nothing, however long it is. */
export interface TraceTable {
  readonly name: string;
  readonly loops: boolean;
  readonly durationSeconds: Float64Array;
  readonly rateBitsPerSecond: Float64Array;
  /** NaN where the trace has none. */
  readonly latencySeconds: Float64Array;
}

export interface Scenario {
  /** SHA-256 of everything that decides the outcome: see `scenario-id.ts`. */
  readonly id: string;
  readonly network: string;
  readonly region: string;
  /** The trace's own name, unique in its network. */
  readonly trace: string;
  readonly traceOffsetSeconds: number;
  readonly table: TraceTable;
  readonly ladder: string;
  readonly content: Content;
  readonly player: PlayerModel;
  readonly settings: SessionSettings;
  /** For rules that draw lots. */
  readonly seed: number;
}

/** What the command line says about every session. */
export interface SessionSettings {
  readonly contentSeconds: number;
  readonly sizesKnown: boolean;
  readonly rttSeconds: number;
  readonly slowStart: boolean;
}

export function tableOf(trace: NetworkTrace): TraceTable {
  const { name, loops, segments } = trace;
  const column = (pick: (index: number) => number): Float64Array => {
    const values = new Float64Array(new SharedArrayBuffer(segments.length * Float64Array.BYTES_PER_ELEMENT));
    for (let i = 0; i < values.length; i++) values[i] = pick(i);
    return values;
  };
  return {
    name,
    loops,
    durationSeconds: column((i) => segments[i]?.durationSeconds ?? 0),
    rateBitsPerSecond: column((i) => segments[i]?.rateBitsPerSecond ?? 0),
    latencySeconds: column((i) => segments[i]?.latencySeconds ?? Number.NaN),
  };
}

export function traceOf(table: TraceTable): NetworkTrace {
  const segments = Array.from(table.durationSeconds, (durationSeconds, i) => {
    const latencySeconds = table.latencySeconds[i] as number;
    const rateBitsPerSecond = table.rateBitsPerSecond[i] as number;
    return Number.isNaN(latencySeconds) ? { durationSeconds, rateBitsPerSecond } : { durationSeconds, rateBitsPerSecond, latencySeconds };
  });
  return createTrace({ name: table.name, loops: table.loops, segments });
}

export const sessionOptions = (scenario: Scenario, trace: NetworkTrace): SessionOptions => ({
  trace,
  traceOffsetSeconds: scenario.traceOffsetSeconds,
  content: scenario.content,
  player: scenario.player,
  seed: scenario.seed,
  ...scenario.settings,
});

/** What is played twice, once in a browser and once in the simulator. */
import { createTrace, type NetworkTrace, traceFromNormalForm } from 'evenkeel/link';
import type { SizeTable } from '../../demo/content/index.ts';
import type { PlayerName } from '../compare/arguments.ts';

export const RULE_NAMES = ['built-in', 'evenkeel'] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** One session. Plain data, so that a recorded file holds all that a simulation needs. */
export interface FidelitySession {
  readonly player: PlayerName;
  readonly rule: RuleName;
  /** For tables: a profile's id, or the name of a trace. */
  readonly network: string;
  /** Sizes of the title's segments. */
  readonly table: SizeTable;
  /** How much of the session is compared, seconds from the first request. */
  readonly seconds: number;
  /** Request to first byte where the trace has none of its own, seconds. */
  readonly rttSeconds: number;
  /** `[duration_ms, kbps, latency_ms?]`, the normal form's samples. */
  readonly samples: readonly (readonly number[])[];
}

/** Length of the title, seconds: the demo's own, and longer than any session, so that none meets its end. */
export const TITLE_SECONDS = 600;

export const nameOf = ({ player, rule, network, table }: FidelitySession): string => `${player} / ${rule} / ${network} / ${table}`;

/** The trace as the origin and the simulator both read it. */
export const traceOf = ({ network, samples }: FidelitySession): NetworkTrace =>
  traceFromNormalForm({ name: network, unit: 'kbps', samples, loops: true });

/** The first part of a trace in whole milliseconds and kbit/s, as the origin takes it; at most `seconds` of it where that is given. */
export function samplesOf(trace: NetworkTrace, seconds: number = Number.POSITIVE_INFINITY): number[][] {
  const samples: number[][] = [];
  let leftMs = seconds * 1000;
  for (const { durationSeconds, rateBitsPerSecond, latencySeconds } of trace.segments) {
    if (leftMs <= 0) break;
    const durationMs = durationSeconds * 1000;
    samples.push([durationMs, rateBitsPerSecond / 1000, ...(latencySeconds === undefined ? [] : [latencySeconds * 1000])]);
    leftMs -= durationMs;
  }
  return samples;
}

/** A link of one rate. */
export const steadyTrace = (name: string, rateBitsPerSecond: number): NetworkTrace =>
  createTrace({ name, segments: [{ durationSeconds: 1000, rateBitsPerSecond }] });

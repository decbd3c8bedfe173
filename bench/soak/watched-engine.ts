/** The plugin's engine, watched from outside: what it costs and what it keeps, hour by hour. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type AbrEngine,
  addEvent,
  type CreateEngine,
  createAbrEngine,
  emptySummary,
  type NetworkMemory,
  type SessionEvent,
  type Situation,
} from 'evenkeel';

/** One stretch of a session. */
export interface Stretch {
  readonly decisionCount: number;
  /** Medians, microseconds. */
  readonly decisionMicroseconds: number;
  readonly lookMicroseconds: number;
  /** Mean sizes over it, bytes of JSON: they breathe with how long segments take. */
  readonly networkBytes: number;
  readonly summaryBytes: number;
  /** In use at its end, after a collection, bytes. */
  readonly heapBytes: number;
}

/** The CDN moves to another host this often, seconds ... */
const HOST_SECONDS = 120;
/** ... and has more of them than an engine should remember. */
const HOST_COUNT = 37;
const hostAt = (atSeconds: number): string => `cdn-${Math.floor(atSeconds / HOST_SECONDS) % HOST_COUNT}.test`;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Heap in use, bytes, without garbage. */
export function heapInUse(): number {
  // Twice: what the first collection finalises, the second frees.
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Sizes are taken this often, seconds. */
const SIZED_SECONDS = 30;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const jsonBytes = (value: unknown): number => JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? [...part] : part)).length;

/** A way to make the engine for one session, and what was seen of it so far. */
export interface Watch {
  readonly createEngine: CreateEngine;
  readonly stretches: readonly Stretch[];
}

/** Watches the next engine made, in stretches of `stretchSeconds`. */
export function watchEngine(stretchSeconds: number): Watch {
  const stretches: Stretch[] = [];
  let decisions: number[] = [];
  let looks: number[] = [];
  let networkSizes: number[] = [];
  let summarySizes: number[] = [];
  let sizedAtSeconds = 0;
  let summary = emptySummary();
  const timed = <Result>(times: number[], work: () => Result): Result => {
    const before = performance.now();
    const result = work();
    times.push((performance.now() - before) * 1000);
    return result;
  };
  const takeSizes = (memory: NetworkMemory, atSeconds: number): void => {
    if (atSeconds < sizedAtSeconds + SIZED_SECONDS) return;
    sizedAtSeconds = atSeconds;
    networkSizes.push(jsonBytes(memory.prediction));
    summarySizes.push(jsonBytes(summary));
  };
  const endStretch = (): void => {
    const figures = {
      decisionCount: decisions.length,
      decisionMicroseconds: median(decisions),
      lookMicroseconds: median(looks),
      networkBytes: mean(networkSizes),
      summaryBytes: mean(summarySizes),
    };
    [decisions, looks, networkSizes, summarySizes] = [[], [], [], []];
    stretches.push({ ...figures, heapBytes: heapInUse() });
  };
  const watch = (engine: AbrEngine, memory: NetworkMemory): AbrEngine => {
    const tell = (event: object, atSeconds: number): void => {
      summary = addEvent(summary, { ...event, session: 1, atSeconds } as SessionEvent);
    };
    const fromHost = (situation: Situation): Situation => ({ ...situation, host: hostAt(situation.atSeconds) });
    let isLadderKnown = false;
    /** Media time without the seeks: a viewer's own timeline. */
    let bufferEndSeconds = 0;
    return {
      addSample(sample) {
        const verdict = engine.addSample({ ...sample, host: hostAt(sample.atSeconds) });
        tell({ type: 'sample', sample, verdict }, sample.atSeconds);
        const { segment, sizeBits } = sample;
        if (segment) {
          tell({ type: 'segment', ...segment, startSeconds: bufferEndSeconds, sizeBits }, sample.atSeconds);
          bufferEndSeconds += segment.durationSeconds;
        }
        return verdict;
      },
      decide(situation) {
        while (situation.atSeconds >= (stretches.length + 1) * stretchSeconds) endStretch();
        takeSizes(memory, situation.atSeconds);
        if (!isLadderKnown) tell({ type: 'ladder', renditions: situation.renditions }, situation.atSeconds);
        isLadderKnown = true;
        const decision = timed(decisions, () => engine.decide(fromHost(situation)));
        tell({ type: 'decision', decision, applied: true }, situation.atSeconds);
        const { atSeconds, bufferSeconds, playing } = situation;
        tell({ type: 'buffer', bufferSeconds, positionSeconds: bufferEndSeconds - bufferSeconds, playing }, atSeconds);
        return decision;
      },
      considerRescue: (situation, inFlight) => timed(looks, () => engine.considerRescue(fromHost(situation), inFlight)),
      forecast: (atSeconds, host) => engine.forecast(atSeconds, host),
      resetLadder: () => engine.resetLadder(),
    };
  };
  return { stretches, createEngine: (config, memory) => watch(createAbrEngine(config, memory), memory) };
}

/** One long session, watched; and what is expected of it. */
import {
  type Content,
  createContent,
  drawNetwork,
  evenkeelRule,
  type PlayerModel,
  type Rule,
  type SessionOptions,
  simulateSession,
} from 'evenkeel/simulator';
import { heapInUse, type Stretch, watchEngine } from './watched-engine.ts';

const LADDER = [0.24e6, 0.45e6, 0.8e6, 1.4e6, 2.5e6, 4.5e6, 8e6];
const SEGMENT_SECONDS = 4;
const SEEK_SECONDS = 1200;
const TAIL_SECONDS = 900;

/** What to play. */
export interface SoakPlan {
  /** Id of a network family or region. */
  readonly network: string;
  readonly player: PlayerModel;
  /** Length of the session, and of the stretches in which it is watched, seconds. */
  readonly contentSeconds: number;
  readonly stretchSeconds: number;
  readonly seed: number;
}

/** What was seen. */
export interface SoakResult {
  readonly stretches: readonly Stretch[];
  /** Heap at the end of each stretch with a rule that remembers nothing, bytes. */
  readonly baselineHeapBytes: readonly number[];
  readonly stallCount: number;
}

/** Seven rungs, scenes of different size, separate audio. */
function makeContent(): Content {
  const scene = (i: number): number => 1 + 0.5 * Math.sin(i * 1.7) * Math.cos(i * 0.31);
  return createContent({
    name: 'soak',
    segmentSeconds: SEGMENT_SECONDS,
    renditions: LADDER.map((rateBitsPerSecond) => ({ rateBitsPerSecond })),
    segmentSizeBits: Array.from({ length: 150 }, (_, i) => LADDER.map((rate) => rate * SEGMENT_SECONDS * scene(i))),
    audio: { rateBitsPerSecond: 96_000 },
  });
}

function optionsOf({ network, player, contentSeconds, seed }: SoakPlan): SessionOptions {
  const { trace, rttSeconds } = drawNetwork(network, seed, Math.ceil(contentSeconds));
  const seekCount = player.live ? 0 : Math.floor(contentSeconds / SEEK_SECONDS) - 1;
  const seeks = Array.from({ length: Math.max(0, seekCount) }, (_, i) => {
    const atSeconds = (i + 1) * SEEK_SECONDS;
    // Forward and back in turn, beyond what is buffered, so that the end stays where it is.
    return { atSeconds, toSeconds: Math.max(0, atSeconds + (i % 2 ? 240 : -240)) };
  });
  return { trace, rttSeconds, content: makeContent(), player, contentSeconds, seeks, seed };
}

/** Always the same rendition; notes the heap at the end of every stretch, and nothing else. */
const memoryless = (stretchSeconds: number, heapBytes: number[]): Rule => ({
  name: 'memoryless',
  start: () => ({
    choose({ atSeconds }) {
      while (atSeconds >= (heapBytes.length + 1) * stretchSeconds) heapBytes.push(heapInUse());
      return 2;
    },
  }),
});

/** Plays the session twice: with a rule that remembers nothing, and with ours. */
export function soak(plan: SoakPlan): SoakResult {
  // A little beyond the last stretch: players stop asking when all is loaded.
  const options = optionsOf({ ...plan, contentSeconds: plan.contentSeconds + TAIL_SECONDS });
  const baselineHeapBytes: number[] = [];
  simulateSession(options, memoryless(plan.stretchSeconds, baselineHeapBytes));
  const watch = watchEngine(plan.stretchSeconds);
  const record = simulateSession(options, evenkeelRule({ createEngine: watch.createEngine }));
  return { stretches: watch.stretches, baselineHeapBytes, stallCount: record.stalls.length };
}

/** Last stretch against the second: 1 = flat. */
export interface Flatness {
  readonly decisionTime: number;
  readonly lookTime: number;
  readonly networkSize: number;
  readonly summarySize: number;
  /** Growth of the heap over that of the memoryless rule. */
  readonly heap: number;
}

/** What each ratio may be at most; times are of a shared machine. */
export const LIMITS: Flatness = { decisionTime: 1.5, lookTime: 1.5, networkSize: 1.25, summarySize: 1.25, heap: 1.05 };

/** @throws RangeError when there are fewer than three stretches: nothing to compare. */
export function flatnessOf({ stretches, baselineHeapBytes }: SoakResult): Flatness {
  const lastIndex = Math.min(stretches.length, baselineHeapBytes.length) - 1;
  const [second, last] = [stretches[1], stretches[lastIndex]];
  const [secondHeap, lastHeap] = [baselineHeapBytes[1], baselineHeapBytes[lastIndex]];
  if (!second || !last || !secondHeap || !lastHeap || lastIndex < 2)
    throw new RangeError('a soak needs three stretches at least: make it longer');
  return {
    decisionTime: last.decisionMicroseconds / second.decisionMicroseconds,
    lookTime: last.lookMicroseconds / second.lookMicroseconds,
    networkSize: last.networkBytes / second.networkBytes,
    summarySize: last.summaryBytes / second.summaryBytes,
    heap: last.heapBytes / second.heapBytes / (lastHeap / secondHeap),
  };
}

/** Names of the ratios that are too high; empty when all is flat. */
export const steepIn = (flatness: Flatness, limits: Flatness = LIMITS): readonly (keyof Flatness)[] =>
  (Object.keys(limits) as (keyof Flatness)[]).filter((name) => !(flatness[name] <= limits[name]));
